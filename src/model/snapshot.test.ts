// Snapshots, written and read back: nothing is lost, nothing depends on order, nothing damaged passes.
import { describe, expect, it } from "vitest";
import { readingOf } from "../../test/fixtures/redaction.ts";
import { PlimsollError } from "../core/index.ts";
import type { Reading } from "./index.ts";
import {
  buildModel,
  encodeSnapshot,
  SnapshotDecoder,
  snapshotFormat,
  type ClusterModel,
  type SnapshotHeader,
} from "./index.ts";

const gap = { reason: "the list was refused", remedy: "allow it", namespaces: ["shop"] };
const pod = (name: string, extra: object = {}): object => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "shop", labels: { b: "2", a: "1" } },
  spec: { containers: [{ name: "web", securityContext: { runAsUser: 9223372036854775807n } }], ...extra },
});

function modelOf(objects: readonly object[], extra: Partial<Reading> = {}): ClusterModel {
  const others = { status: "not-collected", gap: { reason: "not asked", remedy: "ask" } } as const;
  const reading = readingOf(objects, {
    others,
    version: { minor: "1.34", source: "server", gitVersion: "v1.34.1" },
    ...extra,
  });
  return buildModel(reading, { now: "2026-11-23T10:00:00Z", newestSupported: "1.37" });
}

const full = (): ClusterModel =>
  modelOf(
    [
      pod("b"),
      pod("a"),
      { apiVersion: "extensions/v1beta1", kind: "Ingress", metadata: { name: "i", namespace: "shop" } },
    ],
    {
      otherKinds: [{ apiVersion: "example.com/v1", kind: "Boat", count: 3 }],
      problems: [
        {
          message: "cannot be read",
          location: { file: "a.yaml", line: 3, column: 2 },
          object: { apiVersion: "v1", kind: "Pod", namespace: "shop", name: "x" },
        },
        { message: "neither" },
      ],
    },
  );

function decode(lines: Iterable<string>): Reading {
  const decoder = new SnapshotDecoder("it");
  for (const line of lines) decoder.line(line);
  return decoder.finish(({ origin }) => origin);
}

function readBack(model: ClusterModel): ClusterModel {
  return buildModel(decode(encodeSnapshot(model)), { now: "2030-01-01T00:00:00Z", newestSupported: "1.37" });
}

function faultOf(lines: readonly string[]): { readonly message: string; readonly hint: string } {
  try {
    decode(lines);
  } catch (error) {
    if (error instanceof PlimsollError && error.code === "PLIMSOLL_SNAPSHOT_INVALID") return error;
    throw error;
  }
  throw new Error("the snapshot was accepted");
}

describe("a snapshot", () => {
  it("gives back the model it was made of, big integers, gaps and problems included", () => {
    const model = full();
    const parts = { ...model.parts, pods: { status: "partial", objects: model.parts.pods.objects, gap } } as const;
    const { locate: _, ...before } = { ...model, parts };
    const { locate: __, ...after } = readBack({ ...model, parts });
    expect(after).toEqual(before);
  });

  it("is the same text for the same model, whatever the order of keys", () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, item]) => [key, turned(item)]),
      );
    };
    const text = (model: ClusterModel): string => [...encodeSnapshot(model)].join("");
    const { locate, ...rest } = full();
    expect(text({ ...(turned(rest) as ClusterModel), locate })).toBe(text(full()));
  });

  it("says what it is in its first bytes", () => {
    const [first = ""] = encodeSnapshot(full());
    expect(first.startsWith(`{"apiVersion":"${snapshotFormat}","kind":"Snapshot",`)).toBe(true);
  });

  it("of an older version leaves kinds it did not read not collected", () => {
    const [header = "", ...objects] = encodeSnapshot(full());
    const { parts, ...rest } = JSON.parse(header) as SnapshotHeader;
    const older = Object.fromEntries(Object.entries(parts).filter(([name]) => name !== "nodes"));
    const reading = decode([JSON.stringify({ ...rest, parts: older }), ...objects]);
    expect(reading.parts.get("nodes")).toMatchObject({
      status: "not-collected",
      gap: { remedy: "take the snapshot again" },
    });
  });

  it("counts objects of kinds this version does not read", () => {
    const [header = "", ...objects] = encodeSnapshot(full());
    const { parts, ...rest } = JSON.parse(header) as SnapshotHeader;
    const newer = { ...rest, parts: { ...parts, "boats.example.com": { status: "collected", objects: 2 } } };
    const boat = '{"apiVersion":"example.com/v2","kind":"Boat","metadata":{"name":"x"}}';
    const { otherKinds } = decode([JSON.stringify(newer), ...objects, boat, boat]);
    expect(otherKinds).toContainEqual({ apiVersion: "example.com/v2", kind: "Boat", count: 2 });
  });
});

