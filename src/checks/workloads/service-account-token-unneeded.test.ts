// Cases of service-account-token-unneeded.
import { describe, it } from "vitest";
import { clusterRoleBinding, deployment, pod, roleBinding, serviceAccount, testCheck } from "../../testing/index.ts";
import { serviceAccountTokenUnneeded } from "./service-account-token-unneeded.ts";

const running = (serviceAccountName: string) => pod({ spec: { serviceAccountName } });

testCheck(
  serviceAccountTokenUnneeded,
  [
    {
      name: "accounts with rights: of their own, and of all accounts of the namespace",
      objects: [
        running("web"),
        clusterRoleBinding({ subjects: [{ kind: "ServiceAccount", namespace: "shop", name: "web" }] }),
        pod({ metadata: { namespace: "bank" } }),
        roleBinding({
          metadata: { namespace: "bank" },
          subjects: [{ kind: "Group", name: "system:serviceaccounts:bank" }],
        }),
      ],
      outcome: "pass",
    },
    {
      name: "the pod, or its account, opts out",
      objects: [
        pod({ spec: { automountServiceAccountToken: false } }),
        running("quiet"),
        serviceAccount({ metadata: { name: "quiet" }, automountServiceAccountToken: false }),
      ],
      outcome: "pass",
    },
    {
      name: "nobody gave the account any rights",
      objects: [deployment(), roleBinding({ subjects: [{ kind: "ServiceAccount", name: "web" }] })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Deployment shop/deployment",
          message: "unneeded",
          path: "spec.template.spec.automountServiceAccountToken",
          data: { account: "default" },
        },
      ],
    },
    {
      name: "the pod opts in again",
      objects: [
        pod({ spec: { serviceAccountName: "quiet", automountServiceAccountToken: true } }),
        serviceAccount({ metadata: { name: "quiet" }, automountServiceAccountToken: false }),
      ],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "unneeded", path: "spec.automountServiceAccountToken" }],
    },
    {
      name: "service accounts of one namespace were not listed",
      objects: [pod({ metadata: { namespace: "bank" } }), pod()],
      partial: { serviceaccounts: ["bank"] },
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "unneeded" }],
    },
    { name: "files do not show who binds the account", objects: [pod()], given: true, outcome: "unknown" },
  ],
  { describe, it },
);
