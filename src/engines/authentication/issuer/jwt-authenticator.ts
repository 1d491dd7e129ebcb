// One issuer of tokens, as --oidc-* flags or an AuthenticationConfiguration describe it.
import type { CelProgram } from "../../../languages/cel/index.ts";

/** A claim with a prefix before its value, or an expression over all claims. */
export type ClaimMapping = { readonly claim: string; readonly prefix: string } | { readonly program: CelProgram };

/** An expression that must be true, and what to say where it is not. */
export interface ValidationRule {
  readonly program: CelProgram;
  readonly message: string;
}

/** Who issues, for whom, and how claims become a user. */
export interface JwtAuthenticator {
  readonly url: string;
  readonly discoveryUrl?: string;
  readonly audiences: readonly string[];
  /** PEM; the host's authorities where left out. */
  readonly certificateAuthority?: string;
  readonly signingAlgorithms: readonly string[];
  readonly username: ClaimMapping;
  readonly groups?: ClaimMapping;
  readonly uid?: ClaimMapping;
  readonly extra: readonly { readonly key: string; readonly program: CelProgram }[];
  /** Claims that must be there with this very text. */
  readonly requiredClaims: ReadonlyMap<string, string>;
  readonly claimRules: readonly ValidationRule[];
  readonly userRules: readonly ValidationRule[];
}

/** What a server with an AuthenticationConfiguration takes; with --oidc-* flags it is RS256 unless told. */
export const allSigningAlgorithms = [
  "ES256",
  "ES384",
  "ES512",
  "PS256",
  "PS384",
  "PS512",
  "RS256",
  "RS384",
  "RS512",
] as const;
