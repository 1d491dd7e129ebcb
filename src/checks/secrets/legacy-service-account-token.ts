// Tokens of service accounts that never expire.
import { defineCheck, fieldEvidence } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";

export const legacyServiceAccountToken = defineCheck({
  id: "legacy-service-account-token",
  domain: "secrets",
  title: "Token of a service account never expires",
  severity: "medium",
  rationale:
    "A Secret of this type holds a token that is valid until the Secret is deleted, from anywhere, for whoever read it once. Pods have had tokens of their own that expire since 1.22, and since 1.24 no such Secret is made unless somebody asks for it.",
  remediation:
    "Let what uses the token ask for short-lived ones (kubectl create token, the TokenRequest API, or a projected volume), then delete the Secret.",
  references: ["https://kubernetes.io/docs/concepts/security/service-accounts/#alternatives"],
  reads: [{ part: "secrets", as: "each" }],
  messages: { token: "the Secret holds a token of service account {account} that never expires" },
  *run(model, context) {
    for (const secret of context.each(model.parts.secrets.objects)) {
      if (secret.type !== "kubernetes.io/service-account-token") continue;
      const account = secret.metadata.annotations?.["kubernetes.io/service-account.name"] ?? "unknown";
      yield {
        object: refOf(secret),
        message: "token",
        path: "type",
        data: { account },
        evidence: [fieldEvidence("type", secret.type, "Secrets of this type are filled with a token without an end")],
      };
    }
  },
});
