// What is public of a text that should hold certificates: everything else in it could be a private key.

const begin = "-----BEGIN ";
const dashes = "-----";
const publicLabels: ReadonlySet<string> = new Set(["CERTIFICATE", "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"]);
/** An object of the API is at most 1.5 MiB (etcd's --max-request-bytes). */
const longest = 2_097_152;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** DER tags. */
const [sequence, bitString] = [0x30, 0x03];

interface Element {
  readonly tag: number;
  /** Where the content starts, and where it ends. */
  readonly start: number;
  readonly end: number;
}

/** The DER element at a place of a string of bytes; undefined where it does not fit into what is there. */
function elementAt(bytes: string, at: number, limit: number): Element | undefined {
  const tag = bytes.charCodeAt(at);
  let length = bytes.charCodeAt(at + 1);
  let start = at + 2;
  if (length > 0x80 && length <= 0x84) {
    const size = length - 0x80;
    length = 0;
    for (let index = 0; index < size; index++) length = length * 256 + bytes.charCodeAt(start + index);
    start += size;
  } else if (length >= 0x80) return undefined;
  const end = start + length;
  return end <= limit ? { tag, start, end } : undefined;
}

/**
 * Whether DER has the outer form of a certificate and of a request (RFC 5280 4.1, RFC 2986 4.2): what is signed, the
 * algorithm and the signature. No form of a private key is like it: PKCS #1, PKCS #8 and SEC 1 start with a number, and
 * encrypted PKCS #8 has two elements.
 */
function isSigned(bytes: string): boolean {
  const whole = elementAt(bytes, 0, bytes.length);
  if (whole?.tag !== sequence || whole.end !== bytes.length) return false;
  const tags: number[] = [];
  for (let at = whole.start; at < whole.end && tags.length < 4;) {
    const element = elementAt(bytes, at, whole.end);
    if (element === undefined) return false;
    tags.push(element.tag);
    at = element.end;
  }
  return tags.length === 3 && tags[0] === sequence && tags[1] === sequence && tags[2] === bitString;
}

function decode(text: string): string | undefined {
  const packed = text.replace(/\s+/g, "");
  if (!base64.test(packed)) return undefined;
  try {
    return atob(packed);
  } catch {
    return undefined;
  }
}

/** The PEM blocks of a text that are certificates and requests by their label and by what they hold. */
function publicBlocks(text: string): string[] {
  const blocks: string[] = [];
  for (let at = text.indexOf(begin); at !== -1;) {
    const labelEnd = text.indexOf(dashes, at + begin.length);
    if (labelEnd === -1) break;
    const label = text.slice(at + begin.length, labelEnd);
    const last = `-----END ${label}-----`;
    const end = text.indexOf(dashes, labelEnd + dashes.length);
    const whole = publicLabels.has(label) && end !== -1 && text.startsWith(last, end);
    const bytes = whole ? decode(text.slice(labelEnd + dashes.length, end)) : undefined;
    if (bytes !== undefined && isSigned(bytes)) blocks.push(text.slice(at, end + last.length));
    at = text.indexOf(begin, labelEnd);
  }
  return blocks;
}

function joined(blocks: readonly string[]): string {
  return blocks.map((block) => `${block}\n`).join("");
}

/**
 * The certificates and certificate requests in PEM, or in PEM in base64 as the API writes bytes: in the same form, without
 * anything that stands beside them; empty where there are none. Doing it twice changes nothing. Linear in the text; texts of
 * more than 2 MiB, which the API does not take, have none.
 */
export function publicCertificates(text: string): string {
  if (text.length > longest) return "";
  if (text.includes(begin)) return joined(publicBlocks(text));
  const pem = decode(text);
  if (pem === undefined || !pem.includes(begin)) return "";
  return btoa(joined(publicBlocks(pem)));
}
