// Certificates: what they say, what Go refuses, and bytes that mean no good. Refusals checked against Go 1.26.
import { array, assert, constantFrom, nat, property, tuple, uint8Array } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildCertificate,
  commonName,
  made,
  type CertificateContent,
} from "../../../test/fixtures/certificates/build-certificate.ts";
import { buildRequest, der, makeKey, oid, pem, sequence } from "../../../test/fixtures/certificates/build-request.ts";
import {
  commonNameOf,
  formatName,
  goRules,
  nameOids,
  nameValues,
  parseCertificate,
  parseCertificateRequest,
  parseCertificates,
  readCertificates,
  readPem,
  type Certificate,
} from "./index.ts";

function parsed(content: CertificateContent): Certificate {
  const parsing = parseCertificate(buildCertificate(content));
  if ("error" in parsing) throw new Error(parsing.error);
  return parsing.certificate;
}

function refusal(der: Uint8Array): string | undefined {
  const parsing = parseCertificate(der);
  return "error" in parsing ? parsing.error : undefined;
}

const organization = "2.5.4.10";

describe("parseCertificate", () => {
  it("reads every name in order, the last common name, and Kubernetes' uid", () => {
    const { subject, issuer } = parsed({
      subject: [
        [["2.5.4.3", "first", 12]],
        [[organization, "a", 19]],
        [
          [organization, "b, c", 12],
          ["2.5.4.11", "unit", 22],
        ],
        [["2.5.4.3", "last", 12]],
        [[nameOids.kubernetesUid, "1234", 12]],
        [["2.5.4.7", "K\u00f6ln", 20]],
      ],
    });
    expect([commonNameOf(subject), nameValues(subject, organization)]).toEqual(["last", ["a", "b, c"]]);
    expect(nameValues(subject, nameOids.kubernetesUid)).toEqual(["1234"]);
    expect(formatName(subject)).toBe("L=K\u00f6ln,1.3.6.1.4.1.57683.2=1234,CN=last,O=b\\, c+OU=unit,O=a,CN=first");
    expect(commonNameOf(issuer)).toBe("authority");
  });

  it("reads validity, serial number, usages, names and constraints", () => {
    const certificate = parsed({
      serial: [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
      notBefore: "500101000000Z",
      notAfter: "20500101000000Z",
      extensions: [
        made.authority(1),
        made.keyUsage(7, 0x86, 0x80),
        made.usages("1.3.6.1.5.5.7.3.2", "2.5.29.37.0", "1.2.3"),
        made.names([2, "a.example"], [7, Buffer.from([10, 0, 0, 1])], [1, "q@w"], [6, "spiffe://x/y"], [8, "id"]),
      ],
    });
    expect(certificate).toMatchObject({
      serialNumber: "2361183241434822606847",
      notBefore: Date.UTC(1950, 0, 1),
      notAfter: Date.UTC(2050, 0, 1),
      basicConstraints: { ca: true, pathLength: 1 },
      keyUsages: ["digital signature", "cert sign", "crl sign", "decipher only"],
      extendedKeyUsages: ["client auth", "any", "1.2.3"],
      names: { dns: ["a.example"], ips: ["10.0.0.1"], emails: ["q@w"], uris: ["spiffe://x/y"] },
      publicKey: { algorithm: "ECDSA", bits: 256, curve: "P-256" },
      signatureAlgorithm: { name: "ECDSA-SHA256", hash: "sha256" },
      unhandledCriticalExtensions: [],
    });
  });

  it.each([
    ["RSA 1024", { algorithm: "RSA", bits: 1024 }],
    ["P-384", { algorithm: "ECDSA", bits: 384, curve: "P-384" }],
    ["Ed25519", { algorithm: "Ed25519", bits: 256 }],
  ] as const)("tells a key of %s", (name, expected) => {
    expect(parsed({ key: makeKey(name) }).publicKey).toMatchObject(expected);
  });

  it.each<[string, CertificateContent, string]>([
    ["a negative serial number", { serial: [0xff, 0x01] }, "x509: negative serial number"],
    ["a serial number with a zero too many", { serial: [0, 1] }, "x509: malformed serial number"],
    ["a day that is none", { notBefore: "260230000000Z" }, "x509: malformed UTCTime"],
    ["a curve Go has not", { key: makeKey("secp256k1") }, "x509: unsupported elliptic curve"],
    [
      "one extension twice",
      { extensions: [made.authority(), made.authority()] },
      'x509: certificate contains duplicate extension with OID "2.5.29.19"',
    ],
    [
      "an address of three bytes",
      { extensions: [made.names([7, "abc"])] },
      "x509: cannot parse IP address of length 3",
    ],
    [
      "a URI with a broken port",
      { extensions: [made.names([6, "https://a:x/"])] },
      'x509: cannot parse URI "https://a:x/": parse "https://a:x/": invalid port ":x" after host',
    ],
    [
      "a name that is not printable",
      { subject: [[["2.5.4.3", "a_b", 19]]] },
      "x509: invalid RDNSequence: invalid attribute value: invalid PrintableString",
    ],
    [
      "a critical authority key id",
      { extensions: [[35, true, sequence()]] },
      "x509: authority key identifier incorrectly marked critical",
    ],
    ["usages that are none", { extensions: [[37, false, der(2)]] }, "x509: invalid extended key usages"],
  ])("refuses %s", (_name, content, message) => {
    expect(refusal(buildCertificate(content))).toBe(message);
  });

  it("takes negative serial numbers where the version does", () => {
    const bytes = buildCertificate({ serial: [0xff, 0x01] });
    const taken = (version: "1.31" | "1.32"): boolean => "certificate" in parseCertificate(bytes, goRules(version));
    expect([taken("1.31"), taken("1.32")]).toEqual([true, false]);
  });

  it.each<[string, (bytes: Buffer) => Buffer, string]>([
    ["trailing bytes", (bytes) => Buffer.concat([bytes, Buffer.from([0])]), "x509: trailing data"],
    ["half of it", (bytes) => bytes.subarray(0, bytes.length / 2), "x509: malformed certificate"],
    ["nothing", () => Buffer.alloc(0), "x509: malformed certificate"],
    [
      "a length that is not minimal",
      (bytes) => Buffer.concat([Buffer.from([0x30, 0x83, 0]), bytes.subarray(2)]),
      "x509: malformed certificate",
    ],
    ["no certificate", () => sequence(), "x509: malformed tbs certificate"],
    ["an endless length", () => Buffer.from([0x30, 0x80, 0, 0]), "x509: malformed certificate"],
    ["a length beyond the end", () => Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff]), "x509: malformed certificate"],
  ])("refuses %s", (_name, change, message) => {
    expect(refusal(change(buildCertificate()))).toBe(message);
  });

  it("names critical extensions nobody knows", () => {
    const extensions = [["1.2.3.4", true, sequence()] as const, [17, true, sequence(der(0x88, oid("1.2")))] as const];
    expect(parsed({ extensions }).unhandledCriticalExtensions).toEqual(["1.2.3.4", "2.5.29.17"]);
  });
});

