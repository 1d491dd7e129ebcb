// Key sets: the same SubjectPublicKeyInfo that node:crypto makes of a key, and why others are passed over.
import { generateKeyPairSync, sign, verify, createPublicKey, type KeyObject } from "node:crypto";
import { expect, it } from "vitest";
import type { JsonValue } from "../../core/index.ts";
import { ecdsaSignatureDer, jwsAlgorithm, readJwks } from "./index.ts";

const keys: readonly (readonly [string, KeyObject])[] = [
  ["RSA", generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey],
  ["P-256", generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey],
  ["P-384", generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey],
  ["P-521", generateKeyPairSync("ec", { namedCurve: "P-521" }).publicKey],
  ["Ed25519", generateKeyPairSync("ed25519").publicKey],
];

it.each(keys)("reads a key of %s", (kid, key) => {
  const set = { keys: [{ ...key.export({ format: "jwk" }), kid }] } as unknown as JsonValue;
  const spki = new Uint8Array(key.export({ format: "der", type: "spki" }));
  expect(readJwks(set)).toEqual({ keys: [{ id: kid, spki }], faults: [] });
});

const bad: readonly (readonly [string, JsonValue])[] = [
  ["a key must be an object", { keys: [5] }],
  ["shared secrets verify nothing", { keys: [{ kty: "oct", k: "c2VjcmV0" }] }],
  ["an RSA key needs n and e", { keys: [{ kty: "RSA", n: "", e: "AQAB" }] }],
  ["must be P-256", { keys: [{ kty: "EC", crv: "secp256k1", x: "AA", y: "AA" }] }],
  ["needs x and y", { keys: [{ kty: "EC", crv: "P-256", x: "A".repeat(80), y: "AA" }] }],
  ["Ed25519 with x of 32 bytes", { keys: [{ kty: "OKP", crv: "Ed25519", x: "AA" }] }],
  ["must be RSA, EC or OKP", {}],
];

it.each(bad)("passes over a key: %s", (message, set) => {
  const { keys: read, faults } = readJwks(set);
  expect(read).toEqual([]);
  expect(faults).toEqual([expect.stringContaining(message)]);
});

it("rewrites ECDSA signatures so that primitives take them", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-521" });
  for (let round = 0; round < 20; round++) {
    const data = Buffer.from(`data ${round}`);
    const raw = sign("sha512", data, { key: privateKey, dsaEncoding: "ieee-p1363" });
    const der = ecdsaSignatureDer(raw, 66);
    expect(verify("sha512", data, createPublicKey(privateKey), der ?? Buffer.alloc(0))).toBe(true);
  }
  expect(ecdsaSignatureDer(new Uint8Array(63), 32)).toBeUndefined();
});

it("believes no algorithm without a public key", () => {
  for (const name of ["none", "None", "HS256", "", "RS1", "__proto__"]) expect(jwsAlgorithm(name)).toBeUndefined();
});
