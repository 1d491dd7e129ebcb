// What a bearer token says of itself, without a word of the token: nothing is verified here.
import { isJsonObject, type JsonObject } from "../../core/index.ts";
import { parseJsonExactly } from "../../languages/json/index.ts";
import { readJwt } from "../../languages/jwt/index.ts";

/** A token's kind, who it claims to be, and until when. Times are RFC 3339. */
export interface TokenSummary {
  readonly kind: "service-account" | "service-account-legacy" | "oidc" | "bootstrap" | "opaque";
  readonly subject?: string;
  readonly issuer?: string;
  readonly audiences?: readonly string[];
  readonly issued?: string;
  readonly expires?: string;
}

const bootstrapForm = /^[a-z0-9]{6}\.[a-z0-9]{16}$/;
const legacyIssuer = "kubernetes/serviceaccount";

function textClaim(claims: JsonObject, name: string): string | undefined {
  const value = claims[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function timeClaim(claims: JsonObject, name: string): string | undefined {
  const value = claims[name];
  const isTime = typeof value === "number" && Number.isFinite(value) && Math.abs(value) < 8.64e12;
  return isTime ? new Date(value * 1000).toISOString() : undefined;
}

function textsClaim(claims: JsonObject, name: string): readonly string[] | undefined {
  const value = claims[name];
  const list = [value].flat().filter((one) => typeof one === "string");
  return list.length === 0 ? undefined : list;
}

function kindOf(claims: JsonObject): TokenSummary["kind"] {
  if (textClaim(claims, "iss") === legacyIssuer) return "service-account-legacy";
  const isAccount =
    isJsonObject(claims["kubernetes.io"]) || textClaim(claims, "sub")?.startsWith("system:serviceaccount:");
  return isAccount === true ? "service-account" : "oidc";
}

/** Describes a token by its form and, for a JSON Web Token, its claims. Never throws; linear. */
export function describeToken(token: string): TokenSummary {
  const trimmed = token.trim();
  if (bootstrapForm.test(trimmed)) return { kind: "bootstrap", subject: `system:bootstrap:${trimmed.slice(0, 6)}` };
  const reading = readJwt(trimmed, (text) => {
    const read = parseJsonExactly(text);
    return "fault" in read ? { fault: read.fault } : { value: read.value };
  });
  if ("fault" in reading) return { kind: "opaque" };
  const { claims } = reading.jwt;
  const optional = {
    subject: textClaim(claims, "sub"),
    issuer: textClaim(claims, "iss"),
    audiences: textsClaim(claims, "aud"),
    issued: timeClaim(claims, "iat"),
    expires: timeClaim(claims, "exp"),
  };
  const known = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { kind: kindOf(claims), ...Object.fromEntries(known) };
}
