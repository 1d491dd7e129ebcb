// What went through admission, redaction and a snapshot gives engines the same answers as the objects of the cluster themselves.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authorize, nodeAuthority, type NodeGraphObject } from "../../src/engines/authorization/index.ts";
import { parseCluster, parseService } from "../../src/engines/network-policy/index.ts";
import type { Minor } from "../../src/core/index.ts";
import { kindNames, type KindName, type KubernetesObject } from "../../src/kubernetes/index.ts";
import { buildModel, encodeSnapshot, SnapshotDecoder, type ClusterModel } from "../../src/model/index.ts";
import { redactReading } from "../../src/use-cases/load-model/index.ts";
import { attributesOf, readJson, type VectorRequest } from "../conformance/authorization/world.ts";
import { readingOf } from "../fixtures/redaction.ts";
import { nodeObjects, services, tierPolicies } from "../fixtures/engine-objects.ts";
import { randomSurroundings } from "../network-policy/random-clusters.ts";
import { randomPolicies } from "../network-policy/random-policies.ts";

const options = { now: "2026-11-23T00:00:00Z", newestSupported: "1.37" } as const;

/** The model of exactly these objects, as a snapshot gives it back. */
function modelOf(objects: readonly object[]): ClusterModel {
  const decoder = new SnapshotDecoder("it");
  for (const line of encodeSnapshot(buildModel(redactReading(readingOf(objects)), options))) decoder.line(line);
  return buildModel(
    decoder.finish(({ origin }) => origin),
    options,
  );
}

function objectsIn({ parts }: ClusterModel): readonly KubernetesObject[] {
  return kindNames.flatMap((name): readonly KubernetesObject[] => parts[name].objects);
}

function keyOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.namespace ?? ""} ${metadata.name}`;
}

/** Both kinds of objects in the order of the model; of one name, the first counts. */
function bothOf(objects: readonly object[]): { readonly raw: readonly object[]; readonly kept: readonly object[] } {
  const byKey = new Map<string, object>();
  for (const object of objects as readonly KubernetesObject[])
    if (!byKey.has(keyOf(object))) byKey.set(keyOf(object), object);
  const kept = objectsIn(modelOf([...byKey.values()]));
  return { raw: kept.map((object) => byKey.get(keyOf(object)) ?? {}), kept };
}

describe("the network engine", () => {
  it("reads the same pods, namespaces, nodes and policies of random clusters", () => {
    let policies = 0;
    fc.assert(
      fc.property(randomSurroundings, randomPolicies, (surroundings, chosen) => {
        const { raw, kept } = bothOf([...surroundings, ...chosen]);
        const parsed = parseCluster(kept);
        policies += parsed.input.policies.length;
        expect(parsed).toEqual(parseCluster(raw));
      }),
      { numRuns: 200 },
    );
    expect(policies).toBeGreaterThan(100);
  });

  it.each(tierPolicies.map((policy) => [policy.metadata.name, policy] as const))(
    "reads the same of %s",
    (_, policy) => {
      const { raw, kept } = bothOf([policy]);
      const parsed = parseCluster(kept);
      expect(parsed).toEqual(parseCluster(raw));
      expect(parsed.input.policies.length + parsed.problems.length).toBeGreaterThan(0);
    },
  );

  it.each(services.map((service) => [service.metadata.name, service] as const))(
    "reads the same of %s",
    (_, service) => {
      const { raw, kept } = bothOf([service]);
      expect(kept.map(parseService)).toEqual(raw.map(parseService));
    },
  );
});

type Lists = Readonly<Record<string, readonly NodeGraphObject[] | undefined>>;

const worldKinds: Readonly<Record<string, readonly [KindName, apiVersion: string, kind: string]>> = {
  pods: ["pods", "v1", "Pod"],
  persistentVolumes: ["persistentvolumes", "v1", "PersistentVolume"],
  volumeAttachments: ["volumeattachments.storage.k8s.io", "storage.k8s.io/v1", "VolumeAttachment"],
  nodes: ["nodes", "v1", "Node"],
  resourceSlices: ["resourceslices.resource.k8s.io", "resource.k8s.io/v1", "ResourceSlice"],
  podCertificateRequests: [
    "podcertificaterequests.certificates.k8s.io",
    "certificates.k8s.io/v1beta1",
    "PodCertificateRequest",
  ],
};

type Graph = Parameters<typeof nodeAuthority>[0];

/** The lists of a world, and the same lists out of a model. */
function graphsOf(lists: Lists): { readonly raw: Graph; readonly kept: Graph } {
  const entries = Object.entries(worldKinds);
  const typed = entries.flatMap(([key, [, apiVersion, kind]]) =>
    (lists[key] ?? []).map((object) => ({ apiVersion, kind, ...object })),
  );
  const { parts } = modelOf(typed);
  const raw = Object.fromEntries(entries.map(([key]) => [key, lists[key] ?? []]));
  const kept = Object.fromEntries(entries.map(([key, [name]]) => [key, parts[name].objects]));
  return { raw: raw as unknown as Graph, kept: kept as unknown as Graph };
}

function edgesOf(graph: Graph, version: Minor): string[] {
  const { edges } = nodeAuthority(graph, version).graph;
  return Array.from(edges, ([from, to]) => to.map((one) => `${from} ${one}`))
    .flat()
    .sort();
}

function readRequests(file: string): readonly VectorRequest[] {
  const lines = gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n");
  return lines.map((line) => (JSON.parse(line) as { readonly request: VectorRequest }).request);
}

const fixtures = join(import.meta.dirname, "../conformance/fixtures/authz");

describe("the Node authorizer", () => {
  it.each<[Minor, number]>([
    ["1.20", 40],
    ["1.28", 40],
    ["1.34", 40],
    ["1.37", 40],
  ])("has the same graph of every reference there is in %s", (version, least) => {
    const { raw, kept } = graphsOf(nodeObjects);
    const edges = edgesOf(kept, version);
    expect(edges).toEqual(edgesOf(raw, version));
    expect(edges.length).toBeGreaterThan(least);
  });

  it("answers recorded requests the same", () => {
    const { raw, kept } = graphsOf(readJson(join(fixtures, "node-02-pv-kinds.world.json.gz")) as Lists);
    expect(edgesOf(kept, "1.20")).toEqual(edgesOf(raw, "1.20"));
    const requests = readRequests(join(fixtures, "node-02-pv-kinds.vectors.jsonl.gz"));
    const [ofRaw, ofKept] = [raw, kept].map((graph) => {
      const authorizers = [{ type: "Node", node: nodeAuthority(graph, "1.20") }] as const;
      return requests.map((request) => authorize({ authorizers, version: "1.20" }, attributesOf(request)));
    });
    const answers = ofKept ?? [];
    expect(answers).toEqual(ofRaw);
    expect(answers.filter(({ decision }) => decision === "allow").length).toBeGreaterThan(10);
  });
});
