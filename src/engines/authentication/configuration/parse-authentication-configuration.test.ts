// AuthenticationConfiguration by version; the words of 1.37 are compared with a real server's in test/control-plane.
import { expect, it } from "vitest";
import type { Minor } from "../../../core/index.ts";
import { regex } from "../../../../test/fixtures/authentication-server.ts";
import { parseAuthenticationConfiguration } from "../index.ts";

const issuer = { url: "https://login.test", audiences: ["web"] };
const username = { claim: "sub", prefix: "" };
const good = { issuer, claimMappings: { username } };
const file = (more: object = {}, apiVersion = "v1beta1") => ({
  apiVersion: `apiserver.config.k8s.io/${apiVersion}`,
  kind: "AuthenticationConfiguration",
  jwt: [good],
  ...more,
});
const faultsOf = (value: unknown, version: Minor, featureGates = {}) => {
  const reading = parseAuthenticationConfiguration(value, { version, regex, featureGates });
  return "faults" in reading ? reading.faults : [];
};

const table: readonly (readonly [string, unknown, Minor, string | undefined])[] = [
  [
    "v1 before 1.34",
    file({}, "v1"),
    "1.33",
    'no kind "AuthenticationConfiguration" is registered for version "apiserver.config.k8s.io/v1"',
  ],
  ["v1 since 1.34", file({}, "v1"), "1.34", undefined],
  [
    "v1beta1 before 1.30",
    file(),
    "1.29",
    'no kind "AuthenticationConfiguration" is registered for version "apiserver.config.k8s.io/v1beta1"',
  ],
  ["v1alpha1 in 1.29", file({}, "v1alpha1"), "1.29", undefined],
  ["no kind", { apiVersion: "x" }, "1.37", "Object 'Kind' is missing"],
  ["no version", { kind: "AuthenticationConfiguration" }, "1.37", "Object 'apiVersion' is missing"],
  ["no object", ["x"], "1.37", "Object 'Kind' is missing"],
  ["no issuers", file({ jwt: [] }), "1.37", undefined],
  [
    "an anonymous block in 1.30",
    file({ anonymous: { enabled: true } }),
    "1.30",
    'strict decoding error: unknown field "anonymous"',
  ],
  [
    "an anonymous block in 1.31",
    file({ anonymous: { enabled: true } }),
    "1.31",
    "anonymous: Forbidden: anonymous is not supported when AnonymousAuthConfigurableEndpoints feature gate is disabled",
  ],
  ["an anonymous block in 1.32", file({ anonymous: { enabled: true } }), "1.32", undefined],
  [
    "an egress in 1.33",
    file({ jwt: [{ ...good, issuer: { ...issuer, egressSelectorType: "cluster" } }] }),
    "1.33",
    'strict decoding error: unknown field "jwt[0].issuer.egressSelectorType"',
  ],
  [
    "an egress in 1.34",
    file({ jwt: [{ ...good, issuer: { ...issuer, egressSelectorType: "cluster" } }] }),
    "1.34",
    undefined,
  ],
  [
    "no URL in 1.33",
    file({ jwt: [{ ...good, issuer: { audiences: ["a"] } }] }),
    "1.33",
    "jwt[0].issuer.url: Required value: URL is required",
  ],
  [
    "no URL in 1.34",
    file({ jwt: [{ ...good, issuer: { audiences: ["a"] } }] }),
    "1.34",
    "jwt[0].issuer.url: Required value",
  ],
  [
    "a list for an object",
    file({ jwt: [[]] }),
    "1.37",
    "json: cannot unmarshal array into Go struct field AuthenticationConfiguration.jwt of type v1beta1.JWTAuthenticator",
  ],
];

it.each(table)("reads %s", (_, value, version, fault) => {
  expect(faultsOf(value, version)).toEqual(fault === undefined ? [] : [fault]);
});

it("lets `claims.email` pass only where email_verified is looked at", () => {
  const by = (expression: string, more: object = {}) =>
    faultsOf(file({ jwt: [{ issuer, claimMappings: { username: { expression } }, ...more }] }), "1.37");
  const fault = [expect.stringContaining("claims.email_verified must be used")];
  expect(by("claims.email")).toEqual(fault);
  expect(by("claims.?email.orValue('x')")).toEqual(fault);
  expect(by("['a'].exists(x, x == claims.email) ? 'y' : 'n'")).toEqual(fault);
  // The server does not see these either.
  expect(by("claims['email']")).toEqual([]);
  expect(by("claims.email_address")).toEqual([]);
  expect(by("has(claims.email_verified) ? claims.email : 'x'")).toEqual([]);
  expect(by("claims.email", { claimValidationRules: [{ expression: "claims.email_verified == true" }] })).toEqual([]);
});

it("tells the anonymous paths and the issuers in order", () => {
  const second = { ...good, issuer: { ...issuer, url: "https://second.test" } };
  const value = file({ jwt: [good, second], anonymous: { enabled: true, conditions: [{ path: "/livez" }] } });
  expect(parseAuthenticationConfiguration(value, { version: "1.37", regex })).toMatchObject({
    issuers: [{ url: "https://login.test" }, { url: "https://second.test" }],
    anonymous: { enabled: true, paths: ["/livez"] },
  });
});
