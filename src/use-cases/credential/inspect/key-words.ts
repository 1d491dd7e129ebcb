// A public key in words: its kind and strength.
import type { PublicKey } from "../../../languages/x509/index.ts";

/** `RSA 2048`, `ECDSA P-256`, `Ed25519`; the OID of what is not known. */
export function keyWords({ algorithm, bits, curve, oid }: PublicKey): string {
  if (algorithm === "unknown") return oid;
  return algorithm === "Ed25519" ? algorithm : `${algorithm} ${curve ?? bits}`;
}
