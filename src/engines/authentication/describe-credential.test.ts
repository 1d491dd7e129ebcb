// Credentials told by their form; what is told lets nobody in.
import { generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import { stringifyJson } from "../../core/index.ts";
import { buildCertificate, commonName } from "../../../test/fixtures/certificates/build-certificate.ts";
import { claimsOf, now, seconds, tokenOf } from "../../../test/fixtures/authentication-server.ts";
import { describeCredential } from "./index.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const base64 = buildCertificate({ subject: commonName("dora") }).toString("base64");
const certificate = `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join("\n") ?? ""}\n-----END CERTIFICATE-----\n`;
const legacy = "kubernetes.io/serviceaccount";

const table: readonly (readonly [string, string, object])[] = [
  ["nothing", "  \n", { kind: "unknown" }],
  ["a sentence", "this is no token", { kind: "unknown" }],
  ["a static token", "Bearer 0a1b2c3d", { kind: "token", length: 8 }],
  ["a bootstrap token", "abcdef.0123456789abcdef\n", { kind: "bootstrap-token", id: "abcdef" }],
  ["a key", key, { kind: "private-key", key: { algorithm: "ECDSA" } }],
  [
    "a certificate and its key",
    `${certificate}${key}`,
    { kind: "certificate", certificates: [{ version: 3 }], key: { curve: "P-256" } },
  ],
  [
    "a broken certificate",
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    { kind: "certificate", certificates: [], fault: expect.any(String) },
  ],
  ["a public key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", { kind: "unknown" }],
  ["a kubeconfig", "apiVersion: v1\nkind: Config\nusers: []\n", { kind: "kubeconfig" }],
  ["a kubeconfig in JSON", '{"apiVersion":"v1","kind":"Config"}', { kind: "kubeconfig" }],
  ["a plugin's answer", '{"kind": "ExecCredential", "status": {"token": "x"}}', { kind: "exec-credential" }],
  [
    "a bound token",
    tokenOf(claimsOf({ jti: "7" }, { pod: { name: "web-1", uid: "u" }, warnafter: seconds + 5 }), { kid: "k" }),
    {
      kind: "jwt",
      algorithm: "RS256",
      keyId: "k",
      issuer: "https://cluster.test",
      id: "7",
      account: { namespace: "shop", name: "web", uid: "sa-1", isLegacy: false },
      boundTo: [{ kind: "Pod", name: "web-1", uid: "u" }],
      times: { issuedAt: now, notBefore: now, expires: now + 3_600_000, warnAfter: now + 5000 },
    },
  ],
  [
    "a token of a Secret",
    tokenOf({
      iss: "kubernetes/serviceaccount",
      [`${legacy}/namespace`]: "shop",
      [`${legacy}/service-account.name`]: "web",
      [`${legacy}/secret.name`]: "s",
    }),
    { kind: "jwt", times: {}, account: { isLegacy: true }, boundTo: [{ kind: "Secret", name: "s" }] },
  ],
  ["times that are none", tokenOf({ exp: "soon", iat: 1e300, nbf: null }), { kind: "jwt", times: {} }],
];

it.each(table)("knows %s", (_, text, expected) => {
  expect(describeCredential(text)).toMatchObject(expected);
});

it.each(table)("keeps nothing of %s that lets anyone in", (_, text) => {
  const told = stringifyJson(describeCredential(text), 0);
  const secrets = [text.split(".")[2], privateKey.export({ format: "jwk" }).d, "0123456789abcdef", "0a1b2c3d"];
  for (const secret of secrets)
    if (secret !== undefined && secret.length > 3) expect(told).not.toContain(secret.trim());
});