describe("a damaged snapshot", () => {
  const [first = "", ...objects] = encodeSnapshot(full());
  const header = JSON.parse(first) as Record<string, unknown>;
  const changed = (fields: object): string[] => [JSON.stringify({ ...header, ...fields }), ...objects];
  const parts = header["parts"] as object;

  it.each<[string, string[], RegExp]>([
    ["nothing", [], /it is empty/],
    ["no JSON", ["Plimsoll"], /is not a Plimsoll snapshot/],
    ["other JSON", ['{"apiVersion":"v1","kind":"List"}'], /is not a Plimsoll snapshot/],
    ["a list", ["[]"], /is not a Plimsoll snapshot/],
    [
      "a newer format",
      ['{"apiVersion":"plimsoll-snapshot/v2"}'],
      /format plimsoll-snapshot\/v2, and this version of Plimsoll reads plimsoll-snapshot\/v1/,
    ],
    ["another kind", changed({ kind: "Other" }), /damaged header: kind/],
    ["no time", changed({ asOf: "yesterday" }), /damaged header: asOf/],
    ["no version", changed({ version: { minor: "x", source: "server" } }), /damaged header: version\.minor/],
    [
      "a version from nowhere",
      changed({ version: { minor: "1.30", source: "guess" } }),
      /damaged header: version\.source/,
    ],
    ["no parts", changed({ parts: [] }), /damaged header: parts/],
    ["a part without a status", changed({ parts: { ...parts, pods: { objects: 2 } } }), /damaged header: parts\.pods/],
    [
      "a part without a count",
      changed({ parts: { ...parts, pods: { status: "collected", objects: -1 } } }),
      /parts\.pods/,
    ],
    [
      "a gap without a reason",
      changed({ parts: { ...parts, pods: { status: "partial", objects: 2, gap: {} } } }),
      /parts\.pods/,
    ],
    [
      "objects of a part that was not collected",
      changed({ parts: { ...parts, pods: { status: "not-collected", objects: 2, gap } } }),
      /holds pods it says were not collected/,
    ],
    ["an origin of another kind", changed({ origin: { kind: "x", label: "y" } }), /damaged header: origin/],
    ["a problem without text", changed({ problems: [{}] }), /damaged header: problems/],
    ["otherKinds of the wrong type", changed({ otherKinds: [3] }), /damaged header: otherKinds/],
    ["a missing object", [first, ...objects.slice(1)], /should hold 3 objects and holds 2/],
    ["an object too many", [first, ...objects, objects[0] ?? ""], /should hold 3 objects and holds 4/],
    [
      "an object for another",
      [first, objects[0] ?? "", objects[2] ?? "", objects[2] ?? ""],
      /should hold 2 pods and holds 1/,
    ],
    ["half a line", [first, (objects[0] ?? "").slice(0, 40), ...objects.slice(1)], /damaged in line 2/],
    [
      "a field of the wrong type",
      [first, '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":[]}', ...objects.slice(1)],
      /damaged in line 2: Pod x: spec must be a mapping, not a list/,
    ],
    [
      "deep nesting",
      [
        first,
        `{"apiVersion":"v1","kind":"LimitRange","metadata":{"name":"x"},"spec":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
      ],
      /nested deeper/,
    ],
    ["a header nested deep", ["[".repeat(100_000)], /is not a Plimsoll snapshot/],
  ])("with %s is refused", (_, lines, message) => {
    const fault = faultOf(lines);
    expect(fault.message).toMatch(/^the snapshot it /);
    expect(`it ${fault.message.slice("the snapshot it ".length)}`).toMatch(message);
    expect(fault.hint.length).toBeGreaterThan(10);
  });
});
