// Bindings that name the group to which everything is allowed anyway.
import { bindingReads, defineCheck } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { allBindings } from "../../model/index.ts";

export const rbacSystemMastersBound = defineCheck({
  id: "rbac-system-masters-bound",
  domain: "authorization",
  title: "Binding names the group system:masters",
  severity: "medium",
  rationale:
    "Every request of a member of system:masters is allowed before any role is looked at, so the binding adds nothing, and deleting it takes nothing away. It does tell that somebody works with credentials of that group, which can be revoked only by replacing the CA that signed them.",
  remediation:
    "Find the credentials whose organisation is system:masters, replace them by ones of a group of your own, and bind that group to the role it needs.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege"],
  reads: bindingReads,
  messages: {
    bound: "the group system:masters is bound to {role}",
    standard: "the group system:masters is bound to cluster-admin by the API server itself",
  },
  *run(model, context) {
    for (const binding of context.each(allBindings(model))) {
      const index = (binding.subjects ?? []).findIndex(
        ({ kind, name }) => kind === "Group" && name === "system:masters",
      );
      if (index === -1) continue;
      const standard = binding.kind === "ClusterRoleBinding" && binding.metadata.name === "cluster-admin";
      const path = `subjects[${index}]`;
      yield {
        object: refOf(binding),
        message: standard ? "standard" : "bound",
        outcome: standard ? "pass" : "fail",
        path,
        ...(standard ? {} : { data: { role: `${binding.roleRef?.kind} ${binding.roleRef?.name}` } }),
        evidence: [{ source: "field", path, value: "system:masters", text: "the binding names Group system:masters" }],
      };
    }
  },
});
