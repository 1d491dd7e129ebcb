// Pods that carry a token of a service account which may do nothing.
import { defineCheck, fixField, workloadReads } from "../../checking/index.ts";
import { bindingsOf, mountsToken, serviceAccountOf, workloads } from "../../model/index.ts";

const rbac = "rbac.authorization.k8s.io";

export const serviceAccountTokenUnneeded = defineCheck({
  id: "service-account-token-unneeded",
  domain: "workloads",
  title: "Pod carries a token it has no use for",
  severity: "low",
  rationale:
    "Unless told otherwise Kubernetes puts a token of the pod's service account into every container. Where no binding gives that account any rights the program cannot be using it for anything but finding out about the API, yet whoever takes over the container can: with every right that anybody gives to all service accounts, now or later.",
  remediation: "Set automountServiceAccountToken: false in the pod template, or in the service account.",
  references: [
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting",
  ],
  reads: [
    ...workloadReads,
    { part: "serviceaccounts", as: "all", within: "namespace" },
    { part: `rolebindings.${rbac}`, as: "all" },
    { part: `clusterrolebindings.${rbac}`, as: "all" },
  ],
  messages: { unneeded: "the token of service account {account} is mounted, though no binding gives it rights" },
  *run(model, context) {
    for (const workload of context.each(workloads(model))) {
      const account = serviceAccountOf(workload);
      const groups = [
        `Group system:serviceaccounts:${workload.namespace}`,
        `ServiceAccount ${workload.namespace}/${account}`,
      ];
      if (!mountsToken(model, workload) || groups.some((subject) => bindingsOf(model, subject).length > 0)) continue;
      const path = `${workload.prefix}spec.automountServiceAccountToken`;
      const value = workload.spec.automountServiceAccountToken;
      yield {
        object: workload.ref,
        message: "unneeded",
        path,
        data: { account },
        evidence: [
          {
            source: value === undefined ? "default" : "field",
            path,
            value: value ?? true,
            text: "the token is mounted",
          },
          {
            source: "absence",
            text: `no binding of the cluster names ServiceAccount ${workload.namespace}/${account}`,
          },
        ],
        fix: fixField(workload.object, { path, value: false }),
      };
    }
  },
});
