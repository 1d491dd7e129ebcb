// The certificate a built-in signer makes of a request, field by field (Go's x509.CreateCertificate as the signers call it).
import {
  commonNameOf,
  nameOids,
  nameValues,
  type Certificate,
  type CertificateRequest,
  type DistinguishedName,
  type KeyUsage,
  type PublicKey,
  type SubjectAlternativeNames,
} from "../../languages/x509/index.ts";

/** A certificate as it will be, but for its serial number and signature. Times are milliseconds since 1970. */
export interface IssuedCertificate {
  /** Relative names in order, each an OID with its values in order; attributes Go does not know are left out. */
  readonly subject: readonly { readonly oid: string; readonly values: readonly string[] }[];
  readonly issuer: DistinguishedName;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: PublicKey;
  readonly names: SubjectAlternativeNames;
  /** Alternative names are critical where there is no subject. */
  readonly namesCritical: boolean;
  readonly keyUsages: readonly KeyUsage[];
  readonly extendedKeyUsages: readonly string[];
  /** Never an authority, whatever was asked for. */
  readonly isAuthority: false;
  /** Empty where the authority has no key id. */
  readonly authorityKeyId: Uint8Array;
}

const lists = [
  nameOids.country,
  nameOids.province,
  nameOids.locality,
  nameOids.street,
  nameOids.postalCode,
  nameOids.organization,
  nameOids.organizationalUnit,
];

const printable = /^[A-Za-z0-9'()+,\-./ :=?]*$/;
const utf8 = new TextEncoder();

/** How DER orders values of one attribute: by length, then string type, then bytes. */
function inSetOrder(values: readonly string[]): readonly string[] {
  const key = (value: string): readonly number[] => {
    const bytes = utf8.encode(value);
    return [bytes.length, printable.test(value) ? 19 : 12, ...bytes];
  };
  const compare = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((found, one, at) => found || one - (b[at] ?? 0), 0);
  return values.toSorted((a, b) => compare(key(a), key(b)));
}

/** All values of an attribute become one relative name; of common names and serial numbers the last. */
function subjectOf({ subject }: CertificateRequest): IssuedCertificate["subject"] {
  const singles = [
    { oid: nameOids.commonName, value: commonNameOf(subject) },
    { oid: nameOids.serialNumber, value: nameValues(subject, nameOids.serialNumber).at(-1) ?? "" },
  ];
  return [
    ...lists.map((oid) => ({ oid, values: inSetOrder(nameValues(subject, oid)) })),
    ...singles.map(({ oid, value }) => ({ oid, values: value === "" ? [] : [value] })),
  ].filter(({ values }) => values.length > 0);
}

/** Whether the certificate would be named as its authority is, letter for letter; then it says no authority key. */
function isNamedAs(subject: IssuedCertificate["subject"], { relativeNames }: DistinguishedName): boolean {
  const stringType = (value: string): number => (printable.test(value) ? 19 : 12);
  const ours = subject.map(({ oid, values }) => values.map((value) => [oid, value, stringType(value)]));
  const theirs = relativeNames.map((names) => names.map(({ oid, value, stringType }) => [oid, value, stringType]));
  return JSON.stringify(ours) === JSON.stringify(theirs);
}

/** What the signer decides itself. */
type Terms = Pick<IssuedCertificate, "notBefore" | "notAfter" | "keyUsages" | "extendedKeyUsages">;

/** Subject and alternative names come from the request; its extensions do not. */
export function issuedCertificate(
  request: CertificateRequest,
  authority: Pick<Certificate, "subject" | "subjectKeyId">,
  terms: Terms,
): IssuedCertificate {
  const subject = subjectOf(request);
  return {
    ...terms,
    subject,
    issuer: authority.subject,
    publicKey: request.publicKey,
    names: request.names,
    namesCritical: subject.length === 0,
    isAuthority: false,
    authorityKeyId: isNamedAs(subject, authority.subject) ? new Uint8Array() : authority.subjectKeyId,
  };
}
