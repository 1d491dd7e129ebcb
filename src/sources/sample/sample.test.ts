// The embedded sample is the one in sample/, complete, and flawed in every area as its story says.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { embedSample } from "../../../scripts/embed-sample.ts";
import { buildModel, type ClusterModel, type Reading } from "../../model/index.ts";
import { loadModel } from "../../use-cases/load-model/index.ts";
import { manifestsSource } from "../manifests/index.ts";
import { sampleSource } from "./index.ts";

const root = join(import.meta.dirname, "../../..");
const options = { now: "2030-01-01T00:00:00Z", newestSupported: "1.37" } as const;
const silent = { step: () => {} };

function contentOf({ parts }: ClusterModel): object {
  return JSON.parse(JSON.stringify(parts)) as object;
}

describe("the sample cluster", () => {
  it("is embedded as it stands in sample/", async () => {
    const { path, text } = await embedSample(root);
    expect(readFileSync(join(root, path), "utf8") === text, "run npm run generate").toBe(true);
  });

  it("is the model that its manifests give", async () => {
    const manifests = await loadModel(manifestsSource([join(root, "sample")], { complete: true }), options);
    const embedded = await loadModel(sampleSource(), options);
    expect(manifests.problems).toEqual([]);
    expect(contentOf(embedded)).toEqual(contentOf(manifests));
  });

  it("has a time, a version and an origin of its own", async () => {
    const { asOf, version, origin, otherKinds, problems } = await loadModel(sampleSource(), options);
    expect({ asOf, version, origin, otherKinds, problems }).toEqual({
      asOf: "2026-11-09T08:30:00Z",
      version: { minor: "1.34", source: "server", gitVersion: "v1.34.1" },
      origin: { kind: "sample", label: "Bosun & Daughters" },
      otherKinds: [],
      problems: [],
    });
  });

  it("is whole: every kind collected, the control plane seen", async () => {
    const { parts } = await loadModel(sampleSource(), options);
    const unseen = Object.entries(parts).filter(([, { status }]) => status !== "collected");
    // What is in the files of nodes, no API server tells.
    expect(unseen.map(([name]) => name)).toEqual(["node/cni"]);
    for (const component of ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"] as const)
      expect(parts[`component/${component}`].objects).toHaveLength(1);
    expect(parts.namespaces.objects.length).toBeGreaterThanOrEqual(6);
  });

  it("is as large as issue 2 asks, without what every cluster has", async () => {
    const { parts } = await loadModel(sampleSource(), options);
    const objects = Object.values(parts).flatMap(
      (part) => part.objects as readonly { readonly metadata?: { readonly labels?: object } }[],
    );
    const own = objects.filter(
      ({ metadata }) => metadata !== undefined && !Object.hasOwn(metadata.labels ?? {}, "kubernetes.io/bootstrapping"),
    );
    expect(own.length).toBeGreaterThanOrEqual(60);
  });

  it("is made anew for every reading, so that one scan cannot change another", async () => {
    const read = async (): Promise<Reading> => sampleSource().read(silent);
    const [first, second] = [await read(), await read()];
    expect(first.parts.get("pods")?.objects[0]).not.toBe(second.parts.get("pods")?.objects[0]);
    expect(contentOf(buildModel(first, options))).toEqual(contentOf(buildModel(second, options)));
  });

  it("holds none of the secrets that stand in its manifests", async () => {
    const text = JSON.stringify(contentOf(await loadModel(sampleSource(), options)));
    const planted = [
      "gulls-over",
      "chart-and-compass",
      "lee-shore",
      "AKIAIOSFODNN7EXAMPLE",
      "wJalrXUtnFEMI",
      "changeme",
      "heave-ho",
      "mind-the-boom",
      "harbour-light",
      "not a real",
    ];
    const manifests = ["20-storefront", "21-orders", "22-payments", "30-ci", "31-monitoring", "40-ledger"]
      .map((name) => readFileSync(join(root, `sample/${name}.yaml`), "utf8"))
      .join("");
    expect(planted.filter((secret) => !manifests.includes(secret))).toEqual([]);
    expect(planted.filter((secret) => text.includes(secret))).toEqual([]);
  });
});
