// Roles that widen the standard ones by a label.
import { defineCheck, fieldEvidence, labelPath, powersHeld } from "../../checking/index.ts";
import type { Minor } from "../../core/index.ts";
import { defaultRole } from "../../facts/default-roles/index.ts";
import { powersIn, type RbacPower } from "../../facts/rbac-powers/index.ts";
import { type PolicyRule, refOf } from "../../kubernetes/index.ts";

const targets = ["view", "edit", "admin"] as const;

/** Powers the rules give that the standard role of this name does not have. */
function added(target: string, rules: readonly PolicyRule[], version: Minor): readonly RbacPower[] {
  const table = powersIn(version);
  const own = powersHeld(table, defaultRole("ClusterRole", undefined, target)?.rules ?? []);
  return powersHeld(table, rules).filter((power) => !own.includes(power));
}

export const rbacAggregationWidens = defineCheck({
  id: "rbac-aggregation-widens",
  domain: "authorization",
  title: "Label adds strong rights to a standard role",
  severity: "medium",
  rationale:
    "A ClusterRole with the label aggregate-to-view, -edit or -admin is copied into that standard role, and so to everybody who holds it. People hand out view as the right to look around; nothing at its bindings shows that it has become more.",
  remediation: "Take the label away and bind the role to those who need it.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles"],
  reads: [{ part: "clusterroles.rbac.authorization.k8s.io", as: "each" }],
  messages: { widened: "whoever holds {target} can {abilities}" },
  *run(model, context) {
    for (const role of context.each(model.parts["clusterroles.rbac.authorization.k8s.io"].objects)) {
      if (defaultRole(role.kind, undefined, role.metadata.name) !== undefined) continue;
      for (const target of targets) {
        const label = `rbac.authorization.k8s.io/aggregate-to-${target}`;
        if (role.metadata.labels?.[label] !== "true") continue;
        const powers = added(target, role.rules ?? [], context.version);
        if (powers.length === 0) continue;
        const path = labelPath(label);
        yield {
          object: refOf(role),
          message: "widened",
          severity: powers.some(({ severity }) => severity === "critical") ? "high" : "medium",
          path,
          data: { target, abilities: powers.map(({ title }) => title).join("; ") },
          evidence: [fieldEvidence(path, "true", `the rules are copied into ClusterRole ${target}`)],
        };
      }
    }
  },
});
