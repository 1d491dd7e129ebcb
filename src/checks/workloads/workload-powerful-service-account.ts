// Pods whose token would let an intruder go further.
import {
  abilityOf,
  bindingReads,
  defineCheck,
  greatestPower,
  roleReads,
  severityOfPower,
  workloadReads,
} from "../../checking/index.ts";
import type { Finding } from "../../core/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { heldPowers, holdsToken, serviceAccountOf, workloads, type Binding, type Workload } from "../../model/index.ts";

function unseen({ ref, prefix }: Workload, account: string, binding: Binding): Finding<"unseen"> {
  const role = `${binding.roleRef?.kind} ${binding.roleRef?.name}`;
  return {
    object: ref,
    message: "unseen",
    outcome: "unknown",
    path: `${prefix}spec.serviceAccountName`,
    data: { account, role },
    evidence: [
      {
        source: "object",
        object: refOf(binding),
        text: `${binding.kind} ${binding.metadata.name} gives the account ${role}`,
      },
    ],
  };
}

export const workloadPowerfulServiceAccount = defineCheck({
  id: "workload-powerful-service-account",
  domain: "workloads",
  title: "Pod carries a powerful token",
  severity: "high",
  rationale:
    "Whoever takes over a container finds the token of its service account in a file. If that account may read all secrets, run pods or raise its own rights, a fault in one program becomes the takeover of a namespace or of the cluster.",
  remediation:
    "Give the account only what the program needs, keep what needs much in a namespace and on nodes of its own, and set automountServiceAccountToken: false in pods that do not use the token.",
  references: [
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#minimize-distribution-of-privileged-tokens",
  ],
  reads: [...workloadReads, ...bindingReads, ...roleReads, { part: "serviceaccounts", as: "each" }],
  messages: {
    everywhere: "with the token of service account {account} an intruder can {ability} in the whole cluster",
    namespace: "with the token of service account {account} an intruder can {ability} in namespace {namespace}",
    unseen: "what service account {account} may do is not known: it is bound to {role}, which was not seen",
  },
  *run(model, context) {
    const held = heldPowers(model);
    for (const workload of context.each(workloads(model))) {
      const account = serviceAccountOf(workload);
      if (!holdsToken(model, workload)) continue;
      const greatest = greatestPower(held.ofServiceAccount(workload.namespace, account));
      if (greatest === undefined) {
        const [opaque] = held.opaqueBindings(workload.namespace, account);
        if (opaque !== undefined) yield unseen(workload, account, opaque);
        continue;
      }
      const place = greatest.namespace === undefined ? {} : { namespace: greatest.namespace };
      yield {
        object: workload.ref,
        message: greatest.namespace === undefined ? "everywhere" : "namespace",
        severity: severityOfPower(greatest),
        path: `${workload.prefix}spec.serviceAccountName`,
        data: { account, ability: abilityOf(greatest), ...place },
        evidence: [
          {
            source: "object",
            object: greatest.via,
            text: `${greatest.via.kind} ${greatest.via.name} gives the account this power`,
          },
        ],
      };
    }
  },
});
