// Requests that are written are read back as what was meant, and signed by the key they are for.
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { verifyWithNode } from "../../../test/fixtures/certificates/verify-with-node.ts";
import {
  certificateRequestInfo,
  certificateRequestPem,
  commonNameOf,
  nameOids,
  nameValues,
  parseCertificateRequest,
  readPem,
  requestSignatureFault,
  type RequestKey,
} from "./index.ts";

type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

const pairs: readonly (readonly [RequestKey, string, () => Pair])[] = [
  ["ecdsa", "ECDSA", () => generateKeyPairSync("ec", { namedCurve: "P-256" })],
  ["rsa", "RSA", () => generateKeyPairSync("rsa", { modulusLength: 2048 })],
  ["ed25519", "Ed25519", () => generateKeyPairSync("ed25519")],
];

describe("a request by a key of kind", () => {
  it.each(pairs)("%s says what it was told", (key, algorithm, makePair) => {
    const { publicKey, privateKey } = makePair();
    const content = {
      commonName: "björn,+o=x",
      organizations: ["dev", `long ${"x".repeat(300)}`],
      dns: ["web.shop.svc", "web"],
      ips: [Uint8Array.of(10, 0, 0, 1), Uint8Array.of(0xfd, ...Array<number>(14).fill(0), 1)],
      spki: new Uint8Array(publicKey.export({ type: "spki", format: "der" })),
    };
    const info = certificateRequestInfo(content);
    const signature = new Uint8Array(sign(key === "ed25519" ? null : "sha256", info, privateKey));
    const [block] = readPem(certificateRequestPem(info, key, signature)).blocks;
    const parsing = parseCertificateRequest(block?.bytes ?? new Uint8Array());
    if ("error" in parsing) throw new Error(parsing.error);
    const { subject, names, publicKey: read } = parsing.request;
    expect([commonNameOf(subject), nameValues(subject, nameOids.organization)]).toEqual([
      content.commonName,
      content.organizations,
    ]);
    expect(names).toEqual({ dns: content.dns, ips: ["10.0.0.1", "fd00::1"], emails: [], uris: [] });
    expect(read.algorithm).toBe(algorithm);
    expect(requestSignatureFault(parsing.request, verifyWithNode)).toBeUndefined();
    const forged = { ...parsing.request, signature: signature.map((byte) => byte ^ 1) };
    expect(requestSignatureFault(forged, verifyWithNode)).toBeDefined();
  });

  it("asks for no extensions where there are no names", () => {
    const [, , makePair] = pairs[0] ?? [];
    const { publicKey, privateKey } = makePair?.() ?? generateKeyPairSync("ed25519");
    const spki = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
    const info = certificateRequestInfo({ commonName: "jane", organizations: [], dns: [], ips: [], spki });
    const signature = new Uint8Array(sign("sha256", info, privateKey));
    const [block] = readPem(certificateRequestPem(info, "ecdsa", signature)).blocks;
    expect(parseCertificateRequest(block?.bytes ?? new Uint8Array())).toMatchObject({ request: { extensions: [] } });
  });
});
