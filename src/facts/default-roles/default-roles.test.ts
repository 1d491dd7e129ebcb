// The table of default roles is whole, and its answers are right.
import { describe, expect, it } from "vitest";
import { defaultRole, defaultRoles, isDefaultRule, isDefaultSubject } from "./index.ts";

function role(kind: string, namespace: string | undefined, name: string) {
  const found = defaultRole(kind, namespace, name);
  if (found === undefined) throw new Error(`${kind} ${name} is not in the table`);
  return found;
}

describe("the table of default roles", () => {
  it("is dated, sorted, without duplicates, each role with rules and a source", () => {
    const { rows, retrieved } = defaultRoles;
    expect(retrieved).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(rows.length).toBeGreaterThan(70);
    const keys = rows.map(({ kind, namespace, name }) => JSON.stringify([kind, namespace ?? "", name]));
    expect(new Set(keys).size).toBe(keys.length);
    for (const { kind, namespace, rules, source } of rows) {
      expect(kind === "ClusterRole").toBe(namespace === undefined);
      expect(rules.length).toBeGreaterThan(0);
      expect(source).toMatch(/^k8s\.io\/kubernetes /);
    }
  });

  it("knows rules whatever the order of their lists", () => {
    const masters = role("ClusterRole", undefined, "cluster-admin");
    expect(isDefaultRule(masters, { verbs: ["*"], resources: ["*"], apiGroups: ["*"] })).toBe(true);
    expect(isDefaultRule(masters, { verbs: ["*"], resources: ["*"], apiGroups: [""] })).toBe(false);
    const reviews = role("ClusterRole", undefined, "system:basic-user");
    const [rule] = reviews.rules;
    expect(rule).toBeDefined();
    expect(
      isDefaultRule(reviews, { ...rule, resources: [...(rule?.resources ?? [])].reverse(), resourceNames: [] }),
    ).toBe(true);
  });

  it("knows what is aggregated into admin, edit and view", () => {
    const view = role("ClusterRole", undefined, "view");
    const edit = role("ClusterRole", undefined, "edit");
    const admin = role("ClusterRole", undefined, "admin");
    expect(view.rules.every((rule) => isDefaultRule(edit, rule))).toBe(true);
    expect(edit.rules.every((rule) => isDefaultRule(admin, rule))).toBe(true);
    expect(view.rules.some(({ resources = [] }) => resources.includes("secrets"))).toBe(false);
    expect(edit.rules.some(({ resources = [] }) => resources.includes("secrets"))).toBe(true);
  });

  it.each([
    ["cluster-admin", "Group system:masters", true],
    ["cluster-admin", "Group kubeadm:cluster-admins", true],
    ["cluster-admin", "Group developers", false],
    ["system:public-info-viewer", "Group system:unauthenticated", true],
    ["system:kube-scheduler", "User system:kube-scheduler", true],
    ["system:node", "Group system:nodes", false],
  ])("%s is bound to %s from the start: %s", (name, subject, expected) => {
    expect(isDefaultSubject(role("ClusterRole", undefined, name), subject)).toBe(expected);
  });

  it("does not take a name for a proof", () => {
    expect(defaultRole("ClusterRole", undefined, "system:our-operator")).toBeUndefined();
    expect(defaultRole("Role", "default", "kubeadm:bootstrap-signer-clusterinfo")).toBeUndefined();
  });
});
