// A token: whose, for whom, until when, and whether the API server would take it.
import {
  ldapNotice,
  reviewToken,
  type Authentication,
  type Authenticators,
  type TokenDescription,
} from "../../../engines/authentication/index.ts";
import { rfc3339 } from "../../../languages/x509/index.ts";
import type { UserInfo } from "../../../kubernetes/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import type { CredentialState, InspectedCredential, InspectOptions, Material } from "./credential-inspection.ts";
import { boundTo, findBound, flagValues, runsWithout, versionOf } from "./seen-objects.ts";
import { issuersFor } from "./token-issuers.ts";

type Outcome = Pick<InspectedCredential, "state" | "user" | "errors" | "caveats" | "signature" | "trials">;

/** What is told before the signature is looked at. */
const unlookedWords = /unsupported algorithm|malformed|parse/i;
const signatureWords = /signature|cryptographic primitive|no keys found/i;

function stateOf(errors: readonly string[]): CredentialState {
  const said = errors.join(" ");
  if (/expired|not after/i.test(said)) return "expired";
  return /not valid yet|issued in the future|before the nbf/i.test(said) ? "not-yet-valid" : "invalid";
}

/** What an authentication comes to; `unseen` is what it rests on besides. */
function outcomeOf(authentication: Authentication, hasKeys: boolean, unseen: readonly string[]): Outcome {
  const signature = hasKeys ? "verified" : "unverified";
  const { trials } = authentication;
  switch (authentication.outcome) {
    case "authenticated":
      return {
        state: "usable",
        user: authentication.user,
        errors: [],
        caveats: [...authentication.caveats, ...unseen],
        // A token of the file has no signature, or none that is looked at.
        signature: authentication.authenticator === "token-file" ? "none" : signature,
        trials,
      };
    case "unauthorized": {
      const own = authentication.errors.filter((error) => error !== "invalid bearer token");
      const errors = own.length > 0 ? own : authentication.errors;
      const wrong = errors.some((error) => signatureWords.test(error));
      const looked = trials.some(({ said, detail }) => said === "error" && !unlookedWords.test(detail));
      const reached = looked ? signature : "unverified";
      return { state: stateOf(errors), errors, caveats: unseen, signature: wrong ? "wrong" : reached, trials };
    }
    case "unknown":
      return {
        state: "unknown",
        errors: [],
        caveats: [authentication.reason, ...unseen],
        signature: "unverified",
        trials,
      };
    default:
      return {
        state: "invalid",
        errors: ["the request would not be taken"],
        caveats: unseen,
        signature: "unverified",
        trials,
      };
  }
}

/** Audiences of the API, where flags tell them; else those of the token, and that is said. */
function apiAudiences(model: ClusterModel | undefined, token: TokenDescription) {
  const issuers = flagValues(model, "service-account-issuer");
  const given = flagValues(model, "api-audiences")?.flatMap((list) => list.split(",")) ?? issuers;
  if (given !== undefined) return { audiences: given, unseen: [] };
  if (token.audiences.length === 0) return { audiences: [], unseen: [] };
  return { audiences: token.audiences, unseen: ["that the API server takes these audiences was not seen"] };
}

const closed = { enabled: false, paths: [] } as const;

/** A server with nothing but its token file. */
function bareServer(options: InspectOptions): Authenticators {
  const { tokenFile } = options.server ?? {};
  return {
    version: versionOf(options),
    apiAudiences: [],
    ...(tokenFile === undefined ? {} : { tokenFile }),
    anonymous: closed,
  };
}

/** Who else may know a token that no authenticator knows, where the server's flags do not say that there is nobody. */
function elsewhereKnown({ model }: InspectOptions): readonly string[] {
  return runsWithout(model, "authentication-token-webhook-config-file")
    ? []
    : ["whether a token webhook is asked, which may know it, was not seen"];
}

