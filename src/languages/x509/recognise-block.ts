// What kind of thing bytes or a PEM block hold.
import { DerReader, contextTag, tags } from "./der-reader.ts";
import type { PemBlock } from "./pem.ts";

/** What a block or a file of DER is. */
export type CryptoContent =
  | "certificate"
  | "certificate request"
  | "private key"
  | "public key"
  | "revocation list"
  | "parameters"
  | "unknown";

const labels: ReadonlyMap<string, CryptoContent> = new Map([
  ["CERTIFICATE", "certificate"],
  ["X509 CERTIFICATE", "certificate"],
  ["TRUSTED CERTIFICATE", "certificate"],
  ["CERTIFICATE REQUEST", "certificate request"],
  ["NEW CERTIFICATE REQUEST", "certificate request"],
  ["PUBLIC KEY", "public key"],
  ["RSA PUBLIC KEY", "public key"],
  ["X509 CRL", "revocation list"],
  ["EC PARAMETERS", "parameters"],
  ["DH PARAMETERS", "parameters"],
]);

/** What a PEM block says it is. Whether it really is, the reader of that kind tells. */
export function recogniseBlock({ label }: Pick<PemBlock, "label">): CryptoContent {
  return labels.get(label) ?? (label.endsWith("PRIVATE KEY") ? "private key" : "unknown");
}

/** What DER without a label seems to be, from its outermost fields; whether it really is, the reader of that kind tells. */
export function recogniseDer(bytes: Uint8Array): CryptoContent {
  const outer = new DerReader(bytes).inside(tags.sequence);
  const first = outer?.any();
  if (outer === undefined || first === undefined) return "unknown";
  if (first.tag === tags.integer) return "private key";
  if (first.tag !== tags.sequence) return "unknown";
  if (outer.peek(tags.bitString)) return "public key";
  if (outer.peek(tags.octetString)) return "private key";
  const inner = new DerReader(first.contents);
  if (inner.peek(contextTag(0, true))) return "certificate";
  inner.integer();
  const second = inner.any();
  const third = inner.any();
  if (second?.tag !== tags.sequence || third?.tag !== tags.sequence) return "unknown";
  if (inner.peek(contextTag(0, true))) return "certificate request";
  return inner.peek(tags.sequence) ? "certificate" : "revocation list";
}
