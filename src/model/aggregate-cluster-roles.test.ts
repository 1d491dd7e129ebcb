// The aggregation controller, settled.
import { describe, expect, it } from "vitest";
import type { ObjectOfKind } from "../kubernetes/index.ts";
import { aggregateClusterRoles } from "./aggregate-cluster-roles.ts";

type ClusterRole = ObjectOfKind<"clusterroles.rbac.authorization.k8s.io">;

const pods = { verbs: ["get"], apiGroups: [""], resources: ["pods"] };
const nodes = { verbs: ["get"], apiGroups: [""], resources: ["nodes"] };

function role(
  name: string,
  tweak: Omit<ClusterRole, "apiVersion" | "kind" | "metadata"> = {},
  labels: Record<string, string> = {},
): ClusterRole {
  return { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name, labels }, ...tweak };
}
const select = (...selectors: readonly object[]): object => ({ aggregationRule: { clusterRoleSelectors: selectors } });
const rulesOf = (roles: readonly ClusterRole[], name: string): unknown =>
  aggregateClusterRoles(roles).find(({ metadata }) => metadata.name === name)?.rules;

describe("aggregateClusterRoles", () => {
  it("replaces rules written by hand, and takes others over chains", () => {
    const roles = [
      role("top", { ...select({ matchLabels: { tier: "middle" } }), rules: [nodes] }),
      role("middle", select({ matchLabels: { tier: "leaf" } }), { tier: "middle" }),
      role("leaf", { rules: [pods] }, { tier: "leaf" }),
    ];
    expect(rulesOf(roles, "top")).toEqual([pods]);
    expect(aggregateClusterRoles(roles).map(({ metadata }) => metadata.name)).toEqual(["top", "middle", "leaf"]);
  });

  it("keeps rules in a cycle whose source is gone", () => {
    const roles = [
      role("a", { ...select({ matchLabels: { pool: "a" } }), rules: [pods] }, { pool: "b" }),
      role("b", { ...select({ matchLabels: { pool: "b" } }), rules: [pods] }, { pool: "a" }),
    ];
    expect(rulesOf(roles, "a")).toEqual([pods]);
    expect(rulesOf(roles, "b")).toEqual([pods]);
  });

  it("takes a rule once, the roles of each selector by name, and never its own", () => {
    const roles = [
      role("all", select({ matchLabels: { x: "2" } }, {}), { x: "2" }),
      role("c", { rules: [nodes, pods] }, { x: "2" }),
      role("b", { rules: [{ ...pods, resourceNames: [] }] }),
    ];
    expect(rulesOf(roles, "all")).toEqual([nodes, pods]);
  });

  it("leaves a role whose selector cannot be used", () => {
    const bad = select({ matchExpressions: [{ key: "x", operator: "Near", values: [] }] });
    expect(rulesOf([role("all", { ...bad, rules: [nodes] }), role("b", { rules: [pods] })], "all")).toEqual([nodes]);
  });

  it("gives a role that selects nothing no rules", () => {
    expect(rulesOf([role("all", { ...select({ matchLabels: { a: "b" } }), rules: [nodes] })], "all")).toEqual([]);
  });
});