function accountServer(token: TokenDescription, options: InspectOptions) {
  const { model, keys } = options;
  const { audiences, unseen } = apiAudiences(model, token);
  const seen = flagValues(model, "service-account-issuer");
  const isLegacy = token.account?.isLegacy === true;
  const issuers = seen ?? (isLegacy ? [] : [token.issuer]);
  const trust = seen === undefined && !isLegacy ? ["that the API server is this issuer was not seen"] : [];
  const authenticators: Authenticators = {
    ...bareServer(options),
    apiAudiences: audiences,
    serviceAccounts: {
      issuers,
      keys,
      lookup: flagValues(model, "service-account-lookup")?.at(-1) !== "false",
      objects: (resource, namespace, name) => findBound(model, resource, namespace, name),
    },
    anonymous: closed,
  };
  return { authenticators, unseen: [...trust, ...unseen] };
}

/** The issuer as it was handed over or seen, else as --oidc-* flags describe it by default. */
function issuerServer(token: TokenDescription, options: InspectOptions) {
  const seen = issuersFor(token, options);
  if ("faults" in seen) return seen;
  const { issuers, unseen } = seen;
  return { authenticators: { ...bareServer(options), issuers }, unseen };
}

/** Another cluster's service accounts may be users of this one's configuration. */
function serverFor(token: TokenDescription, options: InspectOptions) {
  const isConfigured = options.server?.issuers?.some(({ url }) => url === token.issuer) === true;
  return token.account === undefined || isConfigured ? issuerServer(token, options) : accountServer(token, options);
}

function bare(text: string): string {
  return text.trim().replace(/^Bearer +/i, "");
}

function times({ times: { issuedAt, notBefore, expires, warnAfter } }: TokenDescription) {
  const named = Object.entries({ issuedAt, notBefore, expires, warnAfter });
  return Object.fromEntries(named.flatMap(([name, time]) => (time === undefined ? [] : [[name, rfc3339(time)]])));
}

function kindOf({ account }: TokenDescription): string {
  if (account === undefined) return "token of an issuer (OpenID Connect)";
  return account.isLegacy ? "service account token of a Secret" : "bound service account token";
}

function detailsOf({ subject, algorithm, keyId, id, duplicates, account, times: { expires } }: TokenDescription) {
  return [
    `it says it is ${subject === "" ? "nobody" : subject}`,
    `algorithm ${algorithm === "" ? "not named" : algorithm}${keyId === "" ? "" : `, key ${keyId}`}`,
    ...(id === "" ? [] : [`token id ${id}`]),
    ...(account?.isLegacy === true && expires === undefined ? ["it does not end while its Secret is there"] : []),
    ...(duplicates.length === 0 ? [] : ["its claims set a key twice"]),
  ];
}

/** Nobody who was asked knows the token: it is not one that somebody knows and refuses. */
function isUnknownToAll({ state, trials = [] }: Outcome): boolean {
  return state === "invalid" && trials.every(({ said }) => said === "none");
}

/** A token with readable claims. */
export function inspectToken(
  token: TokenDescription,
  { where, text }: Material,
  options: InspectOptions,
): InspectedCredential {
  const { asOf: now, verify, sha256, model, keys } = options;
  const server = serverFor(token, options);
  const raw = bare(text);
  const known = {
    ...(where === undefined ? {} : { where }),
    kind: kindOf(token),
    issuer: token.issuer,
    audiences: token.audiences,
    boundTo: token.boundTo.map((object) => boundTo(model, object, token.account?.namespace ?? "")),
    ...times(token),
    details: [...detailsOf(token), ...(token.account === undefined ? [ldapNotice] : [])],
  };
  if ("faults" in server)
    return { ...known, state: "invalid", errors: server.faults, caveats: [], signature: "unverified" };
  const review = reviewToken(server.authenticators, { token: raw }, { now, verify, sha256 });
  if (review.code !== 201)
    return { ...known, state: "invalid", errors: [review.message], caveats: [], signature: "unverified" };
  const outcome = outcomeOf(review.authentication, keys !== undefined, server.unseen);
  return isUnknownToAll(outcome)
    ? { ...known, ...outcome, caveats: [...outcome.caveats, ...elsewhereKnown(options)] }
    : { ...known, ...outcome };
}

