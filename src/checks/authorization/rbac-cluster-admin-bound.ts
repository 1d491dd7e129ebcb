// Bindings that make somebody an administrator of the cluster.
import { bindingReads, defineCheck } from "../../checking/index.ts";
import { defaultRole, isDefaultSubject } from "../../facts/default-roles/index.ts";
import { isEveryone, refOf, subjectName } from "../../kubernetes/index.ts";
import { allBindings } from "../../model/index.ts";

export const rbacClusterAdminBound = defineCheck({
  id: "rbac-cluster-admin-bound",
  domain: "authorization",
  title: "Subject is bound to cluster-admin",
  severity: "high",
  rationale:
    "The role cluster-admin allows everything. Every subject bound to it is worth as much to an attacker as the whole cluster: a service account, whose token lies in a pod, more so than a person with a second factor.",
  remediation:
    "Bind a role that lists what the subject needs. Keep cluster-admin for few people and for emergencies; in one namespace admin is usually enough.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege"],
  reads: bindingReads,
  messages: {
    everywhere: "{subject} may do everything in the whole cluster",
    namespace: "{subject} may do everything in namespace {namespace}",
    standard: "{subject} is bound to cluster-admin when the cluster is set up",
  },
  *run(model, context) {
    for (const binding of context.each(allBindings(model))) {
      const { kind, name } = binding.roleRef ?? {};
      if (kind !== "ClusterRole" || name !== "cluster-admin") continue;
      const administrators = defaultRole("ClusterRole", undefined, "cluster-admin");
      const { namespace } = binding.metadata;
      for (const [index, one] of (binding.subjects ?? []).entries()) {
        const subject = subjectName(one, namespace);
        if (subject === undefined) continue;
        const path = `subjects[${index}]`;
        const finding = { object: refOf(binding), path, evidence: [{ source: "field", path, text: subject } as const] };
        if (administrators !== undefined && namespace === undefined && isDefaultSubject(administrators, subject))
          yield { ...finding, message: "standard", outcome: "pass", data: { subject } };
        else if (namespace !== undefined)
          yield {
            ...finding,
            message: "namespace",
            severity: isEveryone(subject) ? "high" : "medium",
            data: { subject, namespace },
          };
        else
          yield {
            ...finding,
            message: "everywhere",
            severity: isEveryone(subject) ? "critical" : "high",
            data: { subject },
          };
      }
    }
  },
});
