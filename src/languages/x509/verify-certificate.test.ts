// Chains from certificates to roots, with Go's reasons where there is none. Thousands of random chains were compared with Go 1.26.
import { describe, expect, it } from "vitest";
import {
  buildCertificate,
  commonName,
  made,
  authorityKey,
  type CertificateContent,
} from "../../../test/fixtures/certificates/build-certificate.ts";
import { der, makeKey, sequence } from "../../../test/fixtures/certificates/build-request.ts";
import { verifyWithNode } from "../../../test/fixtures/certificates/verify-with-node.ts";
import { hostnameFault, parseCertificate, verifyCertificate, type Certificate, type VerifyOptions } from "./index.ts";

function certificate(content: CertificateContent): Certificate {
  const parsing = parseCertificate(buildCertificate(content));
  if ("error" in parsing) throw new Error(parsing.error);
  return parsing.certificate;
}

const middleKey = makeKey("P-256");
const client = "1.3.6.1.5.5.7.3.2";
const root = certificate({ subject: commonName("authority"), key: authorityKey, extensions: [made.authority()] });
const middle = certificate({ subject: commonName("middle"), key: middleKey, extensions: [made.authority(0)] });
const below = { issuer: commonName("middle"), signer: middleKey };
const now = Date.UTC(2026, 5, 1);

function verdict(leaf: Certificate, options: Partial<VerifyOptions> = {}): string | number {
  const result = verifyCertificate(leaf, {
    roots: [root],
    now,
    usages: ["client auth"],
    verify: verifyWithNode,
    ...options,
  });
  return "error" in result ? result.error : (result.chains[0]?.length ?? 0);
}

const unknown = "x509: certificate signed by unknown authority";
const cannotSign = "x509: invalid signature: parent certificate cannot sign this kind of certificate";

