// Public keys that verify signatures: of a file as Kubernetes reads it (client-go util/keyutil), or one from DER.
import { faultAsData } from "./der-fault.ts";
import { parseCertificate } from "./parse-certificate.ts";
import { readPem } from "./pem.ts";
import { parsePublicKey, type PublicKey } from "./public-key.ts";

/** The keys found, and why Kubernetes does not take the file; undefined where it does. */
export interface PublicKeysReading {
  readonly keys: readonly PublicKey[];
  readonly error?: string;
}

/** One key from SubjectPublicKeyInfo; the error is Go's. */
export function readPublicKey(spki: Uint8Array): { readonly key: PublicKey } | { readonly error: string } {
  return faultAsData(() => ({ key: parsePublicKey(spki) }));
}

function keyOf(bytes: Uint8Array): PublicKey | undefined {
  const parsed = readPublicKey(bytes);
  const certificate = "key" in parsed ? undefined : parseCertificate(bytes);
  const key = "key" in parsed ? parsed.key : undefined;
  const found =
    key ?? (certificate !== undefined && "certificate" in certificate ? certificate.certificate.publicKey : key);
  return found?.algorithm === "RSA" || found?.algorithm === "ECDSA" ? found : undefined;
}

/** Every RSA and ECDSA key of a PEM text, of public keys and certificates. Private keys are passed over: ours is not the place for them. Linear. */
export function readPublicKeys(text: string): PublicKeysReading {
  const keys = readPem(text).blocks.flatMap(({ bytes }) => {
    const key = keyOf(bytes);
    return key === undefined ? [] : [key];
  });
  if (keys.length > 0) return { keys };
  return { keys, error: "data does not contain any valid RSA or ECDSA public keys" };
}
