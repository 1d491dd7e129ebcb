// Public keys: what kind, how strong.
import { DerFault, need } from "./der-fault.ts";
import { DerReader, tags } from "./der-reader.ts";
import { curveNamed, pointFault } from "./elliptic-curve.ts";
import { needAlgorithm, type AlgorithmIdentifier } from "./signature-algorithm.ts";

/** A public key; `spki` is its SubjectPublicKeyInfo, what a verification primitive needs. */
export interface PublicKey {
  readonly algorithm: "RSA" | "ECDSA" | "Ed25519" | "X25519" | "DSA" | "unknown";
  readonly oid: string;
  /** Bits of the modulus, or of the curve's field; 0 where unknown. */
  readonly bits: number;
  /** P-224, P-256, P-384 or P-521. */
  readonly curve?: string;
  readonly spki: Uint8Array;
}

type Kind = Omit<PublicKey, "oid" | "spki">;

/** Bits of an unsigned integer as DER writes it. */
export function bitLength(integer: Uint8Array): number {
  const first = integer.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (integer.length - first) * 8 - Math.clz32(integer[first] ?? 0) + 24;
}

function rsaKey({ parameters }: AlgorithmIdentifier, bytes: Uint8Array): Kind {
  if (parameters.length !== 2 || parameters[0] !== tags.null)
    throw new DerFault("x509: RSA key missing NULL parameters");
  const fields = need(new DerReader(bytes).inside(tags.sequence), "x509: invalid RSA public key");
  const modulus = need(fields.integer(), "x509: invalid RSA modulus");
  const exponent = need(fields.integer(), "x509: invalid RSA public exponent");
  if (exponent.length > 8) throw new DerFault("x509: invalid RSA public exponent");
  const isPositive = (integer: Uint8Array): boolean => (integer[0] ?? 0) < 0x80 && integer.some((byte) => byte !== 0);
  if (!isPositive(modulus)) throw new DerFault("x509: RSA modulus is not a positive number");
  if (!isPositive(exponent)) throw new DerFault("x509: RSA public exponent is not a positive number");
  return { algorithm: "RSA", bits: bitLength(modulus) };
}

function ellipticKey({ parameters }: AlgorithmIdentifier, bytes: Uint8Array): Kind {
  const oid = need(new DerReader(parameters).oid(), "x509: invalid ECDSA parameters");
  const curve = need(curveNamed(oid), "x509: unsupported elliptic curve");
  const fault = pointFault(curve, bytes);
  if (fault !== undefined) throw new DerFault(fault);
  return { algorithm: "ECDSA", bits: curve.bits, curve: curve.name };
}

function edwardsKey({ parameters }: AlgorithmIdentifier, bytes: Uint8Array): Kind {
  if (parameters.length > 0) throw new DerFault("x509: Ed25519 key encoded with illegal parameters");
  if (bytes.length !== 32) throw new DerFault("x509: wrong Ed25519 public key size");
  return { algorithm: "Ed25519", bits: 256 };
}

function dsaKey({ parameters }: AlgorithmIdentifier): Kind {
  const prime = need(new DerReader(parameters).inside(tags.sequence)?.integer(), "x509: invalid DSA parameters");
  return { algorithm: "DSA", bits: bitLength(prime) };
}

function kindOf(algorithm: AlgorithmIdentifier, bytes: Uint8Array): Kind {
  switch (algorithm.oid) {
    case "1.2.840.113549.1.1.1":
      return rsaKey(algorithm, bytes);
    case "1.2.840.10045.2.1":
      return ellipticKey(algorithm, bytes);
    case "1.3.101.112":
      return edwardsKey(algorithm, bytes);
    case "1.3.101.110":
      return { algorithm: "X25519", bits: 256 };
    case "1.2.840.10040.4.1":
      return dsaKey(algorithm);
    default:
      return { algorithm: "unknown", bits: 0 };
  }
}

/** What kind of key stands in a SubjectPublicKeyInfo whose parts were read. @throws DerFault */
export function publicKeyOf(spki: Uint8Array, algorithm: AlgorithmIdentifier, bytes: Uint8Array): PublicKey {
  return { ...kindOf(algorithm, bytes), oid: algorithm.oid, spki };
}

/** Reads a SubjectPublicKeyInfo. @throws DerFault */
export function parsePublicKey(spki: Uint8Array): PublicKey {
  const fields = need(new DerReader(spki).inside(tags.sequence), "x509: malformed spki");
  const algorithm = need(fields.inside(tags.sequence), "x509: malformed public key algorithm identifier");
  return publicKeyOf(spki, needAlgorithm(algorithm), need(fields.bitString(), "x509: malformed subjectPublicKey"));
}
