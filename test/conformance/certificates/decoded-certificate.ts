// Certificates as the vectors decode them, and ours in the same terms.
import type { IssuedCertificate } from "../../../src/engines/certificates/index.ts";
import { formatName, rfc3339, type Certificate, type NameAttribute } from "../../../src/languages/x509/index.ts";

/** A certificate as the vectors decode it. */
export interface DecodedCertificate {
  readonly subject: readonly (readonly [string, string])[];
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly validitySeconds: number;
  readonly signatureAlgorithm: string;
  readonly extensions: readonly DecodedExtension[];
}

interface DecodedExtension {
  readonly oid: string;
  readonly name: string;
  readonly critical: boolean;
  readonly ku?: readonly string[];
  readonly eku?: readonly string[];
  readonly ca?: boolean;
  readonly san?: unknown;
}

const attributeNames = new Map([
  ["2.5.4.3", "commonName"],
  ["2.5.4.5", "serialNumber"],
  ["2.5.4.6", "countryName"],
  ["2.5.4.7", "localityName"],
  ["2.5.4.8", "stateOrProvinceName"],
  ["2.5.4.9", "streetAddress"],
  ["2.5.4.10", "organizationName"],
  ["2.5.4.11", "organizationalUnitName"],
  ["2.5.4.17", "postalCode"],
]);

const keyUsageNames = new Map([
  ["cert sign", "key_cert_sign"],
  ["digital signature", "digital_signature"],
]);

const extendedNames = new Map([
  ["any", "2.5.29.37.0"],
  ["server auth", "serverAuth"],
  ["client auth", "clientAuth"],
  ["code signing", "codeSigning"],
  ["email protection", "emailProtection"],
  ["ipsec end system", "1.3.6.1.5.5.7.3.5"],
  ["ipsec tunnel", "1.3.6.1.5.5.7.3.6"],
  ["ipsec user", "1.3.6.1.5.5.7.3.7"],
  ["timestamping", "timeStamping"],
  ["ocsp signing", "OCSPSigning"],
  ["microsoft sgc", "1.3.6.1.4.1.311.10.3.3"],
  ["netscape sgc", "2.16.840.1.113730.4.1"],
]);

const signatureNames = new Map([
  ["SHA256-RSA", "sha256WithRSAEncryption"],
  ["ECDSA-SHA256", "ecdsa-with-SHA256"],
  ["ECDSA-SHA384", "ecdsa-with-SHA384"],
]);

const time = (milliseconds: number): string => rfc3339(milliseconds).replace("Z", "+00:00");

type Both = Pick<IssuedCertificate, "keyUsages" | "extendedKeyUsages" | "names" | "authorityKeyId">;

/** What the extensions say, in the order Go writes them. */
function extensionsOf(certificate: Both, namesCritical: boolean): readonly unknown[] {
  const { keyUsages, extendedKeyUsages, names, authorityKeyId } = certificate;
  const { dns, ips, emails, uris } = names;
  const ku = keyUsages.map((usage) => keyUsageNames.get(usage) ?? usage.replaceAll(" ", "_"));
  const eku = extendedKeyUsages.map((usage) => extendedNames.get(usage) ?? usage);
  const hasNames = dns.length + ips.length + emails.length + uris.length > 0;
  return [
    ...(ku.length === 0 ? [] : [["2.5.29.15", true, ku]]),
    ...(eku.length === 0 ? [] : [["2.5.29.37", false, eku]]),
    ["2.5.29.19", true, false],
    ...(authorityKeyId.length === 0 ? [] : [["2.5.29.35", false]]),
    ...(hasNames ? [["2.5.29.17", namesCritical, { dns, ip: ips, email: emails, uri: uris }]] : []),
  ];
}

/** A recorded certificate as text to compare. */
export function decodedText(certificate: DecodedCertificate): string {
  const { subject, issuer, notBefore, notAfter, validitySeconds, extensions } = certificate;
  const values = extensions.map(({ oid, critical, ku, eku, ca, san }) =>
    [oid, critical, ku ?? eku ?? ca ?? san].filter((value) => value !== undefined),
  );
  return JSON.stringify([subject, issuer, notBefore, notAfter, validitySeconds, values]);
}

/** The certificate the engine foretells, as the same text. */
export function predictedText(certificate: IssuedCertificate): string {
  const { subject, issuer, notBefore, notAfter } = certificate;
  const names = subject.flatMap(({ oid, values }) => values.map((value) => [attributeNames.get(oid) ?? oid, value]));
  const seconds = (notAfter - notBefore) / 1000;
  const extensions = extensionsOf(certificate, certificate.namesCritical);
  return JSON.stringify([names, formatName(issuer), time(notBefore), time(notAfter), seconds, extensions]);
}

/** The certificate that was read from PEM, as the same text. */
export function parsedText(certificate: Certificate): string {
  const { subject, issuer, notBefore, notAfter, extensions } = certificate;
  const name = ({ oid, value }: NameAttribute): unknown => [attributeNames.get(oid) ?? oid, value];
  const seconds = (notAfter - notBefore) / 1000;
  const namesCritical = extensions.find(({ oid }) => oid === "2.5.29.17")?.critical ?? false;
  const said = extensionsOf(certificate, namesCritical);
  return JSON.stringify([
    subject.relativeNames.flat().map(name),
    formatName(issuer),
    time(notBefore),
    time(notAfter),
    seconds,
    said,
  ]);
}

/** The signature algorithm by the name the vectors use. */
export function signatureName({ signatureAlgorithm: { name } }: Certificate): string {
  return signatureNames.get(name) ?? name;
}
