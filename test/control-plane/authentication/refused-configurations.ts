// AuthenticationConfigurations no server starts with; each has many faults, as a start takes seconds.
import { accountIssuer } from "./harness.ts";

const file = (jwt: readonly object[], more: object = {}): object => ({
  apiVersion: "apiserver.config.k8s.io/v1",
  kind: "AuthenticationConfiguration",
  jwt,
  ...more,
});

const issuer = { url: "https://issuer.test", audiences: ["a"] };
const username = { claim: "sub", prefix: "" };

const urls = [
  "",
  "http://issuer.test",
  "https://u:p@issuer.test?q#f",
  "https://a b",
  "://x",
  "https://x:port",
  "https://[::1",
  "a:b",
  "%zz",
];

/** By what is wrong. */
export const refused: Readonly<Record<string, object>> = {
  "odd URLs": file(urls.map((url) => ({ issuer: { ...issuer, url }, claimMappings: { username } }))),
  "odd issuers": file([
    { issuer: { ...issuer, audiences: [] }, claimMappings: { username } },
    { issuer: { ...issuer, audiences: ["a", "a", ""] }, claimMappings: { username } },
    { issuer: { ...issuer, audienceMatchPolicy: "MatchAll" }, claimMappings: { username } },
    {
      issuer: { ...issuer, certificateAuthority: "none", discoveryURL: "https://issuer.test/" },
      claimMappings: { username },
    },
    {
      issuer: { ...issuer, discoveryURL: "https://d.test/x", egressSelectorType: "etcd" },
      claimMappings: { username },
    },
    { issuer: { ...issuer, discoveryURL: "https://d.test/x" }, claimMappings: { username } },
  ]),
  "odd claims": file(
    [
      { issuer, claimMappings: {} },
      { issuer, claimMappings: { username: { claim: "sub" }, groups: { claim: "g", expression: "claims.g" } } },
      {
        issuer,
        claimMappings: { username: { expression: "claims.email", prefix: "p" }, uid: { claim: "a", expression: "b" } },
      },
      {
        issuer,
        claimMappings: {
          username,
          extra: [
            { key: "", valueExpression: "'x'" },
            { key: "plain", valueExpression: "'x'" },
            { key: "Acme.io/X", valueExpression: "" },
            { key: "acme.io/b c", valueExpression: "claims." },
            { key: "x.kubernetes.io/a", valueExpression: "claims.a" },
            { key: "acme.io/a", valueExpression: "claims.a" },
            { key: "acme.io/a", valueExpression: "claims.b" },
          ],
        },
        claimValidationRules: [
          {},
          { claim: "a", expression: "true" },
          { claim: "a", message: "m" },
          { claim: "a" },
          { expression: "claims.a", requiredValue: "v" },
          { expression: "claims.a == 'x' && unknown" },
          { expression: "true" },
          { expression: "true" },
        ],
        userValidationRules: [
          {},
          { expression: "user.name == 'x'" },
          { expression: "user.username" },
          { expression: "true" },
          { expression: "true" },
        ],
      },
    ],
    { anonymous: { enabled: false, conditions: [{ path: "/healthz" }] } },
  ),
  "an address nobody vouches for": file([
    { issuer, claimMappings: { username: { expression: "claims.?email.orValue('') + claims['email_verified']" } } },
  ]),
  "the cluster's own issuer": file([{ issuer: { ...issuer, url: accountIssuer }, claimMappings: { username } }]),
  "unknown fields": file([{ issuer: { ...issuer, name: "x" }, claimMappings: { username }, order: 1 }], {
    extra: true,
  }),
  "a value of another type": file([{ issuer: { ...issuer, url: 5 }, claimMappings: { username } }]),
  "too many issuers": file(Array.from({ length: 65 }, () => ({ issuer, claimMappings: { username } }))),
};
