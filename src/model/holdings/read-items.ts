// Certificates, requests and keys in the bytes of a place: PEM, DER, or either in base64.
import {
  decodeBase64,
  describePrivateKey,
  latin1,
  parseCertificate,
  parseCertificateRequest,
  parseCertificates,
  readPem,
  readPublicKey,
  recogniseBlock,
  recogniseDer,
  type PemBlock,
} from "../../languages/x509/index.ts";
import type { HeldItem, PublicHalf } from "./holding.ts";

type BareBlock = Omit<PemBlock, "start">;

/** More in one place are not read, and that is said. */
const mostItems = 2000;

function fault(label: string, message: string): HeldItem {
  return { kind: "fault", label, message };
}

function privateKey(block: BareBlock, publicHalf: PublicHalf): HeldItem {
  const summary = describePrivateKey({ ...block, start: 0 });
  if (summary === undefined) return fault(block.label, "a private key of a kind that is not known");
  const publicKey = summary.encrypted ? undefined : publicHalf(block);
  return { kind: "private-key", summary, ...(publicKey === undefined ? {} : { publicKey }) };
}

function itemOf(block: BareBlock, publicHalf: PublicHalf): readonly HeldItem[] {
  const { label, bytes } = block;
  switch (recogniseBlock(block)) {
    case "certificate": {
      const parsing = parseCertificate(bytes);
      if ("error" in parsing) return [fault(label, parsing.error)];
      return [{ kind: "certificate", certificate: parsing.certificate }];
    }
    case "certificate request": {
      const parsing = parseCertificateRequest(bytes);
      return ["error" in parsing ? fault(label, parsing.error) : { kind: "request", request: parsing.request }];
    }
    case "public key": {
      const parsing = readPublicKey(bytes);
      return "error" in parsing ? [] : [{ kind: "public-key", key: parsing.key }];
    }
    case "private key":
      return [privateKey(block, publicHalf)];
    default:
      return [];
  }
}

const begin = "-----BEGIN ";

function pemItems(text: string, publicHalf: PublicHalf): readonly HeldItem[] {
  const items: HeldItem[] = [];
  let [line, counted] = [1, 0];
  for (const block of readPem(text).blocks) {
    for (let at = text.indexOf("\n", counted); at >= 0 && at < block.start; at = text.indexOf("\n", at + 1)) {
      line++;
      counted = at + 1;
    }
    if (items.length >= mostItems)
      return [...items, fault("PEM", `more than ${mostItems} blocks: the rest was not read`)];
    items.push(...itemOf(block, publicHalf).map((item) => ({ ...item, line })));
  }
  const begun = /-----BEGIN (?:[A-Z0-9]+ )*(?:CERTIFICATE|KEY)/.test(text);
  return items.length === 0 && begun ? [fault("PEM", "a block begins, but none is whole")] : items;
}

/** What the second field of a private key's DER makes it (PKCS#1, SEC 1, PKCS#8). */
function keyLabel(bytes: Uint8Array): string {
  const length = bytes[1] ?? 0;
  const inside = 2 + (length < 0x80 ? 0 : length & 0x7f);
  const next = bytes[inside + 2 + (bytes[inside + 1] ?? 0)];
  if (next === 0x02) return "RSA PRIVATE KEY";
  if (next === 0x04) return "EC PRIVATE KEY";
  return bytes[inside] === 0x30 ? "ENCRYPTED PRIVATE KEY" : "PRIVATE KEY";
}

const derLabels = {
  "certificate request": () => "CERTIFICATE REQUEST",
  "public key": () => "PUBLIC KEY",
  "private key": keyLabel,
} as const;

/** Bytes that only look like DER are nothing of ours: of certificates alone a fault is told. */
function derItems(bytes: Uint8Array, publicHalf: PublicHalf): readonly HeldItem[] {
  const content = recogniseDer(bytes);
  if (content === "certificate") {
    const parsing = parseCertificates(bytes);
    if ("error" in parsing) return [fault("DER", parsing.error)];
    return parsing.certificates.slice(0, mostItems).map((certificate) => ({ kind: "certificate", certificate }));
  }
  if (!(content in derLabels)) return [];
  const label = derLabels[content as keyof typeof derLabels](bytes);
  const items = itemOf({ label, headers: new Map(), bytes }, publicHalf);
  return items.filter((item) => item.kind !== "fault" && (item.kind !== "private-key" || item.publicKey !== undefined));
}

/** Everything there is in bytes. Linear; never throws; private keys are looked at and let go. */
export function readItems(bytes: Uint8Array, publicHalf: PublicHalf): readonly HeldItem[] {
  if (bytes[0] === 0x30) {
    const items = derItems(bytes, publicHalf);
    if (items.length > 0) return items;
  }
  const text = latin1(bytes);
  return text.includes(begin) ? pemItems(text, publicHalf) : [];
}

const encoder = new TextEncoder();

/** The same of text as API objects and kubeconfigs carry it: base64 of PEM or DER, or PEM as it is. Undefined where it is neither. */
export function readEncodedItems(text: string, publicHalf: PublicHalf): readonly HeldItem[] | undefined {
  if (text.includes(begin)) return readItems(encoder.encode(text), publicHalf);
  const bytes = decodeBase64(text.replace(/\s+/g, ""));
  return bytes === undefined ? undefined : readItems(bytes, publicHalf);
}
