// Issuers outside the cluster: flags and files, versions, and what could not be seen.
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Minor } from "../../../core/index.ts";
import {
  instruments,
  publicKeyOf,
  regex,
  seconds,
  serverOf,
  tokenOf,
} from "../../../../test/fixtures/authentication-server.ts";
import {
  issuerOfFlags,
  parseAuthenticationConfiguration,
  reviewToken,
  type JwtAuthenticator,
  type OidcFlags,
} from "../index.ts";

const url = "https://login.test";
const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const keys = [{ id: "k", key: publicKeyOf(key) }];
const header = { alg: "ES256", kid: "k" };
const claims = { iss: url, aud: "web", sub: "anne", exp: seconds + 60 };

function review(version: Minor, authenticator: JwtAuthenticator, token: string, known: typeof keys | "unseen" = keys) {
  const answer = reviewToken(
    serverOf(version, { issuers: [{ authenticator, keys: known === "unseen" ? undefined : known }] }),
    { token },
    instruments,
  );
  if (!("status" in answer)) throw new Error(answer.message);
  return answer;
}

const withFlags = (flags: OidcFlags): JwtAuthenticator => {
  const given = { issuerUrl: url, clientId: "web", signingAlgorithms: ["ES256"], ...flags };
  const reading = issuerOfFlags(given, { version: "1.37", regex });
  if ("faults" in reading) throw new Error(reading.faults.join());
  return reading.issuer;
};

function fromFile(version: Minor, mappings: object, more: object = {}): JwtAuthenticator {
  const jwt = [{ issuer: { url, audiences: ["web"] }, claimMappings: mappings, ...more }];
  const file = { apiVersion: "apiserver.config.k8s.io/v1beta1", kind: "AuthenticationConfiguration", jwt };
  const reading = parseAuthenticationConfiguration(file, { version, regex });
  if ("faults" in reading) throw new Error(reading.faults.join());
  const [first] = reading.issuers;
  if (first === undefined) throw new Error("no issuer");
  return first;
}

const flagTable: readonly (readonly [string, OidcFlags, object, object | string])[] = [
  ["prefixes names with the issuer", {}, {}, { username: `${url}#anne` }],
  ["prefixes nothing for -", { usernamePrefix: "-" }, {}, { username: "anne" }],
  ["prefixes no address", { usernameClaim: "email" }, { email: "a@b" }, { username: "a@b" }],
  [
    "believes a verified address only",
    { usernameClaim: "email" },
    { email: "a@b", email_verified: false },
    "oidc: email not verified",
  ],
  ["needs the claim", { usernameClaim: "email" }, {}, 'oidc: parse username claims "email": claim not present'],
  [
    "takes one group as text",
    { usernamePrefix: "-", groupsClaim: "g", groupsPrefix: "o:" },
    { g: "dev" },
    { groups: ["o:dev", "system:authenticated"] },
  ],
  [
    "takes no number for a group",
    { groupsClaim: "g" },
    { g: [1] },
    'oidc: parse groups claim "g": json: cannot unmarshal array into Go value of type string',
  ],
  ["needs required claims", { requiredClaims: { hd: "acme" } }, {}, "oidc: required claim hd not present in ID token"],
  [
    "compares required claims",
    { requiredClaims: { hd: "acme" } },
    { hd: "x" },
    "oidc: required claim hd value does not match. Got = x, want = acme",
  ],
  [
    "takes its algorithms only",
    { signingAlgorithms: ["RS256"] },
    {},
    'oidc: verify token: oidc: id token signed with unsupported algorithm, expected ["RS256"] got "ES256"',
  ],
  [
    "has no leeway",
    {},
    { exp: seconds - 1 },
    "oidc: verify token: oidc: token is expired (Token Expiry: 2026-11-23 11:59:59 +0000 UTC)",
  ],
  ["is for its client", {}, { aud: ["x"] }, 'oidc: verify token: oidc: expected audience "web" got ["x"]'],
];

it.each(flagTable)("with flags, the server %s", (_, flags, more, expected) => {
  const { status } = review("1.37", withFlags(flags), tokenOf({ ...claims, ...more }, header, key));
  if (typeof expected === "string") expect(status.error).toBe(`[invalid bearer token, ${expected}]`);
  else expect(status).toMatchObject({ authenticated: true, user: expected });
});

