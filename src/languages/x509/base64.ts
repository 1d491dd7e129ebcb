// Base64 as Go's encoding/base64 reads and writes it: strict alphabet and padding, line breaks anywhere.

const values = new Int8Array(128).fill(-1);
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
for (let index = 0; index < alphabet.length; index++) values[alphabet.charCodeAt(index)] = index;

/** Digits without line breaks and padding; undefined where the padding is wrong. */
function digitsOf(text: string): string | undefined {
  const compact = text.replace(/[\r\n]+/g, "");
  if (compact.length % 4 !== 0) return undefined;
  const padding = compact.endsWith("==") ? 2 : compact.endsWith("=") ? 1 : 0;
  return compact.slice(0, compact.length - padding);
}

/** The bytes of standard padded base64; undefined where it is none. Bits of the last digit that carry nothing are ignored, as in Go. Linear. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const digits = digitsOf(text);
  if (digits === undefined) return undefined;
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

/** Bytes as standard padded base64. Linear. */
export function encodeBase64(bytes: Uint8Array): string {
  const digits: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const group = (first << 16) | (second << 8) | third;
    const text = [18, 12, 6, 0].map((shift) => alphabet.charAt((group >> shift) & 63)).join("");
    digits.push(at + 3 <= bytes.length ? text : text.slice(0, bytes.length - at + 1).padEnd(4, "="));
  }
  return digits.join("");
}
