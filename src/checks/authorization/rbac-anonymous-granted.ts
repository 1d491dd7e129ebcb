// Bindings that give rights to requests without credentials.
import { bindingReads, boundDefault, defineCheck, roleReads } from "../../checking/index.ts";
import { isDefaultSubject } from "../../facts/default-roles/index.ts";
import { refOf, subjectName } from "../../kubernetes/index.ts";
import { allBindings, type Binding, type ClusterModel } from "../../model/index.ts";

const anonymous = new Set(["User system:anonymous", "Group system:unauthenticated"]);

/** Roles that tell the version, the API groups and public keys. */
const harmless = new Set(["system:public-info-viewer", "system:discovery", "system:service-account-issuer-discovery"]);

/** `standard`: every cluster has the binding (the version for all, kubeadm's cluster-info). Rules added to a role spoil both. */
function gradeOf(model: ClusterModel, binding: Binding, subject: string): keyof typeof verdicts {
  const bound = boundDefault(model, binding);
  if (bound === undefined || bound.rules === "changed") return "granted";
  const { kind, name } = bound.role;
  const isStandard = isDefaultSubject(bound.role, subject);
  if (!isStandard && (kind !== "ClusterRole" || !harmless.has(name))) return "granted";
  return bound.rules === "unseen" ? "unseen" : isStandard ? "standard" : "public";
}

const verdicts = {
  granted: { outcome: "fail", severity: "critical" },
  public: { outcome: "fail", severity: "low" },
  unseen: { outcome: "unknown", severity: "critical" },
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
    unseen:
      "everybody, without credentials, has the rights of {role}; they are harmless when a cluster is set up, but whether rules were added was not seen",
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
