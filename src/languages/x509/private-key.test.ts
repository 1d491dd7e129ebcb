// What is said of private keys made for the test, and of other blocks.
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { buildCertificate } from "../../../test/fixtures/certificates/build-certificate.ts";
import { buildRequest, makeKey } from "../../../test/fixtures/certificates/build-request.ts";
import { describePrivateKey, readPem, recogniseBlock, recogniseDer } from "./index.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
const ec = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey;
const ed = generateKeyPairSync("ed25519").privateKey;

function said(text: string): unknown {
  return readPem(text).blocks.map(describePrivateKey);
}

type Type = "pkcs1" | "pkcs8" | "sec1";

describe("describePrivateKey", () => {
  it.each<[KeyObject, Type, object]>([
    [rsa, "pkcs1", { format: "PKCS#1", encrypted: false, algorithm: "RSA", bits: 1024 }],
    [rsa, "pkcs8", { format: "PKCS#8", encrypted: false, algorithm: "RSA", bits: 1024 }],
    [ec, "sec1", { format: "SEC 1", encrypted: false, algorithm: "ECDSA", bits: 384, curve: "P-384" }],
    [ec, "pkcs8", { format: "PKCS#8", encrypted: false, algorithm: "ECDSA", bits: 384, curve: "P-384" }],
    [ed, "pkcs8", { format: "PKCS#8", encrypted: false, algorithm: "Ed25519", bits: 256 }],
  ])("%o as %s", (key, type, expected) => {
    expect(said(key.export({ format: "pem", type } as never) as unknown as string)).toEqual([expected]);
  });

  it.each<[KeyObject, Type, string]>([
    [rsa, "pkcs8", "PKCS#8"],
    [rsa, "pkcs1", "PKCS#1"],
  ])("says no more of an encrypted key than that it is", (key, type, format) => {
    const options = { format: "pem", type, cipher: "aes-128-cbc", passphrase: "x" };
    expect(said(key.export(options as never) as unknown as string)).toEqual([{ format, encrypted: true }]);
  });

  it("says of a broken key what its label says", () => {
    expect(said("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n")).toEqual([
      { format: "PKCS#1", encrypted: false, algorithm: "RSA" },
    ]);
    expect(said("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")).toEqual([undefined]);
  });
});

describe("recognition", () => {
  it("goes by labels", () => {
    const labels = [
      "CERTIFICATE",
      "NEW CERTIFICATE REQUEST",
      "EC PRIVATE KEY",
      "PUBLIC KEY",
      "X509 CRL",
      "EC PARAMETERS",
      "PKCS7",
    ];
    expect(labels.map((label) => recogniseBlock({ label }))).toEqual([
      "certificate",
      "certificate request",
      "private key",
      "public key",
      "revocation list",
      "parameters",
      "unknown",
    ]);
  });

  it("goes by the outermost fields where there is no label", () => {
    const key = makeKey("P-256");
    const pkcs8 = ec.export({ format: "der", type: "pkcs8" });
    const things = [
      buildCertificate(),
      buildRequest({ subject: [], names: [], key }),
      key.spki,
      pkcs8,
      Buffer.from("hello"),
    ];
    expect(things.map(recogniseDer)).toEqual([
      "certificate",
      "certificate request",
      "public key",
      "private key",
      "unknown",
    ]);
  });
});
