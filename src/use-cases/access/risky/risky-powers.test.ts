// Each power of the table is seen where its rights are held, and not where one of them is not.
import { describe, expect, it } from "vitest";
import { rbacPowers, type PowerNeed, type RbacPower } from "../../../facts/rbac-powers/index.ts";
import type { PolicyRule } from "../../../kubernetes/index.ts";
import { clusterRole, clusterRoleBinding, modelOf, roleBinding } from "../../../testing/index.ts";
import { riskySubjects } from "./ask-risky.ts";

function ruleFor({ verbs, group, resources }: PowerNeed): PolicyRule {
  return { apiGroups: [group], resources: resources.slice(0, 1), verbs: verbs.slice(0, 1) };
}

/** The powers of jane, who holds the rules in a namespace, or in the whole cluster. */
function powersOf({ until }: RbacPower, rules: readonly PolicyRule[], namespace?: string): readonly string[] {
  const held = clusterRole({ metadata: { name: "held" }, rules });
  const roleRef = { kind: "ClusterRole", name: "held" };
  const binding =
    namespace === undefined
      ? clusterRoleBinding({ metadata: { name: "jane" }, roleRef })
      : roleBinding({ metadata: { name: "jane", namespace }, roleRef });
  return riskySubjects(modelOf([held, binding], { version: until ?? "1.37" })).flatMap(({ rights }) =>
    rights.map(({ power }) => power),
  );
}

const rows = rbacPowers.rows.map((row) => [row.power, row] as const);

describe.each(rows)("%s", (power, row) => {
  const rules = row.needs.map(ruleFor);

  it("is held with all its rights, one by one or in the words of the first of each", () => {
    expect(powersOf(row, rules)).toContain(power);
  });

  it("is not held without one of them", () => {
    for (const [index, rule] of rules.entries()) {
      const others = rules.filter((_, at) => at !== index);
      expect(powersOf(row, others)).not.toContain(power);
      expect(powersOf(row, [...others, { ...rule, verbs: ["sneeze"] }])).not.toContain(power);
      expect(powersOf(row, [...others, { ...rule, apiGroups: ["example.com"] }])).not.toContain(power);
      if (power === "everything") continue;
      expect(powersOf(row, [...others, { ...rule, resources: ["things"] }])).not.toContain(power);
    }
  });

  it("is held by rules limited to names exactly where those are enough", () => {
    for (const [index, rule] of rules.entries()) {
      const { names = [], evenNamed = false } = row.needs[index] ?? {};
      const others = rules.filter((_, at) => at !== index);
      const named = (name: string): PolicyRule[] => [...others, { ...rule, resourceNames: [name] }];
      expect(powersOf(row, named("some-name")).includes(power)).toBe(evenNamed);
      for (const name of names) expect(powersOf(row, named(name))).toContain(power);
    }
  });

  it("counts in the scopes of its row", () => {
    expect(powersOf(row, rules, "shop").includes(power)).toBe(row.scope === "any");
    expect(powersOf(row, rules, "kube-system").includes(power)).toBe(row.scope !== "cluster");
  });
});
