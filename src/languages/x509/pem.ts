// PEM blocks in text, found as Go's encoding/pem finds them.
import { decodeBase64 } from "./base64.ts";

/** A PEM block. */
export interface PemBlock {
  /** What stands in its first line: CERTIFICATE, EC PRIVATE KEY … */
  readonly label: string;
  readonly headers: ReadonlyMap<string, string>;
  /** What the text encodes. Of a private key this is the key: hand on what `describePrivateKey` says, not these. */
  readonly bytes: Uint8Array;
  /** Offset of the first line in the text. */
  readonly start: number;
}

/** Blocks of a text in order; what is not (part of) a sound block is passed over. */
export interface PemReading {
  readonly blocks: readonly PemBlock[];
  /** Text after the last block. */
  readonly rest: string;
}

const begin = "-----BEGIN ";
const end = "\n-----END ";
const dashes = "-----";

interface Line {
  readonly text: string;
  readonly next: number;
}

/** The line at an offset, without blanks at its end. */
function lineAt(text: string, offset: number): Line {
  const newline = text.indexOf("\n", offset);
  const [stop, next] = newline < 0 ? [text.length, text.length] : [newline, newline + 1];
  const line = text.slice(offset, stop);
  const bare = newline >= 0 && line.endsWith("\r") ? line.slice(0, -1) : line;
  let length = bare.length;
  while (length > 0 && " \t".includes(bare.charAt(length - 1))) length--;
  return { text: bare.slice(0, length), next };
}

interface Head {
  readonly label: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Where the base64 begins. */
  readonly body: number;
}

/**
 * The first line and the headers of a block that ends at `endAt`; undefined where the first line is none, or the last would be a
 * header. Go reads headers to the end of the text, finds no block then, and none after; stopping here finds none either, sooner.
 */
function headAt(text: string, offset: number, endAt: number): Head | undefined {
  const first = lineAt(text, offset + begin.length);
  if (!first.text.endsWith(dashes)) return undefined;
  const headers = new Map<string, string>();
  let body = first.next;
  for (;;) {
    if (body > endAt && headers.size > 0) return undefined;
    const line = lineAt(text, body);
    const colon = line.text.indexOf(":");
    if (colon < 0) return { label: first.text.slice(0, -dashes.length), headers, body };
    headers.set(line.text.slice(0, colon).trim(), line.text.slice(colon + 1).trim());
    body = line.next;
  }
}

interface Found {
  readonly block: PemBlock;
  readonly next: number;
}

/** The block whose last line begins (with the line break before it) at `endAt`. */
function blockTo(text: string, start: number, endAt: number): Found | undefined {
  const head = headAt(text, start, endAt);
  if (head === undefined) return undefined;
  const { label, headers, body } = head;
  const trailer = endAt + end.length;
  if (!text.startsWith(`${label}${dashes}`, trailer)) return undefined;
  const last = lineAt(text, trailer + label.length + dashes.length);
  if (last.text !== "") return undefined;
  const bytes = endAt > body ? decodeBase64(text.slice(body, endAt).replace(/[ \t]+/g, "")) : new Uint8Array();
  return bytes === undefined ? undefined : { block: { label, headers, bytes, start }, next: last.next };
}

/** The next block at or after an offset (pem.Decode of Go 1.26). */
function nextBlock(text: string, from: number): Found | undefined {
  let offset = from;
  for (;;) {
    const endAt = text.indexOf(end, offset);
    if (endAt < 0) return undefined;
    const inner = text.slice(offset, endAt).lastIndexOf(begin);
    const start = offset + inner;
    const isLineStart = inner === 0 || (inner > 0 && text[start - 1] === "\n");
    const found = isLineStart ? blockTo(text, start, endAt) : undefined;
    if (found !== undefined) return found;
    offset = endAt + end.length;
  }
}

/** All blocks of a text. Linear. */
export function readPem(text: string): PemReading {
  const blocks: PemBlock[] = [];
  let offset = 0;
  for (;;) {
    const found = nextBlock(text, offset);
    if (found === undefined) return { blocks, rest: text.slice(offset) };
    blocks.push(found.block);
    offset = found.next;
  }
}