describe("verifyCertificate", () => {
  it.each<[string, Certificate, Partial<VerifyOptions>, string | number]>([
    ["a certificate below the root", certificate({}), {}, 2],
    ["the root itself", root, {}, 1],
    ["one below another authority", certificate(below), { intermediates: [middle] }, 3],
    ["one whose authority was not sent", certificate(below), {}, unknown],
    [
      "after its end",
      certificate({}),
      { now: Date.UTC(2027, 0, 1, 0, 0, 1) },
      "x509: certificate has expired or is not yet valid: current time 2027-01-01T00:00:01Z is after 2027-01-01T00:00:00Z",
    ],
    ["to the second at its end", certificate({}), { now: Date.UTC(2027, 0, 1) }, 2],
    [
      "before its beginning",
      certificate({}),
      { now: 0 },
      "x509: certificate has expired or is not yet valid: current time 1970-01-01T00:00:00Z is before 2026-01-01T00:00:00Z",
    ],
    [
      "for another use",
      certificate({ extensions: [made.usages("1.3.6.1.5.5.7.3.1")] }),
      {},
      "x509: certificate specifies an incompatible key usage",
    ],
    ["for any use", certificate({ extensions: [made.usages("2.5.29.37.0")] }), {}, 2],
    ["asked for any use", certificate({ extensions: [made.usages("1.2.3")] }), { usages: ["any"] }, 2],
    [
      "an authority for another use",
      certificate({ ...below, extensions: [made.usages(client)] }),
      {
        intermediates: [
          certificate({
            subject: commonName("middle"),
            key: middleKey,
            extensions: [made.authority(), made.usages("1.2.3")],
          }),
        ],
      },
      "x509: certificate specifies an incompatible key usage",
    ],
    [
      "with something critical nobody knows",
      certificate({ extensions: [["1.2.3", true, sequence()]] }),
      {},
      "x509: unhandled critical extension",
    ],
    [
      "signed by another key",
      certificate({ signer: middleKey }),
      {},
      `${unknown} (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "authority")`,
    ],
    [
      "below one that is no authority",
      certificate(below),
      { intermediates: [certificate({ subject: commonName("middle"), key: middleKey })] },
      `${unknown} (possibly because of "${cannotSign}" while trying to verify candidate authority certificate "middle")`,
    ],
    [
      "deeper than the authority allows",
      certificate({ ...below, issuer: commonName("lower") }),
      {
        intermediates: [
          middle,
          certificate({ ...below, subject: commonName("lower"), key: middleKey, extensions: [made.authority()] }),
        ],
      },
      "x509: too many intermediates for path length constraint",
    ],
  ])("%s", (_name, leaf, options, expected) => {
    expect(verdict(leaf, options)).toBe(expected);
  });

  it("stops after a hundred signatures", () => {
    const crowd = Array.from({ length: 200 }, (_, index) =>
      certificate({
        subject: commonName("authority"),
        serial: [1, index % 128],
        key: middleKey,
        signer: middleKey,
        extensions: [made.authority()],
      }),
    );
    expect(verdict(certificate({}), { roots: [], intermediates: crowd })).toBe(
      "x509: signature check attempts limit reached while verifying certificate chain",
    );
  });

  const constrained = (
    ...subtrees: readonly (readonly [tag: number, kind: number, value: string | Buffer])[]
  ): Certificate => {
    const tree = (tag: number): readonly Buffer[] => {
      const own = subtrees.filter(([one]) => one === tag);
      return own.length === 0
        ? []
        : [der(tag, ...own.map(([, kind, value]) => sequence(der(0x80 | kind, Buffer.from(value as string)))))];
    };
    const constraints = sequence(...tree(0xa0), ...tree(0xa1));
    return certificate({
      subject: commonName("middle"),
      key: middleKey,
      extensions: [made.authority(), [30, true, constraints]],
    });
  };

  it.each<[string, readonly (readonly [number, string | Buffer])[], string | undefined]>([
    ["a name within", [[2, "a.example.com"]], undefined],
    ["the domain itself", [[2, "EXAMPLE.com"]], undefined],
    ["a name outside", [[2, "a.example.org"]], 'DNS name "a.example.org" is not permitted by any constraint'],
    [
      "a name that was excluded",
      [[2, "x.bad.example.com"]],
      'DNS name "x.bad.example.com" is excluded by constraint "bad.example.com"',
    ],
    [
      "a wildcard over what was excluded",
      [[2, "*.example.com"]],
      'DNS name "*.example.com" is excluded by constraint "bad.example.com"',
    ],
    ["an address within", [[7, Buffer.from([10, 9, 8, 7])]], undefined],
    [
      "an address outside",
      [[7, Buffer.from([11, 9, 8, 7])]],
      'IP address "11.9.8.7" is not permitted by any constraint',
    ],
    ["a mailbox", [[1, "q@example.com"]], 'email address "q@example.com" is excluded by constraint "q@example.com"'],
    ["a URI without a host", [[6, "urn:x"]], 'URI with empty host ("urn:x") cannot be matched against constraints'],
    [
      "a URI with an address",
      [[6, "https://10.0.0.1/"]],
      'URI with IP ("https://10.0.0.1/") cannot be matched against constraints',
    ],
  ])("holds names to what an authority may certify: %s", (_name, names, why) => {
    const authority = constrained(
      [0xa0, 2, "example.com"],
      [0xa1, 2, "bad.example.com"],
      [0xa0, 7, Buffer.from([10, 0, 0, 0, 255, 0, 0, 0])],
      [0xa1, 1, "q@example.com"],
    );
    const error = `x509: a root or intermediate certificate is not authorized to sign for this name: ${why}`;
    expect(verdict(certificate({ ...below, extensions: [made.names(...names)] }), { intermediates: [authority] })).toBe(
      why === undefined ? 3 : error,
    );
  });
});

describe("hostnameFault", () => {
  const server = certificate({
    extensions: [made.names([2, "*.example.com"], [2, "plain"], [7, Buffer.from([10, 0, 0, 1])])],
  });
  it.each<[string, boolean, string | undefined]>([
    ["a.example.com", false, undefined],
    ["A.EXAMPLE.com.", false, undefined],
    ["example.com", false, "x509: certificate is valid for *.example.com, plain, not example.com"],
    ["a.b.example.com", false, "x509: certificate is valid for *.example.com, plain, not a.b.example.com"],
    ["10.0.0.1", true, undefined],
    ["10.0.0.2", true, "x509: certificate is valid for 10.0.0.1, not 10.0.0.2"],
  ])("%s", (host, isIp, expected) => {
    expect(hostnameFault(server, host, isIp)).toBe(expected);
  });
});
