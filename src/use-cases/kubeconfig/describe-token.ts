// What a bearer token says of itself, without a word of the token: nothing is verified here.
import { describeCredential, type TokenDescription } from "../../engines/authentication/index.ts";

/** A token's kind, who it claims to be, and until when. Times are RFC 3339. */
export interface TokenSummary {
  readonly kind: "service-account" | "service-account-legacy" | "oidc" | "bootstrap" | "opaque";
  readonly subject?: string;
  readonly issuer?: string;
  readonly audiences?: readonly string[];
  readonly issued?: string;
  readonly expires?: string;
}

function kindOf({ issuer, subject, account }: TokenDescription): TokenSummary["kind"] {
  if (account?.isLegacy === true || issuer === "kubernetes/serviceaccount") return "service-account-legacy";
  return account !== undefined || subject.startsWith("system:serviceaccount:") ? "service-account" : "oidc";
}

function timeText(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}

/** Describes a token by its form and, for a JSON Web Token, its claims. Never throws; linear. */
export function describeToken(token: string): TokenSummary {
  const described = describeCredential(token);
  if (described.kind === "bootstrap-token") return { kind: "bootstrap", subject: `system:bootstrap:${described.id}` };
  if (described.kind !== "jwt") return { kind: "opaque" };
  const { subject, issuer, audiences, times } = described;
  const optional = {
    subject: subject === "" ? undefined : subject,
    issuer: issuer === "" ? undefined : issuer,
    audiences: audiences.length === 0 ? undefined : audiences,
    issued: timeText(times.issuedAt),
    expires: timeText(times.expires),
  };
  const known = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { kind: kindOf(described), ...Object.fromEntries(known) };
}
