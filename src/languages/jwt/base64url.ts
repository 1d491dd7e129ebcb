// Base64 for URLs as Go's base64.RawURLEncoding reads and writes it: no padding, line breaks anywhere.

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const values = new Int8Array(128).fill(-1);
for (let index = 0; index < alphabet.length; index++) values[alphabet.charCodeAt(index)] = index;

/** The bytes; undefined where the text is none. Bits of the last digit that carry nothing are ignored, as in Go. Linear. */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  const digits = text.replace(/[\r\n]+/g, "");
  if (digits.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let [bits, held, at] = [0, 0, 0];
  for (let index = 0; index < digits.length; index++) {
    const value = values[digits.charCodeAt(index)] ?? -1;
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  return bytes;
}

/** Bytes without padding. Linear. */
export function encodeBase64Url(bytes: Uint8Array): string {
  const digits: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const group = (first << 16) | (second << 8) | third;
    const text = [18, 12, 6, 0].map((shift) => alphabet.charAt((group >> shift) & 63)).join("");
    digits.push(text.slice(0, Math.min(4, bytes.length - at + 1)));
  }
  return digits.join("");
}
