// Only what is a certificate or a request by its form comes through, whatever stands beside it or claims to be one.
import { describe, expect, it } from "vitest";
import { certificatePem, inBase64, privateKeys, relabelled, requestPem } from "../../test/fixtures/certificates.ts";
import { publicCertificates } from "./public-certificates.ts";

/** A DER element with contents of less than 128 bytes. */
function der(tag: number, ...contents: readonly number[]): number[] {
  return [tag, contents.length, ...contents];
}

function block(bytes: readonly number[], label = "CERTIFICATE"): string {
  return `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString("base64")}\n-----END ${label}-----\n`;
}

const keys = privateKeys();
const empty = der(0x30);
const [signature, octets, number] = [der(0x03, 0, 1), der(0x04, 1), der(0x02, 1)];
const signed = [...empty, ...empty, ...signature];

describe("publicCertificates", () => {
  it.each([
    ["a certificate", certificatePem],
    ["a request", requestPem],
    ["a request as Windows names it", relabelled(requestPem, "NEW CERTIFICATE REQUEST")],
    ["a chain", certificatePem + certificatePem],
    ["the least that has the form of one", block(der(0x30, ...signed))],
  ])("keeps %s, in PEM and in base64", (_, pem) => {
    expect(publicCertificates(pem)).toBe(pem);
    expect(publicCertificates(inBase64(pem))).toBe(inBase64(pem));
  });

  it.each(keys)("drops a key in %s, alone, beside a certificate, and called a certificate", (_, key) => {
    const disguised = ["CERTIFICATE", "CERTIFICATE REQUEST"].map((label) => relabelled(key, label));
    for (const text of [key, ...disguised]) {
      expect(publicCertificates(text)).toBe("");
      expect(publicCertificates(inBase64(text))).toBe("");
      for (const both of [certificatePem + text, text + certificatePem]) {
        expect(publicCertificates(both)).toBe(certificatePem);
        expect(publicCertificates(inBase64(both))).toBe(inBase64(certificatePem));
      }
    }
  });

  it.each<[string, string]>([
    ["nothing", ""],
    ["text", "lee-shore"],
    ["text in base64", inBase64("lee-shore")],
    ["a block that does not end", certificatePem.slice(0, 300)],
    ["a label that does not end", "-----BEGIN CERTIFICATE"],
    ["another end", certificatePem.replace("END CERTIFICATE", "END CERTIFICATE REQUEST")],
    ["headers", certificatePem.replace("-----\n", "-----\nProc-Type: 4,ENCRYPTED\n\n")],
    ["base64 of another length", block(der(0x30, ...signed)).replace("==", "=")],
    ["bytes after it", block([...der(0x30, ...signed), ...number])],
    ["fewer bytes than it says", block(der(0x30, ...signed).slice(0, -1))],
    ["a part longer than the whole", block([0x30, 8, 0x30, 0, 0x30, 0, 0x03, 0x7f, 0, 1])],
    ["no definite length", block([0x30, 0x80, ...signed, 0, 0])],
    ["a length of five bytes", block([0x30, 0x85, 0, 0, 0, 0, signed.length, ...signed])],
    ["a number first", block(der(0x30, ...number, ...empty, ...signature))],
    ["two parts", block(der(0x30, ...empty, ...octets))],
    ["four parts", block(der(0x30, ...signed, ...number))],
    ["no signature", block(der(0x30, ...empty, ...empty, ...octets))],
    ["another label", relabelled(certificatePem, "PUBLIC KEY")],
    ["more than an object may hold", certificatePem + " ".repeat(2_097_152)],
  ])("has nothing of %s", (_, text) => {
    expect(publicCertificates(text)).toBe("");
    expect(publicCertificates(inBase64(text))).toBe("");
  });

  it("drops text around certificates", () => {
    const bag = `Bag Attributes\n  friendlyName: lee-shore\n${certificatePem}subject=lee-shore\n${certificatePem}`;
    expect(publicCertificates(bag)).toBe(certificatePem + certificatePem);
  });

  it("changes nothing the second time, whatever it is given", () => {
    for (const text of [certificatePem.replaceAll("\n", "\r\n"), `${certificatePem}${keys[0]?.[1] ?? ""}`]) {
      for (const form of [text, inBase64(text)]) {
        const once = publicCertificates(form);
        expect(once).not.toBe("");
        expect(publicCertificates(once)).toBe(once);
      }
    }
  });

  it("is linear in hostile text", () => {
    const begins = "-----BEGIN CERTIFICATE-----".repeat(50_000);
    expect(publicCertificates(begins)).toBe("");
  });
});
