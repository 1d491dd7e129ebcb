// Bindings to roles that do not exist.
import { bindingReads, defineCheck } from "../../checking/index.ts";
import { defaultRole } from "../../facts/default-roles/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { allBindings, boundRole } from "../../model/index.ts";

const rbac = "rbac.authorization.k8s.io";

export const rbacDanglingRoleRef = defineCheck({
  id: "rbac-dangling-role-ref",
  domain: "authorization",
  title: "Binding refers to a role that does not exist",
  severity: "low",
  rationale:
    "The binding grants nothing today. But whoever creates a role of that name, by mistake or on purpose, gives its rights to the subjects of the binding, and nobody who reads the new role sees that.",
  remediation: "Delete the binding, or create the role it was meant for.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding"],
  reads: [
    ...bindingReads,
    { part: `clusterroles.${rbac}`, as: "all" },
    { part: `roles.${rbac}`, as: "all", within: "namespace" },
  ],
  messages: { missing: "there is no {role}" },
  *run(model, context) {
    for (const binding of context.each(allBindings(model))) {
      const { kind = "", name = "" } = binding.roleRef ?? {};
      const namespace = kind === "Role" ? binding.metadata.namespace : undefined;
      // The API server creates its own roles again whenever it starts.
      if (boundRole(model, binding) !== undefined || defaultRole(kind, namespace, name) !== undefined) continue;
      const role = namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
      yield {
        object: refOf(binding),
        message: "missing",
        path: "roleRef.name",
        data: { role },
        evidence: [
          {
            source: "absence",
            path: "roleRef.name",
            value: name,
            text: `all roles were listed, and ${role} is not among them`,
          },
        ],
      };
    }
  },
});
