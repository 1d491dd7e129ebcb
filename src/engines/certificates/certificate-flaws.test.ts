// What is said of certificates in the places they stand in.
import { describe, expect, it } from "vitest";
import {
  authorityKey,
  buildCertificate,
  commonName,
  made,
  type CertificateContent,
} from "../../../test/fixtures/certificates/build-certificate.ts";
import { makeKey } from "../../../test/fixtures/certificates/build-request.ts";
import { verifyWithNode } from "../../../test/fixtures/certificates/verify-with-node.ts";
import { parseCertificate, type Certificate } from "../../languages/x509/index.ts";
import { certificateFlaws, issuingChain, sharedAuthorities, type CertificateRole } from "./index.ts";

function certificate(content: CertificateContent): Certificate {
  const parsing = parseCertificate(buildCertificate(content));
  if ("error" in parsing) throw new Error(parsing.error);
  return parsing.certificate;
}

const server = made.usages("1.3.6.1.5.5.7.3.1");
const asOf = Date.UTC(2026, 5, 1);
const root = { subject: commonName("authority"), key: authorityKey, extensions: [made.authority()] };

describe("certificateFlaws", () => {
  it.each<[string, CertificateRole, CertificateContent, readonly string[]]>([
    ["a client's", "client", {}, []],
    ["a server's", "server", { extensions: [server, made.names([2, "a"])] }, []],
    ["a root's", "authority", root, []],
    ["expired", "client", { notAfter: "260501000000Z" }, ["expired 2026-05-01T00:00:00.000Z"]],
    ["soon expired", "client", { notAfter: "260602000000Z" }, ["expires-soon 2026-06-02T00:00:00.000Z"]],
    ["not yet valid", "client", { notBefore: "260701000000Z" }, ["not-yet-valid 2026-07-01T00:00:00.000Z"]],
    ["of a small key", "client", { key: makeKey("RSA 1024") }, ["weak-key RSA 1024"]],
    ["a server's without names", "server", { extensions: [server] }, ["no-names"]],
    ["a server's for all names", "server", { extensions: [server, made.names([2, "*.a"])] }, ["wildcard-name *.a"]],
    [
      "a client's as a server's",
      "server",
      { extensions: [made.usages("1.3.6.1.5.5.7.3.2"), made.names([2, "a"])] },
      ["wrong-usage client auth"],
    ],
    ["an authority's as a client's", "client", { extensions: [made.authority()] }, ["authority-as-leaf"]],
    ["a client's as an authority's", "authority", {}, ["not-an-authority basic constraints"]],
    [
      "an authority's that may not sign",
      "authority",
      { extensions: [made.authority(), made.keyUsage(7, 0x80)] },
      ["not-an-authority digital signature"],
    ],
    ["of masters", "client", { subject: [[["2.5.4.10", "system:masters", 19]]] }, ["masters system:masters"]],
  ])("%s", (_name, role, content, expected) => {
    const flaws = certificateFlaws(certificate(content), { role, asOf });
    expect(flaws.map(({ kind, seen }) => `${kind} ${seen}`.trim())).toEqual(expected);
  });
});

describe("issuingChain", () => {
  const middleKey = makeKey("P-256");
  const top = certificate(root);
  const middle = certificate({ subject: commonName("middle"), key: middleKey, extensions: [made.authority()] });
  const leaf = certificate({ issuer: commonName("middle"), signer: middleKey });
  const impostor = certificate({
    subject: commonName("middle"),
    key: makeKey("P-256"),
    extensions: [made.authority()],
  });
  const lengths = (pool: readonly Certificate[]): readonly unknown[] => {
    const { certificates, complete } = issuingChain(leaf, pool, verifyWithNode);
    return [certificates.length, complete];
  };

  it("follows signatures, not names", () => {
    expect([lengths([impostor, top, middle]), lengths([impostor, top]), lengths([middle])]).toEqual([
      [3, true],
      [1, false],
      [2, false],
    ]);
  });

  it("ends where authorities issue each other", () => {
    const [a, b] = [makeKey("P-256"), makeKey("P-256")];
    const issue = (subject: string, key: typeof a, issuer: string, signer: typeof a): Certificate =>
      certificate({
        subject: commonName(subject),
        key,
        issuer: commonName(issuer),
        signer,
        extensions: [made.authority()],
      });
    const circle = [issue("a", a, "b", b), issue("b", b, "a", a)];
    expect(issuingChain(circle[0] ?? leaf, circle, verifyWithNode)).toMatchObject({ complete: false });
  });

  it("tells which authorities are one", () => {
    const again = certificate({ ...root, serial: [9] });
    const places = [
      { place: "cluster", certificate: top },
      { place: "etcd", certificate: again },
      { place: "front proxy", certificate: middle },
    ];
    expect(sharedAuthorities(places)).toEqual([["cluster", "etcd"]]);
  });
});
