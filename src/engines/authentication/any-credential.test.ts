// Whatever is sent, there is an answer: nothing throws, nothing unsigned is believed, nothing takes long.
import {
  array,
  assert,
  base64String,
  constant,
  constantFrom,
  dictionary,
  jsonValue,
  nat,
  oneof,
  property,
  record,
  string,
  tuple,
} from "fast-check";
import { expect, it } from "vitest";
import type { Minor } from "../../core/index.ts";
import { claimsOf, instruments, regex, serverOf, tokenOf } from "../../../test/fixtures/authentication-server.ts";
import {
  authenticate,
  describeCredential,
  impersonate,
  parseAuthenticationConfiguration,
  parseTokenFile,
  reviewToken,
} from "./index.ts";

const versions: readonly Minor[] = ["1.20", "1.26", "1.29", "1.33", "1.37"];
const anyVersion = constantFrom(...versions);
const good = tokenOf(claimsOf({ jti: "1" }, { pod: { name: "web-1", uid: "pod-1" } }));
const json = jsonValue({ maxDepth: 3 });

/** Claims of a good token with some values exchanged for anything. */
const claims = record({
  top: dictionary(constantFrom("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "x"), json),
  own: json,
}).map(({ top, own }) => claimsOf(top, typeof own === "object" && own !== null ? own : {}));
const text = oneof(string({ unit: "binary", maxLength: 60 }), base64String(), constant(good));
const token = oneof(
  text,
  array(text, { maxLength: 6 }).map((parts) => parts.join(".")),
);

it("any token has an answer in any version", () => {
  assert(
    property(anyVersion, token, (minor, given) => {
      const answer = reviewToken(serverOf(minor, { bootstrapTokens: () => "absent" }), { token: given }, instruments);
      expect([201, 400]).toContain(answer.code);
      describeCredential(given);
    }),
    { numRuns: 400 },
  );
});

it("any signed claims have an answer, and name the account only as the cluster knows it", () => {
  assert(
    property(anyVersion, claims, (minor, given) => {
      const answer = reviewToken(serverOf(minor), { token: tokenOf(given) }, instruments);
      const name = "status" in answer ? answer.status.user.username : undefined;
      expect([undefined, "system:serviceaccount:shop:web"]).toContain(name);
    }),
    { numRuns: 150 },
  );
});

it("a token of which any character is exchanged is another token", () => {
  assert(
    property(nat(good.length - 1), constantFrom("A", "z", "-", ".", "0"), (at, character) => {
      const [, , signature = ""] = good.split(".");
      // The last digit of a signature has bits that carry nothing.
      const isSame = good[at] === character || at === good.length - 1;
      const changed = good.slice(0, at) + character + good.slice(at + 1);
      const answer = reviewToken(serverOf("1.37"), { token: changed }, instruments);
      if (!isSame) expect("status" in answer && answer.status.authenticated === true).toBe(false);
      expect(signature.length).toBeGreaterThan(300);
    }),
  );
});

it("any headers have an answer", () => {
  const name = oneof(
    string({ maxLength: 12 }),
    constantFrom(
      "Authorization",
      "Upgrade",
      "Connection",
      "Sec-WebSocket-Protocol",
      "Impersonate-User",
      "Impersonate-Group",
      "Impersonate-Uid",
      "Impersonate-Extra-a%zz",
    ),
  );
  const value = oneof(
    string({ maxLength: 20 }),
    constantFrom("websocket", "Upgrade", "Bearer x", "base64url.bearer.authorization.k8s.io.YQ, x"),
  );
  assert(
    property(anyVersion, array(tuple(name, value), { maxLength: 6 }), (minor, headers) => {
      const request = { path: "/x", headers, certificates: [] };
      expect(authenticate(serverOf(minor), request, instruments).outcome).not.toBe("authenticated");
      const attributes = { user: { username: "u" }, verb: "get", path: "/x" };
      const acting = impersonate(
        { headers, attributes, requestUri: "/x" },
        { version: minor, authorize: () => ({ decision: "no-opinion", reason: "" }) },
      );
      expect(acting.outcome).not.toBe("impersonated");
    }),
    { numRuns: 400 },
  );
});

it("any token file is read or refused", () => {
  const cell = oneof(constantFrom('"', ",", "\n", "\r\n", "\r", "a", "", '""', "é"), string({ maxLength: 4 }));
  assert(
    property(array(cell, { maxLength: 40 }), (cells) => {
      const reading = parseTokenFile(cells.join(""), "f");
      expect("error" in reading ? reading.error.length : reading.tokens.size).toBeGreaterThanOrEqual(0);
    }),
  );
});

it("any configuration is read or refused", () => {
  const issuer = record(
    { issuer: json, claimMappings: json, claimValidationRules: json, userValidationRules: json },
    { requiredKeys: [] },
  );
  const expression = record({
    issuer: record({ url: string(), audiences: array(string(), { maxLength: 3 }) }),
    claimMappings: record({ username: record({ expression: string({ maxLength: 30 }) }) }),
  });
  assert(
    property(array(oneof(issuer, expression), { maxLength: 3 }), json, (jwt, anonymous) => {
      const file = { apiVersion: "apiserver.config.k8s.io/v1", kind: "AuthenticationConfiguration", jwt, anonymous };
      const reading = parseAuthenticationConfiguration(file, { version: "1.37", regex });
      if ("faults" in reading) expect(reading.faults.join("")).not.toBe("");
    }),
    { numRuns: 300 },
  );
});

it("huge inputs end", () => {
  const huge = "a".repeat(3_000_000);
  const server = serverOf("1.37");
  expect(reviewToken(server, { token: huge }, instruments)).toMatchObject({
    status: { error: "invalid bearer token" },
  });
  const nested = `e30.${Buffer.from(`{"iss":"https://cluster.test","a":${"[".repeat(100_000)}`).toString("base64url")}.x`;
  expect(reviewToken(server, { token: nested }, instruments)).toMatchObject({
    status: { error: "invalid bearer token" },
  });
  expect(parseTokenFile(`"${huge}`, "f")).toMatchObject({ error: expect.stringContaining("parse error on line 1") });
  const rows = Array.from({ length: 100_000 }, (_, index) => `t${index},u,i,"g"`).join("\n");
  expect(parseTokenFile(rows, "f")).toMatchObject({ tokens: expect.any(Map) });
});
