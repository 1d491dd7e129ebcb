// IP addresses as Go prints them.

/** The words of an IPv6 address with its longest run of two or more zeros (the first of equals) as `::`. */
function compressed(words: readonly number[]): string {
  let [best, length] = [-1, 1];
  for (let start = 0; start < words.length; start++) {
    let end = start;
    while (words[end] === 0) end++;
    if (end - start > length) [best, length] = [start, end - start];
  }
  const text = (part: readonly number[]): string => part.map((word) => word.toString(16)).join(":");
  return best < 0 ? text(words) : `${text(words.slice(0, best))}::${text(words.slice(best + length))}`;
}

/** 4 or 16 bytes as text; an IPv4 address within IPv6 is written as IPv4. Undefined for other lengths. */
export function ipText(bytes: Uint8Array): string | undefined {
  const isMapped = bytes.length === 16 && bytes.every((byte, at) => at > 11 || byte === (at > 9 ? 0xff : 0));
  if (bytes.length === 4 || isMapped) return bytes.subarray(-4).join(".");
  if (bytes.length !== 16) return undefined;
  return compressed(Array.from({ length: 8 }, (_, at) => (bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0)));
}
