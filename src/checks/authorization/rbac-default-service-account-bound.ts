// Rights given to the service account that every pod of a namespace gets unasked.
import { bindingReads, defineCheck } from "../../checking/index.ts";
import { refOf, subjectName } from "../../kubernetes/index.ts";
import { allBindings } from "../../model/index.ts";

export const rbacDefaultServiceAccountBound = defineCheck({
  id: "rbac-default-service-account-bound",
  domain: "authorization",
  title: "Default service account is granted rights",
  severity: "high",
  rationale:
    "Every pod that names no service account runs as the one called default of its namespace. Rights given to it are given to all those pods, and to every pod that will be created there, though only one was meant to have them.",
  remediation: "Create a service account for the workload, bind the role to it, and name it in the workload.",
  references: ["https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"],
  reads: bindingReads,
  messages: {
    bound: "every pod of namespace {namespace} without a service account of its own has the rights of {role} {place}",
  },
  *run(model, context) {
    for (const binding of context.each(allBindings(model))) {
      const { namespace } = binding.metadata;
      for (const [index, one] of (binding.subjects ?? []).entries()) {
        const account = /^ServiceAccount ([^/]+)\/default$/.exec(subjectName(one, namespace) ?? "");
        if (account?.[1] === undefined) continue;
        const path = `subjects[${index}]`;
        const place = namespace === undefined ? "in the whole cluster" : `in namespace ${namespace}`;
        yield {
          object: refOf(binding),
          message: "bound",
          severity: namespace === undefined ? "high" : "medium",
          path,
          data: { namespace: account[1], role: `${binding.roleRef?.kind} ${binding.roleRef?.name}`, place },
          evidence: [{ source: "field", path, text: `the binding names ${account[0]}` }],
        };
      }
    }
  },
});
