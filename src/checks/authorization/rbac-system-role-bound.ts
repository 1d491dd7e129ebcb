// Roles of the control plane and of nodes, bound to somebody else.
import { bindingReads, defineCheck } from "../../checking/index.ts";
import { defaultRole, type DefaultRole, isDefaultSubject } from "../../facts/default-roles/index.ts";
import { isEveryone, refOf, subjectName } from "../../kubernetes/index.ts";
import { allBindings } from "../../model/index.ts";

/**
 * Whether a role is made for one component: the API server binds it to that component alone. Roles without a subject of
 * their own are made for others to use, but for system:node, which the Node authorizer replaced.
 */
function belongsToComponent({ name, subjects }: DefaultRole): boolean {
  if (name === "system:node") return true;
  return name.startsWith("system:") && subjects.length > 0 && !subjects.some(isEveryone);
}

export const rbacSystemRoleBound = defineCheck({
  id: "rbac-system-role-bound",
  domain: "authorization",
  title: "Role of a control plane component is bound to somebody else",
  severity: "high",
  rationale:
    "Roles such as system:kube-controller-manager, system:controller:… and system:node are cut for one component and reach far: many read all secrets or make tokens. Under a name that looks like part of Kubernetes, a binding of them to another subject is easily taken for granted.",
  remediation: "Write a role with what the subject needs and bind that. For kubelets use the Node authorizer.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#core-component-roles"],
  reads: bindingReads,
  messages: { foreign: "{subject} is bound to {role}, which is made for {owner}" },
  *run(model, context) {
    for (const binding of context.each(allBindings(model))) {
      const { kind = "", name = "" } = binding.roleRef ?? {};
      const { namespace } = binding.metadata;
      const role = defaultRole(kind, kind === "Role" ? namespace : undefined, name);
      if (role === undefined || !belongsToComponent(role)) continue;
      for (const [index, one] of (binding.subjects ?? []).entries()) {
        const subject = subjectName(one, namespace);
        if (subject === undefined || isDefaultSubject(role, subject)) continue;
        const path = `subjects[${index}]`;
        yield {
          object: refOf(binding),
          message: "foreign",
          severity: isEveryone(subject) ? "critical" : namespace === undefined ? "high" : "medium",
          path,
          data: { subject, role: `${kind} ${name}`, owner: role.subjects[0] ?? "the Node authorizer" },
          evidence: [{ source: "field", path, text: `the binding names ${subject}` }],
        };
      }
    }
  },
});
