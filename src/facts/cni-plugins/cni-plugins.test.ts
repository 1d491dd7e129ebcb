// The table of network plugins is whole, and versions are compared as they are meant.
import { describe, expect, it } from "vitest";
import { cniPlugin, cniPlugins, supports, type Support } from "./index.ts";

describe("the table of network plugins", () => {
  const { rows, retrieved } = cniPlugins;

  it("is dated and sorted, each row with a source", () => {
    expect(retrieved).toMatch(/^\d{4}-\d\d-\d\d$/);
    const ids = rows.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    for (const { source } of rows) expect(source).toMatch(/^[a-z\d.-]+\.[a-z]+\//);
  });

  it("says of every plugin all it can do, in words it defines", () => {
    const known = /^(?:yes|no|optional|tag:[\w-]+|>=[\d.]+(?: <[\d.]+)?)$/;
    for (const { enforces } of rows) {
      expect(Object.keys(enforces)).toEqual(["ingress", "egress", "endPort", "adminTiers", "clusterTiers"]);
      for (const support of Object.values(enforces)) expect(support).toMatch(known);
    }
  });

  it("gives every plugin a sign by which it is seen at work", () => {
    const without = rows.filter(
      ({ daemonSets, images, kubeletVersions, confTypes }) =>
        (daemonSets.length === 0 || images.length === 0) && kubeletVersions.length === 0 && confTypes.length === 0,
    );
    expect(without).toEqual([]);
  });

  it("has none that enforces cluster-wide policies and no NetworkPolicies", () => {
    const odd = rows.filter(
      ({ enforces }) => enforces.ingress === "no" && (enforces.adminTiers !== "no" || enforces.clusterTiers !== "no"),
    );
    expect(odd).toEqual([]);
  });

  it("is asked by id", () => {
    expect(cniPlugin("weave")?.supportEnded).toBe("2024-09-08");
    expect(cniPlugin("toString")).toBeUndefined();
  });
});

describe("support by version", () => {
  it.each<[Support, string | undefined, boolean | undefined]>([
    ["yes", undefined, true],
    ["no", "v9", false],
    ["optional", "v9", undefined],
    [">=1.17", "v1.17.0", true],
    [">=1.17", "1.16.9", false],
    [">=1.17", "v1.17.3-rc.1", true],
    [">=1.17", "v1.100", true],
    [">=1.17", "latest", undefined],
    [">=1.17", undefined, undefined],
    [">=1.14", "v1.18.3-eksbuild.1", true],
    [">=3.29 <3.32", "v3.31.9", true],
    [">=3.29 <3.32", "v3.32.0", false],
    [">=3.29 <3.32", "v3.28.1", false],
    [">=20240723", "v20240813-c6f155d6", true],
    [">=20240723", "v20240513-cbb2a0b", false],
    ["tag:npa-v1alpha2", "v1.0.0-npa-v1alpha2", true],
    ["tag:npa-v1alpha2", "v1.0.0", false],
    ["tag:npa-v1alpha2", undefined, undefined],
  ])("%s of %s is %s", (support, version, expected) => expect(supports(support, version)).toBe(expected));
});
