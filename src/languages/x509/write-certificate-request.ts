// PKCS#10 certificate requests, written as DER (RFC 2986).
import { encodeBase64 } from "./base64.ts";
import { nameOids } from "./distinguished-name.ts";

/** What a request says. Each organisation is a relative name of its own, before the common name. */
export interface RequestContent {
  readonly commonName: string;
  readonly organizations: readonly string[];
  readonly dns: readonly string[];
  /** Addresses of 4 or 16 bytes. */
  readonly ips: readonly Uint8Array[];
  /** The SubjectPublicKeyInfo of the key. */
  readonly spki: Uint8Array;
}

/** Kinds of keys that can sign a request, all with SHA-256 but Ed25519. */
export type RequestKey = "rsa" | "ecdsa" | "ed25519";

const utf8 = new TextEncoder();

function element(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  const digits: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) digits.unshift(rest & 0xff);
  const header = length < 0x80 ? [tag, length] : [tag, 0x80 | digits.length, ...digits];
  const whole = new Uint8Array(header.length + length);
  whole.set(header);
  let at = header.length;
  for (const content of contents) {
    whole.set(content, at);
    at += content.length;
  }
  return whole;
}

const sequence = (...contents: readonly Uint8Array[]): Uint8Array => element(0x30, ...contents);
const set = (...contents: readonly Uint8Array[]): Uint8Array => element(0x31, ...contents);

function oid(text: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const base128 = (value: number): number[] => {
    const digits = [value & 0x7f];
    for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift((left & 0x7f) | 0x80);
    return digits;
  };
  return element(0x06, Uint8Array.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function relativeName(type: string, value: string): Uint8Array {
  return set(sequence(oid(type), element(0x0c, utf8.encode(value))));
}

/** The attribute that asks for extensions: here alternative names. */
function extensionRequest({ dns, ips }: RequestContent): readonly Uint8Array[] {
  if (dns.length + ips.length === 0) return [];
  const names = [...dns.map((name) => element(0x82, utf8.encode(name))), ...ips.map((ip) => element(0x87, ip))];
  const extension = sequence(oid("2.5.29.17"), element(0x04, sequence(...names)));
  return [sequence(oid("1.2.840.113549.1.9.14"), set(sequence(extension)))];
}

/** The part of a request that is signed. */
export function certificateRequestInfo(content: RequestContent): Uint8Array {
  const organizations = content.organizations.map((name) => relativeName(nameOids.organization, name));
  const subject = sequence(...organizations, relativeName(nameOids.commonName, content.commonName));
  const version = element(0x02, Uint8Array.of(0));
  return sequence(version, subject, content.spki, element(0xa0, ...extensionRequest(content)));
}

const algorithms: Readonly<Record<RequestKey, () => Uint8Array>> = {
  rsa: () => sequence(oid("1.2.840.113549.1.1.11"), element(0x05)),
  ecdsa: () => sequence(oid("1.2.840.10045.4.3.2")),
  ed25519: () => sequence(oid("1.3.101.112")),
};

/** The PEM text of a request: what is signed, by what kind of key, and its signature (ECDSA's as DER). */
export function certificateRequestPem(info: Uint8Array, key: RequestKey, signature: Uint8Array): string {
  const whole = sequence(info, algorithms[key](), element(0x03, Uint8Array.of(0), signature));
  const lines = encodeBase64(whole).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE REQUEST-----\n${lines.join("\n")}\n-----END CERTIFICATE REQUEST-----\n`;
}
