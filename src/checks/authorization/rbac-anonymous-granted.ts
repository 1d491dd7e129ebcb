// Bindings that give rights to requests without credentials.
import { bindingReads, defineCheck, roleReads } from "../../checking/index.ts";
import { defaultRole, isDefaultRule, isDefaultSubject } from "../../facts/default-roles/index.ts";
import { refOf, subjectName } from "../../kubernetes/index.ts";
import { allBindings, type Binding, boundRole, type ClusterModel } from "../../model/index.ts";

const anonymous = new Set(["User system:anonymous", "Group system:unauthenticated"]);

/** Roles that tell the version, the API groups and public keys. */
const harmless = new Set(["system:public-info-viewer", "system:discovery", "system:service-account-issuer-discovery"]);

/** `standard`: every cluster has the binding (the version for all, kubeadm's cluster-info). Rules added to a role spoil both. */
function gradeOf(model: ClusterModel, binding: Binding, subject: string): "granted" | "public" | "standard" {
  const { kind = "", name = "" } = binding.roleRef ?? {};
  const role = defaultRole(kind, kind === "Role" ? binding.metadata.namespace : undefined, name);
  const rules = boundRole(model, binding)?.rules ?? [];
  if (role === undefined || !rules.every((rule) => isDefaultRule(role, rule))) return "granted";
  if (isDefaultSubject(role, subject)) return "standard";
  return kind === "ClusterRole" && harmless.has(name) ? "public" : "granted";
}

const verdicts = {
  granted: { outcome: "fail", severity: "critical" },
  public: { outcome: "fail", severity: "low" },
  standard: { outcome: "pass", severity: "info" },
} as const;

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
    public: "everybody, without credentials, has the rights of {role}, which tell how the cluster is set up",
    standard: "the rights of {role} are open to everybody when the cluster is set up, and are harmless",
  },
  *run(model, context) {
    for (const binding of context.each(allBindings(model))) {
      for (const [index, one] of (binding.subjects ?? []).entries()) {
        const subject = subjectName(one, binding.metadata.namespace);
        if (subject === undefined || !anonymous.has(subject)) continue;
        const grade = gradeOf(model, binding, subject);
        const path = `subjects[${index}]`;
        yield {
          object: refOf(binding),
          message: grade,
          ...verdicts[grade],
          path,
          data: { role: `${binding.roleRef?.kind} ${binding.roleRef?.name}` },
          evidence: [{ source: "field", path, text: `the binding names ${subject}` }],
        };
      }
    }
  },
});
