// Rights of all service accounts of a namespace at once.
import { bindingReads, defineCheck } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { allBindings } from "../../model/index.ts";

const prefix = "system:serviceaccounts:";

export const rbacNamespaceAccountsGranted = defineCheck({
  id: "rbac-namespace-accounts-granted",
  domain: "authorization",
  title: "Every pod of a namespace is granted rights",
  severity: "medium",
  rationale:
    "Authentication puts every service account of a namespace into the group system:serviceaccounts:<namespace>. Rights given to that group are given to every pod there that has a token, to those that come later, and to whoever may create pods there.",
  remediation: "Bind the role to the service accounts that need it.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#service-account-permissions"],
  reads: bindingReads,
  messages: { granted: "every pod of namespace {namespace} has the rights of {role} {place}" },
  *run(model, context) {
    for (const binding of context.each(allBindings(model))) {
      const home = binding.metadata.namespace;
      for (const [index, one] of (binding.subjects ?? []).entries()) {
        const { kind, name = "" } = one;
        if (kind !== "Group" || !name.startsWith(prefix) || name === prefix) continue;
        const path = `subjects[${index}]`;
        const place = home === undefined ? "in the whole cluster" : `in namespace ${home}`;
        yield {
          object: refOf(binding),
          message: "granted",
          severity: home === undefined ? "medium" : "low",
          path,
          data: {
            namespace: name.slice(prefix.length),
            role: `${binding.roleRef?.kind} ${binding.roleRef?.name}`,
            place,
          },
          evidence: [{ source: "field", path, text: `the binding names Group ${name}` }],
        };
      }
    }
  },
});
