// Numbers that look random and are the same for the same seed.

/** A source of choices. */
export interface Random {
  /** A whole number from 0 to below `below`. */
  number(below: number): number;
  pick<T>(list: readonly T[]): T;
  /** From `least` to `most` different items. */
  some<T>(list: readonly T[], least: number, most: number): readonly T[];
  chance(percent: number): boolean;
}

/** Makes a source from a seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const number = (below: number): number => Math.floor(next() * below);
  return {
    number,
    pick: <T>(list: readonly T[]): T => list[number(list.length)] as T,
    some(list, least, most) {
      const rest = [...list];
      const count = Math.min(list.length, least + number(most - least + 1));
      return Array.from({ length: count }, () => rest.splice(number(rest.length), 1)[0]).filter(
        (one) => one !== undefined,
      );
    },
    chance: (percent) => number(100) < percent,
  };
}
