// Loading a model: time, order, identity of objects, and redaction of what is not an object.
import { describe, expect, it } from "vitest";
import { containerPod, markerOf, objectOf, readingOf } from "../../../test/fixtures/redaction.ts";
import { admit } from "../../kubernetes/index.ts";
import type { Reading, Source } from "../../model/index.ts";
import { loadModel, redactReading } from "./index.ts";

describe("redaction", () => {
  it("keeps the objects and leaves shared parts of a document alone", () => {
    const shared = { note: "lee-shore" };
    const source = objectOf("v1", "ServiceAccount", {}, { namespace: "shop", labels: shared, annotations: shared });
    const admission = admit(source);
    if (admission.status !== "admitted") throw new Error("not admitted");
    const reading = readingOf([]);
    const parts = new Map([[admission.kind, { status: "collected", objects: [admission.object] } as const]]);
    const [[, part] = []] = redactReading({ ...reading, parts }).parts;
    expect(part?.objects[0]).toBe(admission.object);
    expect(admission.object.metadata).toMatchObject({
      labels: { note: "lee-shore" },
      annotations: { note: markerOf(9) },
    });
  });

  it("puts objects in the order of namespace and name", () => {
    const names = [
      ["b", "x"],
      ["a", "z"],
      ["b", "a"],
      ["a", "b"],
    ];
    const objects = names.map(([namespace, name]) => objectOf("v1", "ServiceAccount", {}, { namespace, name }));
    const [[, part] = []] = redactReading(readingOf(objects)).parts;
    expect(part?.objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      "a/b",
      "a/z",
      "b/a",
      "b/x",
    ]);
  });

  it("reaches messages about the input", () => {
    const secret = "AKIAIOSFODNN7EXAMPLE";
    const told = { reason: `refused ${secret}`, remedy: `ask ${secret}` };
    const reading = readingOf([], {
      origin: { kind: "cluster", label: `https://mate:lee-shore@api` },
      parts: new Map([
        ["pods", { status: "partial", objects: [], gap: told }],
        ["nodes", { status: "not-collected", objects: [], gap: told }],
      ]),
      others: { status: "not-collected", gap: told },
      problems: [{ message: `cannot read ${secret}` }],
    });
    const { origin, parts, others, problems } = redactReading(reading);
    const text = JSON.stringify([origin, [...parts], others, problems]);
    expect(text).not.toContain(secret);
    expect(text).not.toContain("lee-shore");
    expect(text).toContain("refused «redacted");
  });
});

describe("loadModel", () => {
  const source = (extra: Partial<Reading>): Source => ({
    read: async () => readingOf([containerPod({ env: [{ name: "A", value: "lee-shore" }] })], extra),
  });
  const options = { now: "2026-11-23T00:00:00Z", newestSupported: "1.37" } as const;

  it.each([
    ["now for live input", {}, options, options.now],
    ["the capture time of a snapshot", { capturedAt: "2026-01-01T00:00:00Z" }, options, "2026-01-01T00:00:00Z"],
    [
      "what the user says",
      { capturedAt: "2026-01-01T00:00:00Z" },
      { ...options, asOf: "2025-05-05T00:00:00Z" },
      "2025-05-05T00:00:00Z",
    ],
  ])("is as of %s", async (_, extra, given, expected) => {
    expect((await loadModel(source(extra), given)).asOf).toBe(expected);
  });

  it("redacts what a source tells of on its arrival, and all it does not tell of", async () => {
    const [told, untold] = ["a", "b"].map((name) => {
      const admission = admit({ ...containerPod({ env: [{ name: "A", value: "lee-shore" }] }), metadata: { name } });
      if (admission.status !== "admitted") throw new Error("not admitted");
      return admission.object;
    });
    if (told === undefined || untold === undefined) throw new Error("no pods");
    const { parts } = await loadModel(
      {
        read: async (_progress, arrive) => {
          arrive?.("pods", told);
          expect(JSON.stringify(told)).not.toContain("lee-shore");
          return { ...readingOf([]), parts: new Map([["pods", { status: "collected", objects: [told, untold] }]]) };
        },
      },
      options,
    );
    expect(parts.pods.objects).toEqual([told, untold]);
    expect(JSON.stringify(parts.pods.objects)).not.toContain("lee-shore");
  });

  it("redacts before the model is built", async () => {
    const model = await loadModel(source({}), options);
    expect(JSON.stringify(model.parts)).not.toContain("lee-shore");
    expect(model.parts.pods.objects).toHaveLength(1);
  });
});
