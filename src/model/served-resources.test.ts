// What a server said it serves: kept through snapshots, put aside for other versions, and added to by definitions.
import { describe, expect, it } from "vitest";
import { readingOf } from "../../test/fixtures/redaction.ts";
import {
  buildModel,
  encodeSnapshot,
  servedResources,
  SnapshotDecoder,
  type ClusterModel,
  type Reading,
  type ServedSeen,
} from "./index.ts";

const seen: ServedSeen = {
  resources: [
    {
      group: "autoscaling",
      version: "v2",
      resource: "things/scale",
      kind: "Scale",
      namespaced: true,
      verbs: ["get"],
      shortNames: ["t"],
      categories: ["all"],
      answers: "autoscaling/v1",
    },
    { group: "", version: "v1", resource: "pods", kind: "Pod", namespaced: true, verbs: ["get", "list"] },
  ],
  gap: { reason: "metrics are away", remedy: "wait" },
};
const definition = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "buoys.sea.example.com" },
  spec: {
    group: "sea.example.com",
    scope: "Cluster",
    names: { plural: "buoys", kind: "Buoy" },
    versions: [{ name: "v1", served: true }],
  },
};

function modelOf(served: ServedSeen | undefined, asked?: "1.36"): ClusterModel {
  const extra: Partial<Reading> = {
    version: { minor: "1.34", source: "server" },
    ...(served === undefined ? {} : { served }),
  };
  const options = { now: "2026-11-23T10:00:00Z", newestSupported: "1.37" } as const;
  return buildModel(readingOf([definition], extra), { ...options, ...(asked === undefined ? {} : { version: asked }) });
}

function decoded(lines: Iterable<string>): Reading {
  const decoder = new SnapshotDecoder("file");
  for (const line of lines) decoder.line(line.trimEnd());
  return decoder.finish(() => ({ kind: "snapshot", label: "file" }));
}

describe("servedResources", () => {
  it("is what the server said and what definitions add", () => {
    const resources = servedResources(modelOf(seen)).map(({ resource }) => resource);
    expect(resources).toEqual(["things/scale", "pods", "buoys"]);
  });

  it("is the table where no server was asked, or where the question is about another version", () => {
    for (const model of [modelOf(undefined), modelOf(seen, "1.36")]) {
      const resources = servedResources(model).map(({ resource }) => resource);
      expect(resources).toEqual(expect.arrayContaining(["secrets", "buoys"]));
    }
  });
});

describe("a snapshot", () => {
  it("keeps what the server said", () => {
    expect(decoded(encodeSnapshot(modelOf(seen))).served).toEqual(seen);
    expect(decoded(encodeSnapshot(modelOf(undefined))).served).toBeUndefined();
  });

  it.each([
    ["no list", 7],
    ["no resources", {}],
    ["a resource without a group", { resources: [{ version: "v1" }] }],
    ["a scope that is none", { resources: [{ ...seen.resources[1], namespaced: "yes" }] }],
    ["verbs that are none", { resources: [{ ...seen.resources[1], verbs: [7] }] }],
  ])("with %s is damaged", (_name, served) => {
    const lines = [...encodeSnapshot(modelOf(undefined))];
    const header = { ...(JSON.parse(lines[0] ?? "") as object), served };
    expect(() => decoded([JSON.stringify(header), ...lines.slice(1)])).toThrow(/damaged header: served/);
  });
});
