// What can be said of a private key without keeping it.
import { DerReader, contextTag, tags } from "./der-reader.ts";
import { curveNamed } from "./elliptic-curve.ts";
import type { PemBlock } from "./pem.ts";
import { bitLength } from "./public-key.ts";

/** A private key's format and strength; nothing of the key itself. */
export interface PrivateKeySummary {
  readonly format: "PKCS#1" | "PKCS#8" | "SEC 1" | "DSA" | "OpenSSH";
  readonly encrypted: boolean;
  /** Undefined where it cannot be seen, as in encrypted keys. */
  readonly algorithm?: "RSA" | "ECDSA" | "Ed25519" | "DSA";
  readonly bits?: number;
  readonly curve?: string;
}

type Strength = Omit<PrivateKeySummary, "format" | "encrypted">;

const formats: ReadonlyMap<string, PrivateKeySummary["format"]> = new Map([
  ["RSA PRIVATE KEY", "PKCS#1"],
  ["PRIVATE KEY", "PKCS#8"],
  ["ENCRYPTED PRIVATE KEY", "PKCS#8"],
  ["EC PRIVATE KEY", "SEC 1"],
  ["DSA PRIVATE KEY", "DSA"],
  ["OPENSSH PRIVATE KEY", "OpenSSH"],
]);

function curveStrength(oid: string | undefined): Strength {
  const curve = oid === undefined ? undefined : curveNamed(oid);
  return { algorithm: "ECDSA", ...(curve === undefined ? {} : { bits: curve.bits, curve: curve.name }) };
}

function pkcs1(bytes: Uint8Array): Strength {
  const fields = new DerReader(bytes).inside(tags.sequence);
  fields?.integer();
  const modulus = fields?.integer();
  return { algorithm: "RSA", ...(modulus === undefined ? {} : { bits: bitLength(modulus) }) };
}

function sec1(bytes: Uint8Array): Strength {
  const fields = new DerReader(bytes).inside(tags.sequence);
  fields?.integer();
  fields?.contents(tags.octetString);
  return curveStrength(fields?.inside(contextTag(0, true))?.oid());
}

function pkcs8(bytes: Uint8Array): Strength {
  const fields = new DerReader(bytes).inside(tags.sequence);
  fields?.integer();
  const algorithm = fields?.inside(tags.sequence);
  switch (algorithm?.oid()) {
    case "1.2.840.113549.1.1.1":
      return pkcs1(fields?.contents(tags.octetString) ?? new Uint8Array());
    case "1.2.840.10045.2.1":
      return curveStrength(algorithm?.oid());
    case "1.3.101.112":
      return { algorithm: "Ed25519", bits: 256 };
    default:
      return {};
  }
}

/** What a PEM block says of the private key in it; undefined for blocks of other things. */
export function describePrivateKey({ label, headers, bytes }: PemBlock): PrivateKeySummary | undefined {
  const format = formats.get(label);
  if (format === undefined) return undefined;
  const encrypted = label.startsWith("ENCRYPTED") || headers.has("DEK-Info");
  if (encrypted) return { format, encrypted };
  const strength = {
    "PKCS#1": pkcs1,
    "PKCS#8": pkcs8,
    "SEC 1": sec1,
    DSA: () => ({ algorithm: "DSA" }) as const,
    OpenSSH: () => ({}),
  };
  return { format, encrypted, ...strength[format](bytes) };
}