describe("the parser of 1.22", () => {
  const said = (bytes: Uint8Array): unknown => {
    const parsing = parseCertificate(bytes, goRules("1.22"));
    return "error" in parsing ? parsing.error : commonNameOf(parsing.certificate.subject);
  };
  const sound = buildCertificate();

  it.each<[string, Buffer, string]>([
    ["takes what is sound", sound, "dora"],
    ["refuses trailing bytes", Buffer.concat([sound, Buffer.from([0])]), "asn1: syntax error: trailing data"],
    ["refuses half of it", sound.subarray(0, sound.length / 2), "asn1: syntax error: data truncated"],
    ["refuses an empty sequence", sequence(), "asn1: syntax error: sequence truncated"],
    [
      "refuses text",
      Buffer.from("garbage"),
      "asn1: structure error: tags don't match (16 vs {class:1 tag:7 length:97 isCompound:true}) {optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false} certificate @2",
    ],
  ])("%s", (_name, bytes, expected) => {
    expect(said(bytes)).toBe(expected);
  });
});

describe("several certificates", () => {
  it("reads those that stand one after the other", () => {
    const one = buildCertificate();
    const both = parseCertificates(Buffer.concat([one, one]));
    expect("certificates" in both && both.certificates.length).toBe(2);
  });

  it("passes over other blocks, and stops at the first that is broken", () => {
    const one = pem("CERTIFICATE", buildCertificate({ subject: commonName("one") }));
    const headed = one.replace("-----\n", "-----\nA: b\n\n");
    expect(readCertificates(`${pem("X", Buffer.from("x"))}${headed}${one}`)).toMatchObject({
      certificates: [{ subject: { relativeNames: [[{ value: "one" }]] } }],
    });
    const broken = readCertificates(`${one}${pem("CERTIFICATE", Buffer.from("x"))}${one}`);
    expect([broken.certificates.length, broken.error]).toEqual([1, "x509: malformed certificate"]);
    expect(readCertificates("nothing").error).toBe("data does not contain any valid RSA or ECDSA certificates");
  });
});

describe("bytes that mean no good", () => {
  const samples = [buildCertificate({ extensions: [made.authority(), made.names([2, "a"])] })];
  const request = buildRequest({ subject: commonName("x"), names: [[2, "a"]], key: makeKey("P-256") });

  it("never throws, whatever the bytes", () => {
    assert(
      property(uint8Array({ maxLength: 300 }), (bytes) => {
        expect(refusal(bytes)).toBeTypeOf("string");
        expect(parseCertificateRequest(bytes)).toHaveProperty("error");
        readPem(Buffer.from(bytes).toString("latin1"));
      }),
    );
  });

  it("never throws, whatever was changed", () => {
    const change = tuple(nat(1000), nat(255));
    assert(
      property(constantFrom(...samples, request), array(change, { minLength: 1, maxLength: 4 }), (bytes, changes) => {
        const changed = Uint8Array.from(bytes);
        for (const [at, byte] of changes) changed[at % changed.length] = byte;
        expect(parseCertificate(changed)).toBeTypeOf("object");
        expect(parseCertificateRequest(changed)).toBeTypeOf("object");
      }),
    );
  });

  it.each<[string, Buffer]>([
    ["sequences in sequences", Buffer.concat(Array.from({ length: 200_000 }, () => Buffer.from([0x30, 0x80])))],
    [
      "a million empty names",
      sequence(sequence(der(2, Buffer.from([1])), sequence(oid("1.2")), Buffer.from("3100".repeat(30_000), "hex"))),
    ],
    ["an OID of a megabyte", sequence(sequence(der(6, Buffer.alloc(60_000, 0xff))))],
  ])("refuses %s", (_name, bytes) => {
    expect(refusal(bytes)).toBeTypeOf("string");
    expect(parseCertificateRequest(bytes)).toHaveProperty("error");
  });

  it("shows a serial number of kilobytes by its length", () => {
    expect(parsed({ serial: Array.from({ length: 5000 }, () => 0x7f) }).serialNumber).toBe("5000 bytes");
  });
});
