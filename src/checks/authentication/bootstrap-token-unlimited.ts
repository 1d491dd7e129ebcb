// Tokens for joining nodes that never end.
import { defineCheck } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";

export const bootstrapTokenUnlimited = defineCheck({
  id: "bootstrap-token-unlimited",
  domain: "authentication",
  title: "Bootstrap token never expires",
  severity: "medium",
  rationale:
    "Whoever has a bootstrap token can have the client certificate of a node made, under any name no node has yet. A token without an expiration is accepted until its Secret is deleted, and it tends to stay in scripts, in images and in the histories of shells.",
  remediation: "Delete the Secret, and make a token that ends when nodes are to join: kubeadm token create --ttl 1h.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/#bootstrap-token-secret-format",
  ],
  reads: [{ part: "secrets", as: "each" }],
  messages: { unlimited: "bootstrap token {token} logs in whoever has it, without an end" },
  *run(model, context) {
    for (const secret of context.each(model.parts.secrets.objects)) {
      const { namespace, name } = secret.metadata;
      const [, token] = /^bootstrap-token-([a-z0-9]{6})$/.exec(name) ?? [];
      if (secret.type !== "bootstrap.kubernetes.io/token" || namespace !== "kube-system" || token === undefined)
        continue;
      const keys = Object.keys(secret.data ?? {});
      // Without the key the token only signs the cluster's public information.
      if (!keys.includes("usage-bootstrap-authentication") || keys.includes("expiration")) continue;
      yield {
        object: refOf(secret),
        message: "unlimited",
        path: "data",
        data: { token },
        evidence: [{ source: "absence", path: "data.expiration", text: "the Secret has no key expiration" }],
      };
    }
  },
});
