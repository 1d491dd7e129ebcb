// Signing requests that nobody decides on.
import { defineCheck } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";

const hour = 3600 * 1000;

export const signingRequestWaiting = defineCheck({
  id: "signing-request-waiting",
  domain: "certificates",
  title: "Signing request waits for a decision",
  severity: "low",
  rationale:
    "A request that nobody approves or denies is deleted after a day, and made again: by a kubelet that goes on with an old serving certificate, or one of its own making that nobody can verify. Where many wait, somebody will approve them all at once without looking.",
  remediation: "Look at the request with plimsoll csr review, then approve or deny it; for kubelets, run an approver.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#request-signing-process",
  ],
  reads: [{ part: "certificatesigningrequests.certificates.k8s.io", as: "each" }],
  options: { hours: { default: 1, description: "how many hours a request may wait" } },
  messages: { waiting: "{requestor} has waited {hours} hours for a certificate of {signer}" },
  *run(model, context) {
    for (const request of context.each(model.parts["certificatesigningrequests.certificates.k8s.io"].objects)) {
      const { spec = {}, status = {}, metadata } = request;
      const decided = (status.conditions ?? []).some(({ type }) => type === "Approved" || type === "Denied");
      const age = Date.parse(context.asOf) - Date.parse(metadata.creationTimestamp ?? context.asOf);
      if (decided || (status.certificate ?? "") !== "" || !(age > context.options.hours * hour)) continue;
      yield {
        object: refOf(request),
        message: "waiting",
        path: "status.conditions",
        data: {
          requestor: spec.username ?? "somebody",
          hours: Math.floor(age / hour),
          signer: spec.signerName ?? "an unnamed signer",
        },
        evidence: [{ source: "absence", path: "status.conditions", text: "it is neither approved nor denied" }],
      };
    }
  },
});
