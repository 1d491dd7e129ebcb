// What an issuer's token must be before its claims are read (coreos/go-oidc IDTokenVerifier).
import { isJsonObject, type JsonValue } from "../../../core/index.ts";
import { goQuote, goQuoteList } from "../../../kubernetes/index.ts";
import type { Jwt } from "../../../languages/jwt/index.ts";
import type { Setting, TokenIssuer } from "../authenticators.ts";
import { goField } from "../untrusted-issuer.ts";
import { verifiesToken } from "../verify-token.ts";

const leeway = 60_000;

function jsonTime(value: JsonValue | undefined): number | undefined | "misfit" {
  if (value === undefined) return undefined;
  const isNumeric = typeof value === "string" && /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value);
  return typeof value === "number" || typeof value === "bigint" || isNumeric ? Math.trunc(Number(value)) : "misfit";
}

function secondsAt({ claims }: Jwt, name: string): number | undefined {
  const time = jsonTime(goField(claims, name));
  return time === "misfit" ? undefined : time;
}

function audiencesOf(value: JsonValue | undefined): readonly string[] | "misfit" {
  if (value === undefined) return [];
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) return "misfit";
  const list = (value as readonly JsonValue[]).map((one) => one ?? "");
  return list.every((one) => typeof one === "string") ? list : "misfit";
}

/** `2026-11-23 06:30:32 +0000 UTC`, as Go prints a time. */
function goTime(seconds: number | undefined): string {
  if (seconds === undefined) return "0001-01-01 00:00:00 +0000 UTC";
  const time = new Date(seconds * 1000);
  if (Number.isNaN(time.getTime())) return `${seconds} seconds after 1970`;
  return `${time.toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`;
}

function signatureFault(jwt: Jwt, { authenticator, keys }: TokenIssuer, setting: Setting): string | undefined {
  const { signingAlgorithms } = authenticator;
  if (!signingAlgorithms.includes(jwt.algorithm)) {
    const given = `expected ${goQuoteList(signingAlgorithms)} got ${goQuote(jwt.algorithm)}`;
    return `oidc: id token signed with unsupported algorithm, ${given}`;
  }
  const isVerified = keys?.some(
    ({ id = "", key }) => (jwt.keyId === "" || id === jwt.keyId) && verifiesToken(jwt, key, setting.verify),
  );
  return isVerified === false ? "failed to verify signature: failed to verify id token signature" : undefined;
}

function audienceFault(given: readonly string[], wanted: readonly string[]): string | undefined {
  if (given.some((one) => wanted.includes(one))) return undefined;
  const [only = ""] = wanted;
  return wanted.length === 1
    ? `oidc: expected audience ${goQuote(only)} got ${goQuoteList(given)}`
    : `oidc: expected audience in ${goQuoteList([...wanted].sort())} got ${goQuoteList(given)}`;
}

/** A claim that has not the type it must have, and why; the library decodes these whether they are used or not. */
function misfitOf({ claims }: Jwt): string | undefined {
  const text = ["iss", "sub", "nonce", "at_hash"].find((name) => typeof (goField(claims, name) ?? "") !== "string");
  if (text !== undefined) return `${text} is no text`;
  const time = ["exp", "iat", "nbf"].find((name) => jsonTime(goField(claims, name)) === "misfit");
  if (time !== undefined) return `${time} is no number`;
  if (audiencesOf(goField(claims, "aud")) === "misfit") return "aud is neither text nor a list of texts";
  const names = goField(claims, "_claim_names") ?? {};
  const isMap = isJsonObject(names) && Object.values(names).every((name) => typeof (name ?? "") === "string");
  return isMap ? undefined : "_claim_names is no map of texts";
}

/** Distributed claims must say where they come from. */
function sourceFault({ claims }: Jwt): string | undefined {
  const [names, sources] = [goField(claims, "_claim_names"), goField(claims, "_claim_sources")];
  for (const source of isJsonObject(names) ? Object.values(names) : []) {
    if (source === "" || source === null) return "oidc: failed to obtain source from claim name";
    if (typeof source !== "string" || !isJsonObject(sources) || !Object.hasOwn(sources, source))
      return "oidc: source does not exist";
  }
  return undefined;
}

/** Why the token is refused, in the server's words; undefined where it is good. */
export function idTokenFault(jwt: Jwt, issuer: TokenIssuer, setting: Setting): string | undefined {
  const signature = signatureFault(jwt, issuer, setting);
  if (signature !== undefined) return signature;
  const misfit = misfitOf(jwt);
  if (misfit !== undefined) return `oidc: failed to unmarshal claims: ${misfit}`;
  const source = sourceFault(jwt);
  if (source !== undefined) return source;
  const [expiry, notBefore] = ["exp", "nbf"].map((name) => secondsAt(jwt, name));
  const audiences = audiencesOf(goField(jwt.claims, "aud"));
  const wanted = issuer.authenticator.audiences;
  const fault = audienceFault(audiences === "misfit" ? [] : audiences, wanted);
  // Of several audiences the server looks itself, when the library has looked at everything else.
  if (fault !== undefined && wanted.length === 1) return fault;
  const { now } = setting;
  if ((expiry ?? -Infinity) * 1000 < now) return `oidc: token is expired (Token Expiry: ${goTime(expiry)})`;
  if (notBefore !== undefined && now + leeway < notBefore * 1000)
    return `oidc: current time ${goTime(now / 1000)} before the nbf (not before) time: ${goTime(notBefore)}`;
  return fault;
}
