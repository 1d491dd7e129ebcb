// Bindings that give rights to requests without credentials.
import { bindingReads, defineCheck, roleReads } from "../../checking/index.ts";
import { defaultRole, isDefaultRule, isDefaultSubject } from "../../facts/default-roles/index.ts";
import { refOf, subjectName } from "../../kubernetes/index.ts";
import { allBindings, type Binding, boundRole, type ClusterModel } from "../../model/index.ts";

const anonymous = new Set(["User system:anonymous", "Group system:unauthenticated"]);

/** Whether every cluster has this binding: the version for everybody, and kubeadm's cluster-info. Added rules spoil it. */
function isStandard(model: ClusterModel, binding: Binding, subject: string): boolean {
  const { kind = "", name = "" } = binding.roleRef ?? {};
  const role = defaultRole(kind, kind === "Role" ? binding.metadata.namespace : undefined, name);
  if (role === undefined || !isDefaultSubject(role, subject)) return false;
  return (boundRole(model, binding)?.rules ?? []).every((rule) => isDefaultRule(role, rule));
}

export const rbacAnonymousGranted = defineCheck({
  id: "rbac-anonymous-granted",
  domain: "authorization",
  title: "Requests without credentials are granted rights",
  severity: "critical",
  rationale:
    "Requests without credentials belong to the user system:anonymous and the group system:unauthenticated. Whatever is bound to them is open to everybody who can reach the API server, and API servers are often reachable from the Internet.",
  remediation: "Delete the binding, and find out from the audit log who used it.",
  references: [
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#hardening",
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles",
  ],
  reads: [...bindingReads, ...roleReads],
  messages: {
    granted: "everybody, without credentials, has the rights of {role}",
    standard: "the rights of {role} are open to everybody when the cluster is set up, and are harmless",
  },
  *run(model, context) {
    for (const binding of context.each(allBindings(model))) {
      for (const [index, one] of (binding.subjects ?? []).entries()) {
        const subject = subjectName(one, binding.metadata.namespace);
        if (subject === undefined || !anonymous.has(subject)) continue;
        const standard = isStandard(model, binding, subject);
        const path = `subjects[${index}]`;
        yield {
          object: refOf(binding),
          message: standard ? "standard" : "granted",
          outcome: standard ? "pass" : "fail",
          path,
          data: { role: `${binding.roleRef?.kind} ${binding.roleRef?.name}` },
          evidence: [{ source: "field", path, text: `the binding names ${subject}` }],
        };
      }
    }
  },
});
