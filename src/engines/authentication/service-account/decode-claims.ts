// The claims of service account tokens as go-jose's JSON decoder puts them into Go's types: strict in case and in duplicates.
import { compareMinor, isJsonObject, type JsonObject, type JsonValue, type Minor } from "../../../core/index.ts";
import type { Jwt } from "../../../languages/jwt/index.ts";

/** Claims that every token has; times in seconds since 1970. */
export interface PublicClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly expiry?: number;
  readonly notBefore?: number;
  readonly issuedAt?: number;
  readonly id: string;
}

const library = "go-jose/go-jose/jwt: expected";

/** What stops decoding; its message is Go's. */
class ClaimFault extends Error {}

/** A kind of JSON value in Go's word. */
function goKind(value: JsonValue): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "bigint") return "number";
  return typeof value === "boolean" ? "bool" : typeof value;
}

function misfit(value: JsonValue, type: string): ClaimFault {
  return new ClaimFault(`json: cannot unmarshal ${goKind(value)} into Go value of type ${type}`);
}

function text(fields: JsonObject, key: string): string {
  const value = fields[key] ?? "";
  if (typeof value !== "string") throw misfit(value, "string");
  return value;
}

/** Seconds, without a fraction; out of 64 bits is the distant past, as where Go runs. */
function seconds(value: JsonValue): number {
  if (typeof value !== "number" && typeof value !== "bigint")
    throw new ClaimFault(`${library} number value to unmarshal NumericDate`);
  const whole = Math.trunc(Number(value));
  return Math.abs(whole) < 2 ** 63 ? whole : -(2 ** 63);
}

function audiences(value: JsonValue): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
  throw new ClaimFault(`${library} string or array value to unmarshal to Audience`);
}

function time<K extends string>(
  claims: JsonObject,
  key: string,
  name: K,
  refusesNull = false,
): { readonly [name in K]?: number } {
  const value = claims[key];
  return value === undefined || (value === null && !refusesNull)
    ? {}
    : ({ [name]: seconds(value) } as { readonly [name in K]?: number });
}

/** Claims with a decoder of their own end decoding where they stand, so those before a key that is set again speak first. */
function rejectEarlier({ claims, beforeDuplicate }: Jwt, refusesNull: boolean): void {
  for (const key of beforeDuplicate ?? []) {
    if (key === "aud" && claims["aud"] !== undefined) audiences(claims["aud"]);
    else if (key === "exp" || key === "nbf" || key === "iat") time(claims, key, key, refusesNull);
  }
}

/** Keys set twice are an error where Go decodes the object they are in. */
function rejectDuplicates({ duplicates }: Jwt, ...decoded: readonly string[]): void {
  const found = duplicates.find((path) => path.length === 1 || decoded.includes(path[0] ?? ""));
  if (found !== undefined) throw new ClaimFault(`json: duplicate key '${found.at(-1)}' in object`);
}

/** Until 1.26 times could not be left out by null. */
function publicClaims({ claims }: Jwt, refusesNull: boolean): PublicClaims {
  return {
    audiences: claims["aud"] === undefined ? [] : audiences(claims["aud"]),
    ...time(claims, "exp", "expiry", refusesNull),
    ...time(claims, "nbf", "notBefore", refusesNull),
    ...time(claims, "iat", "issuedAt", refusesNull),
    issuer: text(claims, "iss"),
    subject: text(claims, "sub"),
    id: text(claims, "jti"),
  };
}

/** A token's name of an object. */
export interface ObjectClaim {
  readonly name: string;
  readonly uid: string;
}

/** What stands below `kubernetes.io` in a bound token. */
export interface BoundClaims {
  readonly namespace: string;
  readonly serviceAccount: ObjectClaim;
  readonly pod?: ObjectClaim;
  readonly secret?: ObjectClaim;
  readonly node?: ObjectClaim;
  readonly validatingWebhook?: ObjectClaim;
  readonly mutatingWebhook?: ObjectClaim;
  readonly attestedGroups: readonly string[];
  readonly warnAfter?: number;
}

function reference(value: JsonValue): ObjectClaim {
  if (!isJsonObject(value)) throw misfit(value, "serviceaccount.ref");
  return { name: text(value, "name"), uid: text(value, "uid") };
}

function optionalReference<K extends string>(
  fields: JsonObject,
  key: string,
  name: K,
): { readonly [name in K]?: ObjectClaim } {
  const value = fields[key];
  return value === undefined || value === null ? {} : ({ [name]: reference(value) } as { [name in K]?: ObjectClaim });
}

function attestedGroups(fields: JsonObject): readonly string[] {
  const { attestations } = fields;
  const groups = isJsonObject(attestations) ? attestations["admissionReviewAPIGroups"] : undefined;
  return Array.isArray(groups) && groups.every((one) => typeof one === "string") ? groups : [];
}

function boundClaims({ claims }: Jwt): BoundClaims {
  const value = claims["kubernetes.io"] ?? {};
  if (!isJsonObject(value)) throw misfit(value, "serviceaccount.kubernetes");
  return {
    namespace: text(value, "namespace"),
    serviceAccount: reference(value["serviceaccount"] ?? {}),
    ...optionalReference(value, "pod", "pod"),
    ...optionalReference(value, "secret", "secret"),
    ...optionalReference(value, "node", "node"),
    ...optionalReference(value, "validatingwebhookconfiguration", "validatingWebhook"),
    ...optionalReference(value, "mutatingwebhookconfiguration", "mutatingWebhook"),
    ...time(value, "warnafter", "warnAfter"),
    attestedGroups: attestedGroups(value),
  };
}

/** What a token of a Secret says, which has no end. */
export interface LegacyClaims {
  readonly namespace: string;
  readonly secretName: string;
  readonly serviceAccount: ObjectClaim;
}

function legacyClaims({ claims }: Jwt): LegacyClaims {
  const prefix = "kubernetes.io/serviceaccount";
  return {
    namespace: text(claims, `${prefix}/namespace`),
    secretName: text(claims, `${prefix}/secret.name`),
    serviceAccount: {
      name: text(claims, `${prefix}/service-account.name`),
      uid: text(claims, `${prefix}/service-account.uid`),
    },
  };
}

/** Claims, or the decoder's error. */
export type Decoded<Private> = { readonly claims: PublicClaims; readonly own: Private } | { readonly error: string };

function decode<Private>(
  jwt: Jwt,
  version: Minor,
  own: (jwt: Jwt) => Private,
  ...decoded: readonly string[]
): Decoded<Private> {
  const refusesNull = compareMinor(version, "1.27") < 0;
  try {
    rejectEarlier(jwt, refusesNull);
    rejectDuplicates(jwt, ...decoded);
    return { claims: publicClaims(jwt, refusesNull), own: own(jwt) };
  } catch (thrown) {
    if (thrown instanceof ClaimFault) return { error: thrown.message };
    throw thrown;
  }
}

/** The claims of a bound token, as a server of a version decodes them. Never throws. */
export function decodeBoundClaims(jwt: Jwt, version: Minor): Decoded<BoundClaims> {
  return decode(jwt, version, boundClaims, "kubernetes.io");
}

/** The claims of a Secret's token, as a server of a version decodes them. Never throws. */
export function decodeLegacyClaims(jwt: Jwt, version: Minor): Decoded<LegacyClaims> {
  return decode(jwt, version, legacyClaims);
}
