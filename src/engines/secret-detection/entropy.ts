// Randomness of a text, as support where neither form nor name says anything.
const candidate = /^[A-Za-z0-9+/_=.~-]{20,256}$/;
const threshold = 3.9;

/** Shannon entropy in bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/**
 * Whether the text is one word of mixed case and digits too even to be language. Names, hosts, paths and image
 * references lack one of the classes, or have words long enough to give them away.
 */
export function looksRandom(text: string): boolean {
  if (!candidate.test(text)) return false;
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text) || !/\d/.test(text)) return false;
  const letters = text.match(/[a-z]{6,}|[A-Z]{6,}/g)?.join("").length ?? 0;
  return letters < text.length / 3 && entropyOf(text) >= threshold;
}
