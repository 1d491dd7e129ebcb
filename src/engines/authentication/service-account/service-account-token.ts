// Service account tokens: whose issuer, signed by which key, for whom, and what the claims say (pkg/serviceaccount/jwt.go).
import { compareMinor, type Minor } from "../../../core/index.ts";
import { goQuote, goQuoteList } from "../../../kubernetes/index.ts";
import { parseJsonExactly } from "../../../languages/json/index.ts";
import { encodeBase64Url, readJwt, type Jwt } from "../../../languages/jwt/index.ts";
import type { ServiceAccountTokens, Setting, VerificationKey } from "../authenticators.ts";
import { errorOpinion, intersect, noOpinion, userOf, type Opinion } from "../opinion.ts";
import { serviceAccountGroups, serviceAccountName } from "../service-account-name.ts";
import { untrustedIssuer } from "../untrusted-issuer.ts";
import { verifiesToken } from "../verify-token.ts";
import { validateBoundToken } from "./bound-token.ts";
import { decodeBoundClaims, decodeLegacyClaims, type Decoded, type PublicClaims } from "./decode-claims.ts";
import { validateLegacyToken } from "./legacy-token.ts";
import type { Validated } from "./validated.ts";

const legacyIssuer = "kubernetes/serviceaccount";

/** Of the two authenticators, what differs. */
interface Flavour<Own> {
  readonly issuers: readonly string[];
  readonly decode: (jwt: Jwt, version: Minor) => Decoded<Own>;
  readonly validate: (token: string, claims: PublicClaims, own: Own) => Validated;
}

/** The keys that may verify the token: since 1.31 only those its `kid` names, if it names one. */
function keysFor({ keyId }: Jwt, keys: readonly VerificationKey[], { authenticators, sha256 }: Setting) {
  if (keyId === "" || compareMinor(authenticators.version, "1.31") < 0) return keys;
  return keys.filter(({ id, key }) => (id ?? encodeBase64Url(sha256(key.spki))) === keyId);
}

function signatureErrors(jwt: Jwt, keys: readonly VerificationKey[], setting: Setting): readonly string[] {
  const candidates = keysFor(jwt, keys, setting);
  const { version } = setting.authenticators;
  if (candidates.length === 0) return ["invalid signature, no keys found"];
  const library = compareMinor(version, "1.33") < 0 ? "square/go-jose" : "go-jose/go-jose";
  const isVerified = candidates.some(({ key }) => verifiesToken(jwt, key, setting.verify));
  return isVerified ? [] : [`${library}: error in cryptographic primitive`];
}

function audienceError(given: readonly string[], wanted: readonly string[]): string {
  return `token audiences ${goQuoteList(given)} is invalid for the target audiences ${goQuoteList(wanted)}`;
}

/** Libraries were renamed in 1.33. */
function inVersion(message: string, { authenticators }: Setting): string {
  return compareMinor(authenticators.version, "1.33") < 0
    ? message.replace("go-jose/go-jose/", "square/go-jose/")
    : message;
}

function authenticateToken<Own>(token: string, flavour: Flavour<Own>, setting: Setting): Opinion {
  const issuer = untrustedIssuer(token);
  if (issuer === undefined) return noOpinion("the text is no token with readable claims");
  if (!flavour.issuers.includes(issuer)) return noOpinion(`the issuer ${goQuote(issuer)} is not the one looked for`);
  const reading = readJwt(token, parseJsonExactly);
  if ("fault" in reading) return noOpinion(reading.fault.message);
  const keys = setting.authenticators.serviceAccounts?.keys;
  const errors = keys === undefined ? [] : signatureErrors(reading.jwt, keys, setting);
  if (errors.length > 0) return errorOpinion(...errors);
  const decoded = flavour.decode(reading.jwt, setting.authenticators.version);
  if ("error" in decoded) return errorOpinion(inVersion(decoded.error, setting));
  const { claims, own } = decoded;
  if (!flavour.issuers.includes(claims.issuer))
    return errorOpinion(`token issuer ${goQuote(claims.issuer)} is invalid`);
  const { apiAudiences } = setting.authenticators;
  const given = claims.audiences.length === 0 ? apiAudiences : claims.audiences;
  const wanted = setting.audiences ?? apiAudiences;
  const audiences = intersect(given, wanted);
  if (audiences.length === 0 && apiAudiences.length > 0) return errorOpinion(audienceError(given, wanted));
  const validated = flavour.validate(token, claims, own);
  if ("error" in validated) return errorOpinion(validated.error);
  const { namespace, name, uid, extra } = validated.user;
  const unverified = keys === undefined ? ["the signature was not verified: no key was given"] : [];
  const legacy = claims.audiences.length > 0 ? {} : { "authentication.k8s.io/legacy-token": claims.subject };
  return {
    kind: "user",
    user: userOf(serviceAccountName(namespace, name), uid, serviceAccountGroups(namespace), extra),
    audiences,
    caveats: [...unverified, ...validated.caveats],
    annotations: { ...legacy, ...validated.annotations },
  };
}

/** What the authenticator of tokens kept in Secrets says. */
export function authenticateLegacyToken(token: string, tokens: ServiceAccountTokens, setting: Setting): Opinion {
  return authenticateToken(
    token,
    {
      issuers: [legacyIssuer],
      decode: decodeLegacyClaims,
      validate: (text, claims, own) => validateLegacyToken(text, claims, own, tokens, setting),
    },
    setting,
  );
}

/** What the authenticator of tokens of the TokenRequest API says. */
export function authenticateBoundToken(token: string, tokens: ServiceAccountTokens, setting: Setting): Opinion {
  return authenticateToken(
    token,
    {
      issuers: tokens.issuers,
      decode: decodeBoundClaims,
      validate: (_, claims, own) => validateBoundToken(claims, own, tokens, setting),
    },
    setting,
  );
}
