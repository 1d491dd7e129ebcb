// The table of powers holds together.
import { expect, it } from "vitest";
import { resourcesOf } from "../api-resources/index.ts";
import { powersIn, rbacPowers } from "./index.ts";

it("is sorted, each power once, with a source", () => {
  const names = rbacPowers.rows.map(({ power }) => power);
  expect(names).toEqual([...new Set(names)].sort());
  expect(rbacPowers.rows.every(({ source, needs }) => source.includes("/") && needs.length > 0)).toBe(true);
});

it("names resources that exist, or that authorizers alone know", () => {
  const known = new Set(resourcesOf("1.37", true).map(({ group, resource }) => `${group}/${resource}`));
  const virtual = new Set(["users", "groups", "userextras", "userextras/*", "uids", "signers", "*"]);
  const kubelet = new Set(["nodes/proxy", "nodes/log", "nodes/checkpoint"]);
  // Constrained impersonation asks about these in a group of its own.
  for (const one of ["nodes", "serviceaccounts"]) known.add(`authentication.k8s.io/${one}`);
  for (const { needs } of rbacPowers.rows) {
    for (const { group, resources } of needs) {
      const odd = resources.filter((one) => !virtual.has(one) && !kubelet.has(one) && !known.has(`${group}/${one}`));
      expect(odd).toEqual([]);
    }
  }
});

it("knows since when, and until when", () => {
  const names = (minor: "1.20" | "1.34" | "1.35"): string[] => powersIn(minor).map(({ power }) => power);
  expect(names("1.34")).toContain("exec-by-get");
  expect(names("1.35")).not.toContain("exec-by-get");
  expect(names("1.20")).not.toContain("change-trust-bundles");
});
