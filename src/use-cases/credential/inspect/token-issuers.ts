// Which issuers the API server takes tokens of: those of a file that was handed over, of flags that were seen, or by default.
import {
  issuerOfFlags,
  type JwtAuthenticator,
  type OidcFlags,
  type TokenDescription,
  type TokenIssuer,
} from "../../../engines/authentication/index.ts";
import { compileGoRegexp } from "../../../languages/go-regexp/index.ts";
import type { InspectOptions } from "./credential-inspection.ts";
import { flagValues, runsWithout, versionOf } from "./seen-objects.ts";

/** Issuers with what was not seen of them, or why the API server does not start with its flags. */
export type IssuersSeen =
  | { readonly issuers: readonly TokenIssuer[]; readonly unseen: readonly string[] }
  | { readonly faults: readonly string[] };

const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

/** A key in PEM has no name: whoever hands it over says that it is the one the token names. */
function withKeys(
  authenticator: JwtAuthenticator,
  { keyId }: TokenDescription,
  keys: InspectOptions["keys"],
): TokenIssuer {
  const named = keyId === "" ? keys : keys?.map(({ id = keyId, key }) => ({ id, key }));
  return { authenticator, keys: named };
}

function seenFlags({ model }: InspectOptions): OidcFlags {
  const flag = (name: string): string | undefined => flagValues(model, `oidc-${name}`)?.at(-1);
  const texts = {
    issuerUrl: flag("issuer-url"),
    clientId: flag("client-id"),
    usernameClaim: flag("username-claim"),
    usernamePrefix: flag("username-prefix"),
    groupsClaim: flag("groups-claim"),
    groupsPrefix: flag("groups-prefix"),
  };
  const required = flagValues(model, "oidc-required-claim")?.flatMap((list) => list.split(",")) ?? [];
  const given = flagValues(model, "oidc-signing-algs")?.flatMap((list) => list.split(","));
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined)),
    requiredClaims: Object.fromEntries(
      required.map((pair) => {
        const [name = "", ...value] = pair.split("=");
        return [name, value.join("=")] as const;
      }),
    ),
    ...(given === undefined ? {} : { signingAlgorithms: given }),
  };
}

const byDefault =
  "whether and how the API server takes this issuer was not seen (--authentication-config hands its file over): the user is what --oidc-* flags make by default, and groups come only from a claim they name";

/** The issuers that a token may be of. */
export function issuersFor(token: TokenDescription, options: InspectOptions): IssuersSeen {
  const { model, keys, server } = options;
  if (server?.issuers !== undefined)
    return { issuers: server.issuers.map((issuer) => withKeys(issuer, token, keys)), unseen: [] };
  const isSeen = flagValues(model, "oidc-issuer-url") !== undefined;
  if (!isSeen && runsWithout(model, "oidc-issuer-url", "authentication-config")) return { issuers: [], unseen: [] };
  const flags = isSeen
    ? seenFlags(options)
    : { issuerUrl: token.issuer, clientId: token.audiences[0] ?? "", signingAlgorithms: algorithms };
  const made = issuerOfFlags(flags, { version: versionOf(options), regex: { compile: compileGoRegexp } });
  if ("faults" in made) return made;
  return { issuers: [withKeys(made.issuer, token, keys)], unseen: isSeen ? [] : [byDefault] };
}
