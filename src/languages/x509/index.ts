// Certificates, certificate requests and keys as Go reads and verifies them.
export { latin1 } from "./asn1-text.ts";
export { rfc3339 } from "./asn1-time.ts";
export { decodeBase64, encodeBase64 } from "./base64.ts";
export type {
  BasicConstraints,
  Certificate,
  CertificateRequest,
  Extension,
  KeyUsage,
  SubjectAlternativeNames,
} from "./certificate.ts";
export { requestSignatureFault, signatureFault, type SignatureRules } from "./check-signature.ts";
export {
  commonNameOf,
  formatName,
  nameOids,
  nameValues,
  type DistinguishedName,
  type NameAttribute,
} from "./distinguished-name.ts";
export { goRules, type GoRules } from "./go-rules.ts";
export {
  parseCertificate,
  parseCertificates,
  type CertificateParsing,
  type ParsingRules,
} from "./parse-certificate.ts";
export { parseCertificateRequest } from "./parse-certificate-request.ts";
export { readPem, type PemBlock, type PemReading } from "./pem.ts";
export { printPem } from "./print-pem.ts";
export { describePrivateKey, type PrivateKeySummary } from "./private-key.ts";
export type { PublicKey } from "./public-key.ts";
export { readPublicKey, readPublicKeys, type PublicKeysReading } from "./read-public-keys.ts";
export { readCertificates, type CertificateReading } from "./read-certificates.ts";
export { recogniseBlock, recogniseDer, type CryptoContent } from "./recognise-block.ts";
export { sameBytes } from "./same-bytes.ts";
export type { SignatureAlgorithm, VerifySignature } from "./signature-algorithm.ts";
export {
  issuerFault,
  possibleIssuers,
  verifyCertificate,
  type Verification,
  type VerifyOptions,
} from "./verify-certificate.ts";
export { hostnameFault } from "./verify-hostname.ts";
export {
  certificateRequestInfo,
  certificateRequestPem,
  type RequestContent,
  type RequestKey,
} from "./write-certificate-request.ts";
