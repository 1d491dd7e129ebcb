// Bindings that give rights to everybody who can log in, or to every pod.
import { bindingReads, boundDefault, defineCheck, roleReads } from "../../checking/index.ts";
import { isDefaultSubject } from "../../facts/default-roles/index.ts";
import { refOf, subjectName } from "../../kubernetes/index.ts";
import { allBindings } from "../../model/index.ts";

const everybody = new Map([
  ["Group system:authenticated", "everybody who can log in, every pod included,"],
  ["Group system:serviceaccounts", "every pod of the cluster"],
]);

export const rbacAuthenticatedGranted = defineCheck({
  id: "rbac-authenticated-granted",
  domain: "authorization",
  title: "Everybody who can log in is granted rights",
  severity: "high",
  rationale:
    "The group system:authenticated holds every user, node and service account, and system:serviceaccounts every pod that has a token. Rights given to them are given to whoever takes over any container; with some cloud providers, to anybody with an account there.",
  remediation: "Bind the role to the groups and service accounts that need it.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#service-account-permissions"],
  reads: [...bindingReads, ...roleReads],
  messages: {
    granted: "{who} has the rights of {role} {place}",
    changed: "{who} has the rights of {role} {place}, to which rules were added",
    unseen: "{who} has the rights of {role} {place}, as in every cluster; whether rules were added was not seen",
  },
  *run(model, context) {
    for (const binding of context.each(allBindings(model))) {
      const { kind = "", name = "" } = binding.roleRef ?? {};
      const { namespace } = binding.metadata;
      const bound = boundDefault(model, binding);
      for (const [index, one] of (binding.subjects ?? []).entries()) {
        const subject = subjectName(one, namespace) ?? "";
        const who = everybody.get(subject);
        if (who === undefined) continue;
        const isStandard = bound !== undefined && isDefaultSubject(bound.role, subject);
        if (isStandard && bound.rules === "as-made") continue;
        const unseen = isStandard && bound.rules === "unseen";
        const path = `subjects[${index}]`;
        yield {
          object: refOf(binding),
          message: unseen ? "unseen" : isStandard ? "changed" : "granted",
          outcome: unseen ? "unknown" : "fail",
          severity: namespace === undefined ? "high" : "medium",
          path,
          data: {
            who,
            role: `${kind} ${name}`,
            place: namespace === undefined ? "in the whole cluster" : `in namespace ${namespace}`,
          },
          evidence: [{ source: "field", path, text: `the binding names ${subject}` }],
        };
      }
    }
  },
});