it.each<[string, OidcFlags, string]>([
  [
    "no client",
    { clientId: "" },
    "oidc-issuer-url and oidc-client-id must be specified together when any oidc-* flags are set",
  ],
  ["plain http", { issuerUrl: "http://x" }, 'jwt[0].issuer.url: Invalid value: "http://x": URL scheme must be https'],
  ["a shared secret", { signingAlgorithms: ["HS256"] }, 'oidc: unsupported signing alg: "HS256"'],
])("flags with %s keep the server from starting", (_, flags, fault) => {
  const given = { issuerUrl: url, clientId: "web", ...flags };
  expect(issuerOfFlags(given, { version: "1.37", regex })).toEqual({ faults: [fault] });
});

describe("expressions", () => {
  const nameOf = (version: Minor, expression: string, more: object) => {
    const { status } = review(
      version,
      fromFile(version, { username: { expression } }),
      tokenOf({ ...claims, ...more }, header, key),
    );
    return status.user.username ?? status.error;
  };

  it("see whole numbers as ints until 1.33, and as doubles since", () => {
    const expression = "claims.level == 1 ? (type(claims.level) == int ? 'int' : 'double') : 'none'";
    expect(nameOf("1.33", expression, { level: 1 })).toBe("int");
    expect(nameOf("1.34", expression, { level: 1 })).toBe("double");
  });

  it("find escaped names since 1.34", () => {
    const expression = "has(claims.acme__dot__io) && claims.acme__dot__io.a__dash__b == 'x' ? 'found' : 'not found'";
    const more = { "acme.io": { "a-b": "x" } };
    expect(nameOf("1.33", expression, more)).toBe("not found");
    expect(nameOf("1.34", expression, more)).toBe("found");
  });

  it("must give a name", () => {
    expect(nameOf("1.37", "''", {})).toContain("empty username via CEL expression is not allowed");
    expect(nameOf("1.37", "5", {})).toContain("username claim expression must return a string");
    expect(nameOf("1.37", "claims.nothing", {})).toContain("resulted in error: no such key: nothing");
  });

  it("judge the user they made", () => {
    const rules = {
      userValidationRules: [{ expression: "'a' in user.groups && user.extra['acme.io/t'] == ['x']", message: "not a" }],
    };
    const mappings = {
      username: { claim: "sub", prefix: "" },
      groups: { expression: "claims.groups" },
      extra: [{ key: "acme.io/t", valueExpression: "'x'" }],
    };
    const issuer = fromFile("1.37", mappings, rules);
    const by = (groups: readonly string[]) =>
      review("1.37", issuer, tokenOf({ ...claims, groups }, header, key)).status;
    expect(by(["a", ""])).toMatchObject({
      user: { groups: ["a", "system:authenticated"], extra: { "acme.io/t": ["x"] } },
    });
    expect(by(["b"]).error).toContain("failed: not a");
  });
});

it("says what nobody verified, and what would have to be asked", () => {
  const issuer = withFlags({ groupsClaim: "groups" });
  const unverified = review(
    "1.37",
    issuer,
    tokenOf(claims, { alg: "ES256" }, generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey),
    "unseen",
  );
  expect(unverified).toMatchObject({
    status: { authenticated: true },
    authentication: { caveats: [`the signature was not verified: the keys of ${url} were not given`] },
  });
  const distributed = {
    ...claims,
    _claim_names: { groups: "s" },
    _claim_sources: { s: { endpoint: "https://more.test" } },
  };
  expect(review("1.37", issuer, tokenOf(distributed, header, key)).authentication).toMatchObject({
    outcome: "unknown",
    reason: "the groups of the user come from https://more.test, which was not asked",
  });
});

it("asks only the issuer that the token names", () => {
  const [mine, other] = [withFlags({}), { ...withFlags({}), url: "https://other.test" }];
  const server = serverOf("1.37", { issuers: [other, mine].map((authenticator) => ({ authenticator, keys })) });
  const answer = reviewToken(server, { token: tokenOf(claims, header, key) }, instruments);
  expect(answer).toMatchObject({ status: { user: { username: `${url}#anne` } } });
});
