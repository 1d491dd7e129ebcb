// Distinguished names of subjects and issuers.
import { stringText } from "./asn1-text.ts";
import { Asn1Reader } from "./asn1-reader.ts";
import { DerFault, need } from "./der-fault.ts";
import { DerReader, tags } from "./der-reader.ts";

/** One attribute of a name: `2.5.4.3` (common name) and its text. */
export interface NameAttribute {
  readonly oid: string;
  /** Undefined where the value is no text, which Go passes over. */
  readonly value: string | undefined;
  /** The ASN.1 tag of the value's string type: 12 UTF8String, 19 PrintableString … */
  readonly stringType: number;
}

/** A name, in the order of the DER: relative names, each of one or (rarely) several attributes. */
export interface DistinguishedName {
  readonly raw: Uint8Array;
  readonly relativeNames: readonly (readonly NameAttribute[])[];
}

/** OIDs of attributes that names are asked for. */
export const nameOids = {
  commonName: "2.5.4.3",
  serialNumber: "2.5.4.5",
  country: "2.5.4.6",
  locality: "2.5.4.7",
  province: "2.5.4.8",
  street: "2.5.4.9",
  organization: "2.5.4.10",
  organizationalUnit: "2.5.4.11",
  postalCode: "2.5.4.17",
  /** Kubernetes' own, for the uid of a user (apiserver 1.33 and later). */
  kubernetesUid: "1.3.6.1.4.1.57683.2",
} as const;

const shortNames = new Map<string, string>([
  [nameOids.commonName, "CN"],
  [nameOids.serialNumber, "SERIALNUMBER"],
  [nameOids.country, "C"],
  [nameOids.locality, "L"],
  [nameOids.province, "ST"],
  [nameOids.street, "STREET"],
  [nameOids.organization, "O"],
  [nameOids.organizationalUnit, "OU"],
  [nameOids.postalCode, "POSTALCODE"],
]);

/** Every text of an attribute, in order: `nameValues(subject, nameOids.organization)` are the groups of a user. */
export function nameValues(name: DistinguishedName, oid: string): readonly string[] {
  return name.relativeNames
    .flat()
    .filter((attribute) => attribute.oid === oid)
    .flatMap(({ value }) => (value === undefined ? [] : [value]));
}

/** The common name; the last one where there are several, as in Go; empty where there is none. */
export function commonNameOf(name: DistinguishedName): string {
  return nameValues(name, nameOids.commonName).at(-1) ?? "";
}

function escaped(value: string): string {
  return value.replace(/[,+"\\<>;]|^[ #]| $/g, "\\$&");
}

/** The name as RFC 2253 writes it, last relative name first: `CN=dora,O=developers`. */
export function formatName({ relativeNames }: DistinguishedName): string {
  const attribute = ({ oid, value = "?" }: NameAttribute): string => `${shortNames.get(oid) ?? oid}=${escaped(value)}`;
  return relativeNames
    .toReversed()
    .map((attributes) => attributes.map(attribute).join("+"))
    .join(",");
}

function parseAttribute(set: DerReader): NameAttribute {
  const invalid = "x509: invalid RDNSequence: invalid attribute";
  const attribute = need(set.inside(tags.sequence), invalid);
  const oid = need(attribute.oid(), `${invalid} type`);
  const { tag, contents } = need(attribute.any(), `${invalid} value`);
  try {
    return { oid, value: stringText(tag, contents), stringType: tag };
  } catch (error) {
    if (error instanceof DerFault) throw new DerFault(`${invalid} value: ${error.message}`);
    throw error;
  }
}

/** The name of a certificate (crypto/x509 parseName). @throws DerFault */
export function parseName(raw: Uint8Array): DistinguishedName {
  const sequence = need(new DerReader(raw).inside(tags.sequence), "x509: invalid RDNSequence");
  const relativeNames: NameAttribute[][] = [];
  while (!sequence.isEmpty) {
    const set = need(sequence.inside(tags.set), "x509: invalid RDNSequence");
    const attributes: NameAttribute[] = [];
    while (!set.isEmpty) attributes.push(parseAttribute(set));
    relativeNames.push(attributes);
  }
  return { raw, relativeNames };
}

/** The name of a certificate request, which encoding/asn1 reads. @throws DerFault */
export function parseRequestName(raw: Uint8Array): DistinguishedName {
  const sequence = new Asn1Reader(raw).items("RDNSequence", { tag: 17 });
  const relativeNames: NameAttribute[][] = [];
  while (!sequence.isEmpty) {
    const set = sequence.items("RelativeDistinguishedNameSET", { tag: 16 }, { tag: 17 });
    const attributes: NameAttribute[] = [];
    while (!set.isEmpty) {
      const { fields } = set.sequence("AttributeTypeAndValue");
      const oid = fields.oid();
      const { text, tag } = fields.any();
      attributes.push({ oid, value: text, stringType: tag });
    }
    relativeNames.push(attributes);
  }
  return { raw, relativeNames };
}
