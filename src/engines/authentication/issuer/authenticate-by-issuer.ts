// Tokens of issuers outside the cluster: OpenID Connect, or any that an AuthenticationConfiguration names.
import { isJsonObject, type JsonObject } from "../../../core/index.ts";
import { goQuote } from "../../../kubernetes/index.ts";
import { parseJsonExactly } from "../../../languages/json/index.ts";
import { readJwt } from "../../../languages/jwt/index.ts";
import type { Setting, TokenIssuer } from "../authenticators.ts";
import { errorOpinion, intersect, noOpinion, type Opinion } from "../opinion.ts";
import { untrustedIssuer } from "../untrusted-issuer.ts";
import type { JwtAuthenticator } from "./jwt-authenticator.ts";
import { mapClaims } from "./map-claims.ts";
import { idTokenFault } from "./verify-id-token.ts";

/** Where the groups are somewhere else, which the server would ask (OpenID Connect Core 5.6.2). */
function distributedGroups(claims: JsonObject, { groups }: JwtAuthenticator): string | undefined {
  if (groups === undefined || "program" in groups || Object.hasOwn(claims, groups.claim)) return undefined;
  const { _claim_names: names, _claim_sources: sources } = claims;
  const source = isJsonObject(names) ? names[groups.claim] : undefined;
  const endpoint = typeof source === "string" && isJsonObject(sources) ? sources[source] : undefined;
  const url = isJsonObject(endpoint) ? endpoint["endpoint"] : undefined;
  return typeof url === "string" && url !== "" ? url : undefined;
}

function askIssuer(token: string, issuer: TokenIssuer, setting: Setting): Opinion {
  const { authenticator, keys } = issuer;
  const reading = readJwt(token, parseJsonExactly);
  if ("fault" in reading) return errorOpinion(`oidc: verify token: oidc: malformed jwt: ${reading.fault.message}`);
  const fault = idTokenFault(reading.jwt, issuer, setting);
  if (fault !== undefined) return errorOpinion(`oidc: verify token: ${fault}`);
  const { claims } = reading.jwt;
  const endpoint = distributedGroups(claims, authenticator);
  if (endpoint !== undefined)
    return { kind: "unknown", why: `the groups of the user come from ${endpoint}, which was not asked` };
  const mapped = mapClaims(claims, authenticator, setting.authenticators.version);
  if ("error" in mapped) return errorOpinion(mapped.error);
  const unverified = `the signature was not verified: the keys of ${authenticator.url} were not given`;
  return { kind: "user", user: mapped.user, caveats: keys === undefined ? [unverified] : [] };
}

/** What the issuers say of a token: only the one it names is asked, and its error ends the matter. */
export function authenticateByIssuer(token: string, issuers: readonly TokenIssuer[], setting: Setting): Opinion {
  const { audiences, authenticators } = setting;
  const accepted = audiences === undefined ? undefined : intersect(authenticators.apiAudiences, audiences);
  if (accepted?.length === 0) return noOpinion("tokens of issuers are for other audiences");
  const named = untrustedIssuer(token);
  if (named === undefined) return noOpinion("the text is no token with readable claims");
  const url = named === "accounts.google.com" ? "https://accounts.google.com" : named;
  const issuer = issuers.find(({ authenticator }) => authenticator.url === url);
  if (issuer === undefined) return noOpinion(`no issuer ${goQuote(url)} is configured`);
  const opinion = askIssuer(token, issuer, setting);
  return opinion.kind === "user" && accepted !== undefined ? { ...opinion, audiences: accepted } : opinion;
}
