// The extensions of a certificate, read as Go's crypto/x509 reads them.
import { noNames, parseAlternativeNames } from "./alternative-names.ts";
import type { BasicConstraints, Extension, ExtensionFields, KeyUsage } from "./certificate.ts";
import { DerFault, need } from "./der-fault.ts";
import { DerReader, contextTag, tags } from "./der-reader.ts";
import { parseNameConstraints } from "./name-constraints.ts";
import { isUnderstood } from "./unread-extensions.ts";

const keyUsages: readonly KeyUsage[] = [
  "digital signature",
  "content commitment",
  "key encipherment",
  "data encipherment",
  "key agreement",
  "cert sign",
  "crl sign",
  "encipher only",
  "decipher only",
];

const pkix = "1.3.6.1.5.5.7.3";
const extendedUsages = new Map([
  ["2.5.29.37.0", "any"],
  [`${pkix}.1`, "server auth"],
  [`${pkix}.2`, "client auth"],
  [`${pkix}.3`, "code signing"],
  [`${pkix}.4`, "email protection"],
  [`${pkix}.5`, "ipsec end system"],
  [`${pkix}.6`, "ipsec tunnel"],
  [`${pkix}.7`, "ipsec user"],
  [`${pkix}.8`, "timestamping"],
  [`${pkix}.9`, "ocsp signing"],
  ["1.3.6.1.4.1.311.10.3.3", "microsoft sgc"],
  ["2.16.840.1.113730.4.1", "netscape sgc"],
]);

function parseKeyUsage(value: Uint8Array): readonly KeyUsage[] {
  const contents = need(new DerReader(value).contents(tags.bitString), "x509: invalid key usage");
  need(new DerReader(value).bitString(), "x509: invalid key usage");
  return keyUsages.filter((_, bit) => ((contents[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

function parseBasicConstraints(value: Uint8Array): BasicConstraints {
  const invalid = "x509: invalid basic constraints";
  const sequence = need(new DerReader(value).inside(tags.sequence), invalid);
  const ca = sequence.peek(tags.boolean) ? need(sequence.boolean(), invalid) : false;
  if (!sequence.peek(tags.integer)) return { ca };
  const pathLength = need(sequence.smallInteger(), invalid);
  if (pathLength < 0) throw new DerFault(invalid);
  return { ca, pathLength };
}

function parseExtendedKeyUsage(value: Uint8Array): readonly string[] {
  const invalid = "x509: invalid extended key usages";
  const sequence = need(new DerReader(value).inside(tags.sequence), invalid);
  const usages: string[] = [];
  while (!sequence.isEmpty) {
    const oid = need(sequence.oid(), invalid);
    usages.push(extendedUsages.get(oid) ?? oid);
  }
  return usages;
}

function parseAuthorityKeyId({ critical, value }: Extension): Uint8Array {
  if (critical) throw new DerFault("x509: authority key identifier incorrectly marked critical");
  const invalid = "x509: invalid authority key identifier";
  const sequence = need(new DerReader(value).inside(tags.sequence), invalid);
  return sequence.peek(contextTag(0)) ? need(sequence.contents(contextTag(0)), invalid) : new Uint8Array();
}

function parseSubjectKeyId({ critical, value }: Extension): Uint8Array {
  if (critical) throw new DerFault("x509: subject key identifier incorrectly marked critical");
  return need(new DerReader(value).contents(tags.octetString), "x509: invalid subject key identifier");
}

type Partly = { -readonly [K in keyof ExtensionFields]?: ExtensionFields[K] };

const authorityInfoAccess = "1.3.6.1.5.5.7.1.1";

/** Reads one extension into the fields. @returns whether Go understands it. */
function readInto(fields: Partly, extension: Extension): boolean {
  const { oid, value, critical } = extension;
  switch (oid) {
    case "2.5.29.15":
      fields.keyUsages = parseKeyUsage(value);
      return true;
    case "2.5.29.19":
      fields.basicConstraints = parseBasicConstraints(value);
      return true;
    case "2.5.29.17":
      fields.names = parseAlternativeNames(value);
      return Object.values(fields.names).some((list: readonly string[]) => list.length > 0);
    case "2.5.29.30": {
      const { constraints, isUnhandled } = parseNameConstraints(value);
      fields.nameConstraints = constraints;
      return !isUnhandled;
    }
    case "2.5.29.35":
      fields.authorityKeyId = parseAuthorityKeyId(extension);
      return true;
    case "2.5.29.37":
      fields.extendedKeyUsages = parseExtendedKeyUsage(value);
      return true;
    case "2.5.29.14":
      fields.subjectKeyId = parseSubjectKeyId(extension);
      return true;
    default:
      if (oid === authorityInfoAccess && critical)
        throw new DerFault("x509: authority info access incorrectly marked critical");
      return isUnderstood(oid, value);
  }
}

/** What the extensions say; later ones of one kind cannot be, as the caller refuses duplicates. @throws DerFault */
export function readExtensions(extensions: readonly Extension[]): ExtensionFields {
  const fields: Partly = {};
  const unhandled = extensions.filter((extension) => !readInto(fields, extension) && extension.critical);
  const none = new Uint8Array();
  return {
    names: noNames,
    keyUsages: [],
    extendedKeyUsages: [],
    subjectKeyId: none,
    authorityKeyId: none,
    ...fields,
    unhandledCriticalExtensions: unhandled.map(({ oid }) => oid),
  };
}
