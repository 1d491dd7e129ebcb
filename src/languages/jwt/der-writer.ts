// The little DER that keys and signatures of tokens are rewritten to.

/** One element: tag, length, contents. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const size = contents.reduce((sum, { length }) => sum + length, 0);
  const length: number[] = [];
  for (let rest = size; rest > 0; rest >>>= 8) length.unshift(rest & 0xff);
  const head = size > 127 ? [tag, 0x80 | length.length, ...length] : [tag, size];
  const bytes = new Uint8Array(head.length + size);
  bytes.set(head);
  let at = head.length;
  for (const part of contents) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** An unsigned number as INTEGER: without leading zeros, with one where the number would be negative. */
export function derInteger(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? new Uint8Array(1) : bytes.subarray(first);
  return der(2, (digits[0] ?? 0) > 127 ? new Uint8Array(1) : new Uint8Array(), digits);
}
