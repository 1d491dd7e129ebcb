// What a certificate and a certificate request say, as read from DER.
import type { DistinguishedName } from "./distinguished-name.ts";
import type { PublicKey } from "./public-key.ts";
import type { SignatureAlgorithm } from "./signature-algorithm.ts";

/** An X.509 extension as it stands; those that are understood are read into fields too. */
export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** Names a certificate is for, besides its subject. IP addresses are written as Go does: 10.0.0.1, fd00::1. */
export interface SubjectAlternativeNames {
  readonly dns: readonly string[];
  readonly ips: readonly string[];
  readonly uris: readonly string[];
  readonly emails: readonly string[];
}

/** A key usage, in Kubernetes' words (certificates.k8s.io KeyUsage). */
export type KeyUsage =
  | "digital signature"
  | "content commitment"
  | "key encipherment"
  | "data encipherment"
  | "key agreement"
  | "cert sign"
  | "crl sign"
  | "encipher only"
  | "decipher only";

/** Whether the key may sign certificates, and how many authorities may stand below it. */
export interface BasicConstraints {
  readonly ca: boolean;
  readonly pathLength?: number;
}

/** An IP range of a name constraint. */
export interface ConstrainedRange {
  readonly address: Uint8Array;
  readonly mask: Uint8Array;
}

/** Names that must, or must not, be below an authority. */
export interface ConstrainedNames {
  readonly dns: readonly string[];
  readonly ranges: readonly ConstrainedRange[];
  readonly emails: readonly string[];
  readonly uriDomains: readonly string[];
}

/** In what the names of certificates below an authority must and must not lie. */
export interface NameConstraints {
  readonly permitted: ConstrainedNames;
  readonly excluded: ConstrainedNames;
}

/** What certificates and requests have in common. Bytes are views of what was read. */
interface Signed {
  /** The whole DER. */
  readonly raw: Uint8Array;
  /** The part that is signed. */
  readonly signedBytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly subject: DistinguishedName;
  readonly publicKey: PublicKey;
  readonly extensions: readonly Extension[];
  readonly names: SubjectAlternativeNames;
}

/** What the extensions of a certificate say. */
export interface ExtensionFields {
  readonly names: SubjectAlternativeNames;
  /** Empty where the certificate does not limit the use of its key. */
  readonly keyUsages: readonly KeyUsage[];
  /** Kubernetes' words (`client auth`, `server auth`, `any` …) or, for others, the OID; empty where not limited. */
  readonly extendedKeyUsages: readonly string[];
  readonly basicConstraints?: BasicConstraints;
  readonly nameConstraints?: NameConstraints;
  /** Empty where there is none. */
  readonly subjectKeyId: Uint8Array;
  readonly authorityKeyId: Uint8Array;
  /** OIDs of critical extensions that Go does not understand, which makes verification refuse the certificate. */
  readonly unhandledCriticalExtensions: readonly string[];
}

/** A certificate. Times are milliseconds since 1970. */
export interface Certificate extends Signed, ExtensionFields {
  /** 1, 2 or 3. */
  readonly version: number;
  /** Decimal, as Go prints it. */
  readonly serialNumber: string;
  readonly issuer: DistinguishedName;
  readonly notBefore: number;
  readonly notAfter: number;
}

/** A PKCS#10 certificate request; its extensions are those it asks for. */
export type CertificateRequest = Signed;
