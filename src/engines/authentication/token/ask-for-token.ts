// The authenticators of tokens, in kube-apiserver's order.
import type { AuthenticatorName, Setting } from "../authenticators.ts";
import { authenticateByIssuer } from "../issuer/authenticate-by-issuer.ts";
import { intersect, noOpinion, type Opinion } from "../opinion.ts";
import { authenticateBoundToken, authenticateLegacyToken } from "../service-account/service-account-token.ts";
import { authenticateBootstrapToken } from "./bootstrap-token.ts";
import { authenticateByWebhook } from "./token-webhook.ts";

type Step = readonly [AuthenticatorName, () => Opinion];

/** An authenticator that knows no audiences speaks for those of the API (authenticator.WrapAudienceAgnosticToken). */
function agnostic({ audiences, authenticators }: Setting, ask: () => Opinion): Opinion {
  const accepted = audiences === undefined ? undefined : intersect(authenticators.apiAudiences, audiences);
  if (accepted?.length === 0) return noOpinion("the credential is for the API server's own audiences");
  const opinion = ask();
  return opinion.kind === "user" && accepted !== undefined ? { ...opinion, audiences: accepted } : opinion;
}

/** Who is asked about a token; those that are off are left out. */
export function askForToken(token: string, setting: Setting): readonly Step[] {
  const { tokenFile, serviceAccounts, bootstrapTokens, issuers, tokenWebhook } = setting.authenticators;
  const steps: Step[] = [];
  const look = (): Opinion => {
    const user = tokenFile?.get(token);
    return user === undefined ? noOpinion("the token is not in the file") : { kind: "user", user };
  };
  if (tokenFile !== undefined) steps.push(["token-file", () => agnostic(setting, look)]);
  if (serviceAccounts !== undefined) {
    steps.push(["legacy-service-account-token", () => authenticateLegacyToken(token, serviceAccounts, setting)]);
    if (serviceAccounts.issuers.length > 0)
      steps.push(["service-account-token", () => authenticateBoundToken(token, serviceAccounts, setting)]);
  }
  if (bootstrapTokens !== undefined)
    steps.push(["bootstrap-token", () => agnostic(setting, () => authenticateBootstrapToken(token, setting))]);
  if (issuers !== undefined) steps.push(["jwt-issuer", () => authenticateByIssuer(token, issuers, setting)]);
  if (tokenWebhook !== undefined) steps.push(["token-webhook", () => authenticateByWebhook(token, setting)]);
  return steps;
}
