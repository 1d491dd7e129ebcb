// The one issuer of --oidc-* flags, which is read like one of a file (pkg/kubeapiserver/options validateOIDCOptions).
import { FieldErrors, goQuote, joinErrors } from "../../../kubernetes/index.ts";
import type { JwtAuthenticator } from "../issuer/jwt-authenticator.ts";
import { allSigningAlgorithms } from "../issuer/jwt-authenticator.ts";
import { Fields } from "./fields.ts";
import { ownIssuerFault, validateIssuers, type ConfiguredServer } from "./parse-authentication-configuration.ts";

/** Values of the flags; those that were not given are left out. */
export interface OidcFlags {
  readonly issuerUrl?: string;
  readonly clientId?: string;
  /** The text of --oidc-ca-file. */
  readonly certificateAuthority?: string;
  /** Default `sub`. */
  readonly usernameClaim?: string;
  /** `-` for none; without it every claim but `email` is prefixed with the issuer and `#`. */
  readonly usernamePrefix?: string;
  readonly groupsClaim?: string;
  readonly groupsPrefix?: string;
  /** Default RS256. */
  readonly signingAlgorithms?: readonly string[];
  readonly requiredClaims?: Readonly<Record<string, string>>;
}

function usernamePrefix(issuerUrl: string, claim: string, prefix: string): string {
  if (prefix === "-") return "";
  return prefix === "" && claim !== "email" ? `${issuerUrl}#` : prefix;
}

/** The issuer, or why the server does not start with the flags. */
export function issuerOfFlags(
  flags: OidcFlags,
  server: ConfiguredServer,
): { readonly issuer: JwtAuthenticator } | { readonly faults: readonly string[] } {
  const { issuerUrl = "", clientId = "", certificateAuthority, groupsClaim = "", groupsPrefix = "" } = flags;
  if (issuerUrl === "" || clientId === "")
    return {
      faults: ["oidc-issuer-url and oidc-client-id must be specified together when any oidc-* flags are set"],
    };
  const claim = flags.usernameClaim ?? "sub";
  const prefix = usernamePrefix(issuerUrl, claim, flags.usernamePrefix ?? "");
  const required = Object.entries(flags.requiredClaims ?? {});
  const jwt = new Fields({
    issuer: { url: issuerUrl, audiences: [clientId], certificateAuthority },
    claimMappings: {
      username: { claim, prefix },
      ...(groupsClaim === "" ? {} : { groups: { claim: groupsClaim, prefix: groupsPrefix } }),
    },
    claimValidationRules: required.map(([name, requiredValue]) => ({ claim: name, requiredValue })),
  });
  const errors = new FieldErrors(server.version);
  const issuers = validateIssuers([jwt], server, errors);
  if (errors.messages.length > 0) return { faults: [joinErrors(errors.messages)] };
  const own = ownIssuerFault(issuers, server);
  if (own !== undefined) return { faults: [own] };
  const signingAlgorithms = flags.signingAlgorithms ?? ["RS256"];
  const unknown = signingAlgorithms.find((one) => !(allSigningAlgorithms as readonly string[]).includes(one));
  if (unknown !== undefined) return { faults: [`oidc: unsupported signing alg: ${goQuote(unknown)}`] };
  const [issuer] = issuers;
  return issuer === undefined ? { faults: [] } : { issuer: { ...issuer, signingAlgorithms } };
}
