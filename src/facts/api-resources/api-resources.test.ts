// The table of API resources holds together.
import { describe, expect, it } from "vitest";
import { apiResources, resourcesOf } from "./index.ts";

const { rows } = apiResources;
const minorNumber = (minor: string): number => Number(minor.slice(2));

describe("the table of API resources", () => {
  it("is sorted, with one row a resource and minor, each with a source", () => {
    const keys = rows.map(({ group, version, resource, since = "1.20" }) =>
      [group, version, resource, String(minorNumber(since)).padStart(3, "0")].join("\u0000"),
    );
    expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -1 : 1)));
    expect(rows.every(({ source }) => /^k8s\.io\/kubernetes \S+/.test(source))).toBe(true);
    for (let minor = 20; minor <= 37; minor++) {
      const held = resourcesOf(`1.${minor}`, true).map(
        ({ group, version, resource }) => `${group}/${version}/${resource}`,
      );
      expect(new Set(held).size).toBe(held.length);
    }
  });

  it("gives every subresource its resource", () => {
    for (let minor = 20; minor <= 37; minor++) {
      const served = resourcesOf(`1.${minor}`, true);
      const names = new Set(served.map(({ group, version, resource }) => `${group}/${version}/${resource}`));
      for (const { group, version, resource } of served)
        expect(names).toContain(`${group}/${version}/${resource.split("/")[0]}`);
    }
  });

  it.each([
    ["1.20", "extensions/v1beta1 ingresses", true],
    ["1.22", "extensions/v1beta1 ingresses", false],
    ["1.24", "policy/v1beta1 podsecuritypolicies", true],
    ["1.25", "policy/v1beta1 podsecuritypolicies", false],
    ["1.33", "resource.k8s.io/v1 resourceclaims", false],
    ["1.34", "resource.k8s.io/v1 resourceclaims", true],
    ["1.31", "v1 pods/resize", false],
    ["1.37", "v1 pods/resize", true],
  ])("in %s serves %s: %s", (minor, name, expected) => {
    const names = resourcesOf(minor as "1.20").map(
      ({ group, version, resource }) => `${group === "" ? "" : `${group}/`}${version} ${resource}`,
    );
    expect(names.includes(name)).toBe(expected);
  });

  it("answers for minors it does not cover as for the nearest one", () => {
    expect(resourcesOf("1.99")).toEqual(resourcesOf("1.37"));
    expect(resourcesOf("1.5")).toEqual(resourcesOf("1.20"));
  });
});
