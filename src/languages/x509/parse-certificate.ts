// Certificates from DER (Go's crypto/x509 parser.go).
import { generalizedTime, utcTime } from "./asn1-time.ts";
import type { Certificate, Extension } from "./certificate.ts";
import { DerFault, faultAsData, need } from "./der-fault.ts";
import { DerReader, contextTag, tags, type DerElement } from "./der-reader.ts";
import { parseName, type DistinguishedName } from "./distinguished-name.ts";
import { readExtensions } from "./extensions.ts";
import { legacyStructureFault } from "./legacy-certificate.ts";
import { parsePublicKey } from "./public-key.ts";
import { needAlgorithm, signatureAlgorithm, type SignatureAlgorithm } from "./signature-algorithm.ts";
import { sameBytes } from "./same-bytes.ts";

/** A certificate, or why Go does not take it, in its words. */
export type CertificateParsing = { readonly certificate: Certificate } | { readonly error: string };

/** What Go took only until some version. */
export interface ParsingRules {
  /** Serial numbers below zero are refused since Kubernetes 1.32. */
  readonly refusesNegativeSerial?: boolean;
  /** Structures were read by another parser until Kubernetes 1.22, which worded its faults otherwise. */
  readonly legacyParser?: boolean;
}

const timeTypes = [
  [tags.utcTime, utcTime, "UTCTime"],
  [tags.generalizedTime, generalizedTime, "GeneralizedTime"],
] as const;

function parseTime(reader: DerReader): number {
  for (const [tag, parse, name] of timeTypes) {
    if (!reader.peek(tag)) continue;
    const contents = reader.contents(tag);
    return need(contents === undefined ? undefined : parse(contents), `x509: malformed ${name}`);
  }
  throw new DerFault("x509: unsupported time format");
}

function decimal(integer: Uint8Array): string {
  const hex = Array.from(integer, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return BigInt.asIntN(integer.length * 8, BigInt(`0x${hex}`)).toString();
}

function parseSerial(tbs: DerReader, { refusesNegativeSerial = true }: ParsingRules): string {
  const integer = need(tbs.integer(), "x509: malformed serial number");
  if ((integer[0] ?? 0) >= 0x80 && refusesNegativeSerial) throw new DerFault("x509: negative serial number");
  // A number of thousands of digits would take its time to be written in decimal.
  return integer.length <= 64 ? decimal(integer) : `${integer.length} bytes`;
}

function parseVersion(tbs: DerReader): number {
  const tag = contextTag(0, true);
  if (!tbs.peek(tag)) return 1;
  const inner = need(tbs.inside(tag), "x509: malformed version");
  const version = need(inner.smallInteger(), "x509: malformed version");
  if (!inner.isEmpty || version < 0) throw new DerFault("x509: malformed version");
  if (version > 2) throw new DerFault("x509: invalid version");
  return version + 1;
}

function parseAlgorithm(tbs: DerReader, outer: DerReader): SignatureAlgorithm {
  const inner = need(tbs.contents(tags.sequence), "x509: malformed signature algorithm identifier");
  const repeated = need(outer.contents(tags.sequence), "x509: malformed algorithm identifier");
  if (!sameBytes(inner, repeated))
    throw new DerFault("x509: inner and outer signature algorithm identifiers don't match");
  return signatureAlgorithm(needAlgorithm(new DerReader(inner)));
}

function parseExtension(sequence: DerReader): Extension {
  const fields = need(sequence.inside(tags.sequence), "x509: malformed extension");
  const oid = need(fields.oid(), "x509: malformed extension OID field");
  const critical = fields.peek(tags.boolean)
    ? need(fields.boolean(), "x509: malformed extension critical field")
    : false;
  const value = need(fields.contents(tags.octetString), "x509: malformed extension value field");
  return { oid, critical, value };
}

function parseExtensions(tbs: DerReader): readonly Extension[] {
  const tag = contextTag(3, true);
  if (!tbs.peek(tag)) return [];
  const malformed = "x509: malformed extensions";
  const sequence = need(tbs.inside(tag)?.inside(tags.sequence), malformed);
  const extensions = new Map<string, Extension>();
  while (!sequence.isEmpty) {
    const extension = parseExtension(sequence);
    if (extensions.has(extension.oid))
      throw new DerFault(`x509: certificate contains duplicate extension with OID "${extension.oid}"`);
    extensions.set(extension.oid, extension);
  }
  return [...extensions.values()];
}

function skipUniqueIds(tbs: DerReader): void {
  for (const [number, name] of [
    [1, "issuerUniqueID"],
    [2, "subjectUniqueID"],
  ] as const) {
    const tag = contextTag(number);
    if (tbs.peek(tag)) need(tbs.contents(tag), `x509: malformed ${name}`);
  }
}

function named(tbs: DerReader): DistinguishedName {
  return parseName(need(tbs.element(tags.sequence), "x509: malformed issuer").whole);
}

function parseOne(element: DerElement, rules: ParsingRules): Certificate {
  const outer = new DerReader(element.contents);
  const signed = need(outer.element(tags.sequence), "x509: malformed tbs certificate");
  const tbs = new DerReader(signed.contents);
  const version = parseVersion(tbs);
  const serialNumber = parseSerial(tbs, rules);
  const algorithm = parseAlgorithm(tbs, outer);
  const issuer = named(tbs);
  const validity = need(tbs.inside(tags.sequence), "x509: malformed validity");
  const [notBefore, notAfter] = [parseTime(validity), parseTime(validity)];
  const subject = named(tbs);
  const publicKey = parsePublicKey(need(tbs.element(tags.sequence), "x509: malformed spki").whole);
  if (version > 1) skipUniqueIds(tbs);
  const extensions = version === 3 ? parseExtensions(tbs) : [];
  const fields = readExtensions(extensions);
  const signature = need(outer.bitString(), "x509: malformed signature");
  return {
    raw: element.whole,
    signedBytes: signed.whole,
    version,
    serialNumber,
    issuer,
    subject,
    notBefore,
    notAfter,
    publicKey,
    extensions,
    ...fields,
    signature,
    signatureAlgorithm: algorithm,
  };
}

function next(reader: DerReader, rules: ParsingRules): Certificate {
  return parseOne(need(reader.element(tags.sequence), "x509: malformed certificate"), rules);
}

function refuseAsBefore(der: Uint8Array, isSingle: boolean, { legacyParser = false }: ParsingRules): void {
  const fault = legacyParser ? legacyStructureFault(der, isSingle) : undefined;
  if (fault !== undefined) throw new DerFault(fault);
}

/** Reads one certificate (x509.ParseCertificate). Linear. */
export function parseCertificate(der: Uint8Array, rules: ParsingRules = {}): CertificateParsing {
  return faultAsData(() => {
    refuseAsBefore(der, true, rules);
    const reader = new DerReader(der);
    const certificate = next(reader, rules);
    if (!reader.isEmpty) throw new DerFault("x509: trailing data");
    return { certificate };
  });
}

/** Reads certificates that stand one after the other (x509.ParseCertificates). */
export function parseCertificates(
  der: Uint8Array,
  rules: ParsingRules = {},
): { readonly certificates: readonly Certificate[] } | { readonly error: string } {
  return faultAsData(() => {
    if (der.length > 0) refuseAsBefore(der, false, rules);
    const reader = new DerReader(der);
    const certificates: Certificate[] = [];
    while (!reader.isEmpty) certificates.push(next(reader, rules));
    return { certificates };
  });
}
