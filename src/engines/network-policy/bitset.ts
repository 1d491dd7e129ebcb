// Sets of small integers as bits in 32-bit words.

export type Bits = Uint32Array;

export function emptyBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

export function allBits(size: number): Bits {
  const bits = emptyBits(size).fill(0xffffffff);
  if ((size & 31) !== 0) bits[bits.length - 1] = (1 << (size & 31)) - 1;
  return bits;
}

export function addBit(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31));
}

export function hasBit(bits: Bits, index: number): boolean {
  return (((bits[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
}

/** Adds all of `from` to `into`, which must not be shorter. */
export function addBits(into: Bits, from: Bits): void {
  for (let word = 0; word < from.length; word++) into[word] = (into[word] ?? 0) | (from[word] ?? 0);
}

/** Keeps in `into` only what `mask` has too. */
export function keepBits(into: Bits, mask: Bits): void {
  for (let word = 0; word < into.length; word++) into[word] = (into[word] ?? 0) & (mask[word] ?? 0);
}

export function removeBits(from: Bits, mask: Bits): void {
  for (let word = 0; word < from.length; word++) from[word] = (from[word] ?? 0) & ~(mask[word] ?? 0);
}

/** Calls `visit` for each member, lowest first. */
export function eachBit(bits: Bits, visit: (index: number) => void): void {
  for (let word = 0; word < bits.length; word++) {
    let rest = bits[word] ?? 0;
    while (rest !== 0) {
      const lowest = rest & -rest;
      visit((word << 5) + 31 - Math.clz32(lowest));
      rest ^= lowest;
    }
  }
}

/** The same members with room for `size`; the same array if it has room. */
export function withRoom(bits: Bits, size: number): Bits {
  const words = (size + 31) >>> 5;
  if (words <= bits.length) return bits;
  const grown = new Uint32Array(words);
  grown.set(bits);
  return grown;
}
