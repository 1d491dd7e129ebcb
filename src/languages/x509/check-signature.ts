// Whether a signature holds, with Go's reasons where it does not (crypto/x509 checkSignature).
import type { CertificateRequest } from "./certificate.ts";
import type { PublicKey } from "./public-key.ts";
import type { SignatureAlgorithm, VerifySignature } from "./signature-algorithm.ts";

/** What the version of Go takes of weak signatures. */
export interface SignatureRules {
  /** SHA-1 in certificates; requests may always use it. */
  readonly acceptsSha1?: boolean;
  /** RSA keys of less than 1024 bits. */
  readonly acceptsSmallRsa?: boolean;
}

const goTypes: ReadonlyMap<PublicKey["algorithm"], string> = new Map([
  ["RSA", "*rsa.PublicKey"],
  ["ECDSA", "*ecdsa.PublicKey"],
  ["Ed25519", "ed25519.PublicKey"],
]);

const keyOfFamily = {
  rsa: "RSA",
  "rsa-pss": "RSA",
  ecdsa: "ECDSA",
  ed25519: "Ed25519",
  dsa: "DSA",
  unknown: "0",
} as const;

const failures: ReadonlyMap<SignatureAlgorithm["family"], string> = new Map([
  ["ecdsa", "x509: ECDSA verification failure"],
  ["ed25519", "x509: Ed25519 verification failure"],
]);

function algorithmFault({ family, hash, name }: SignatureAlgorithm, acceptsSha1: boolean): string | undefined {
  const unimplemented = "x509: cannot verify signature: algorithm unimplemented";
  if (family === "unknown" || hash === "md2") return unimplemented;
  if (hash === "md5" || (hash === "sha1" && !acceptsSha1))
    return `x509: cannot verify signature: insecure algorithm ${name}`;
  return undefined;
}

function keyFault(
  { family }: SignatureAlgorithm,
  key: PublicKey,
  { acceptsSmallRsa = false }: SignatureRules,
): string | undefined {
  const type = goTypes.get(key.algorithm);
  if (type === undefined) return "x509: cannot verify signature: algorithm unimplemented";
  const wanted = keyOfFamily[family];
  if (wanted !== key.algorithm)
    return `x509: signature algorithm specifies an ${wanted} public key, but have public key of type ${type}`;
  if (key.algorithm === "RSA" && key.bits < 1024 && !acceptsSmallRsa)
    return `crypto/rsa: ${key.bits}-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)`;
  return undefined;
}

/** Something signed: a certificate or a request. */
type SignedThing = Pick<CertificateRequest, "signedBytes" | "signature" | "signatureAlgorithm">;

/** Why the signature is not one by this key; undefined where it is. */
export function signatureFault(
  { signedBytes, signature, signatureAlgorithm }: SignedThing,
  key: PublicKey,
  verify: VerifySignature,
  rules: SignatureRules = {},
): string | undefined {
  const fault =
    algorithmFault(signatureAlgorithm, rules.acceptsSha1 ?? false) ?? keyFault(signatureAlgorithm, key, rules);
  if (fault !== undefined) return fault;
  if (verify(key.spki, signatureAlgorithm, signedBytes, signature)) return undefined;
  return failures.get(signatureAlgorithm.family) ?? "crypto/rsa: verification error";
}

/** Why a request is not signed by the key it is for; undefined where it is (CertificateRequest.CheckSignature). */
export function requestSignatureFault(
  request: CertificateRequest,
  verify: VerifySignature,
  rules: SignatureRules = {},
): string | undefined {
  return signatureFault(request, request.publicKey, verify, { ...rules, acceptsSha1: true });
}
