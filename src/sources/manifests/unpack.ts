// From the bytes of a file to UTF-8 text bytes: gzip inflated within limits, UTF-16 turned, binary refused.
import { createGunzip, gunzipSync } from "node:zlib";
import { TextDecoder } from "node:util";
import type { ReadLimits } from "./manifests-options.ts";

/** Bytes of text, or why there are none. */
export type Unpacked = { readonly bytes: Buffer } | { readonly reason: string };

const freelyExpanded = 64 * 1024 * 1024;

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function mostBytes(compressed: number, { maxBytes, maxRatio }: ReadLimits): number {
  return Math.min(maxBytes, freelyExpanded + compressed * maxRatio);
}

function tooLarge(limit: number): string {
  return `expands to more than ${limit} bytes, which looks like an attack: unpack it first if it is not`;
}

function inflationFailure(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null)?.code;
  if (code === "Z_BUF_ERROR") return "is a gzip file that is cut off";
  return `is a damaged gzip file (${typeof code === "string" ? code : "unknown fault"})`;
}

/** Inflates in pieces, so that a small file that expands without end is stopped early. */
async function inflate(packed: Buffer, limits: ReadLimits): Promise<Unpacked> {
  const limit = mostBytes(packed.length, limits);
  const stream = createGunzip({ chunkSize: 1024 * 1024 });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    stream.end(packed);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) return { reason: tooLarge(limit) };
      chunks.push(chunk);
    }
  } catch (error) {
    return { reason: inflationFailure(error) };
  } finally {
    stream.destroy();
  }
  return { bytes: Buffer.concat(chunks, size) };
}

function utf16Label(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

function asText(bytes: Buffer): Unpacked {
  const label = utf16Label(bytes);
  const text = label === undefined ? bytes : Buffer.from(new TextDecoder(label).decode(bytes), "utf8");
  const binary = text.indexOf(0);
  return binary === -1 ? { bytes: text } : { reason: `is binary, not text (a zero byte at offset ${binary})` };
}

/** Text bytes of a file's content. kubectl reads UTF-16 with a byte order mark too, and so do we; gzip is known by its first bytes. */
export async function unpack(content: Buffer, limits: ReadLimits): Promise<Unpacked> {
  if (content.length > limits.maxBytes) return { reason: `is larger than ${limits.maxBytes} bytes` };
  const unpacked = isGzip(content) ? await inflate(content, limits) : { bytes: content };
  return "reason" in unpacked ? unpacked : asText(unpacked.bytes);
}

/** The same again for content that was unpacked before, to find a line in it; undefined if it has changed since. */
export function unpackAgain(content: Buffer, limits: ReadLimits): Buffer | undefined {
  try {
    const maxOutputLength = mostBytes(content.length, limits);
    const text = asText(isGzip(content) ? gunzipSync(content, { maxOutputLength }) : content);
    return "bytes" in text ? text.bytes : undefined;
  } catch {
    return undefined;
  }
}