/** A bootstrap token: who it makes is in its Secret, which only Plimsoll's own input of that Secret can show. */
export function inspectBootstrapToken(
  id: string,
  { where, text, bootstrap }: Material,
  options: InspectOptions,
): InspectedCredential {
  const { asOf: now, verify, sha256, model } = options;
  const name = `bootstrap-token-${id}`;
  const found = findBound(model, "secrets", "kube-system", name);
  const authenticators: Authenticators = {
    ...bareServer(options),
    bootstrapTokens: () => {
      if (bootstrap !== undefined) return { type: "bootstrap.kubernetes.io/token", data: bootstrap };
      return found === "absent" ? "absent" : "unseen";
    },
    anonymous: closed,
  };
  const { authentication } = { ...reviewOf(authenticators, text.trim(), { now, verify, sha256 }) };
  const user: UserInfo = {
    username: `system:bootstrap:${id}`,
    groups: ["system:bootstrappers", "system:authenticated"],
  };
  const outcome = authentication === undefined ? undefined : outcomeOf(authentication, true, []);
  const end = bootstrap?.["expiration"];
  const trial = authentication?.trials.find(({ authenticator }) => authenticator === "bootstrap-token");
  const errors = outcome?.state === "invalid" && trial !== undefined ? [trial.detail] : (outcome?.errors ?? []);
  return {
    ...(where === undefined ? {} : { where }),
    kind: "bootstrap token",
    state: errors.length > 0 && /expired/.test(errors.join(" ")) ? "expired" : (outcome?.state ?? "unknown"),
    user: outcome?.user ?? user,
    signature: "none",
    ...(end === undefined || Number.isNaN(Date.parse(end)) ? {} : { expires: rfc3339(Date.parse(end)) }),
    errors,
    caveats:
      bootstrap === undefined ? [...(outcome?.caveats ?? []), "its end and further groups are in its Secret"] : [],
    details: [`kept in the Secret kube-system/${name}`],
  };
}

function reviewOf(
  authenticators: Authenticators,
  token: string,
  instruments: Parameters<typeof reviewToken>[2],
): { readonly authentication?: Authentication } {
  const review = reviewToken(authenticators, { token }, instruments);
  return review.code === 201 ? { authentication: review.authentication } : {};
}

/** A text only a file of tokens or a webhook could tell the meaning of. */
export function opaqueToken(length: number, { where, text }: Material, options: InspectOptions): InspectedCredential {
  const { asOf: now, verify, sha256, model, server } = options;
  const unseen = elsewhereKnown(options);
  const isWebhookOut = unseen.length === 0;
  const known = {
    ...(where === undefined ? {} : { where }),
    kind: "opaque token",
    signature: "none",
    details: [`${length} characters`, ...(isWebhookOut ? [] : [ldapNotice])],
  } as const;
  const isFileSeen = server?.tokenFile !== undefined || runsWithout(model, "token-auth-file");
  if (!isFileSeen)
    return {
      ...known,
      state: "unknown",
      errors: [],
      caveats: [
        "only the API server's token file (--token-auth-file hands it over) or its webhook knows who this is, and until when",
      ],
    };
  const { authentication } = reviewOf(bareServer(options), bare(text), { now, verify, sha256 });
  if (authentication === undefined) return { ...known, state: "invalid", errors: ["it is empty"], caveats: [] };
  const isKnown = authentication.outcome === "authenticated";
  const lasting = ["it counts until the API server starts without it: tokens of the file do not end"];
  const { details } = known;
  return {
    ...known,
    ...outcomeOf(authentication, true, isKnown ? lasting : unseen),
    signature: "none",
    details: isKnown ? details.slice(0, 1) : details,
  };
}
