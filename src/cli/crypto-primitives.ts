// What the engines need of cryptography, by node:crypto.
import { constants, createHash, createPrivateKey, createPublicKey, verify, type KeyObject } from "node:crypto";
import type { VerifySignature } from "../languages/x509/index.ts";
import type { PublicHalf } from "../model/index.ts";

function publicKeyOf(spki: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
}

/** Whether a signature holds; a key that Node does not take verifies nothing. */
export const verifySignature: VerifySignature = (spki, { family, hash }, data, signature) => {
  try {
    const key = publicKeyOf(spki);
    const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
    return verify(hash ?? null, data, family === "rsa-pss" ? { key, ...pss } : key, signature);
  } catch {
    return false;
  }
};

/** The digest of bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

/** Whether two keys (SubjectPublicKeyInfo) are the same, however they are written. */
export function sameKey(a: Uint8Array, b: Uint8Array): boolean {
  try {
    return publicKeyOf(a).equals(publicKeyOf(b));
  } catch {
    return false;
  }
}

const formats = { "RSA PRIVATE KEY": "pkcs1", "EC PRIVATE KEY": "sec1" } as const;

/** The public half of a private key; the key itself is forgotten at once. */
export const publicHalf: PublicHalf = ({ label, bytes }) => {
  try {
    const type = label in formats ? formats[label as keyof typeof formats] : "pkcs8";
    const key = createPrivateKey({ key: Buffer.from(bytes), format: "der", type });
    return new Uint8Array(createPublicKey(key).export({ type: "spki", format: "der" }));
  } catch {
    return undefined;
  }
};
