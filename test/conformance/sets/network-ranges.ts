// Ranges of IPv4 addresses in expectations, cut so that both sides can be compared address by address.
import { classesOf } from "../../../src/engines/network-policy/index.ts";
import { formatIpAddress, parseIpAddress } from "../../../src/kubernetes/index.ts";
import type { World } from "./network-world.ts";

/** First and last address of `a-b`, or undefined if text is no range. */
export function rangeOf(text: string): readonly [bigint, bigint] | undefined {
  const [first, last] = text.split("-").map((part) => parseIpAddress(part));
  return first === undefined || last === undefined ? undefined : [first.value, last.value];
}

/** All places where the engine or one of the ranges tells addresses apart: first addresses of pieces, in order. */
export function pieceStarts(worlds: readonly World[], ranges: readonly string[]): readonly bigint[] {
  const starts = new Set<bigint>([0n]);
  for (const { compiled } of worlds) {
    for (const { addresses } of classesOf(compiled)) {
      for (const [first] of addresses) if (first.family === 4) starts.add(first.value);
    }
  }
  for (const text of ranges) {
    const range = rangeOf(text);
    if (range !== undefined) for (const start of [range[0], range[1] + 1n]) if (start < 1n << 32n) starts.add(start);
  }
  return [...starts].sort((a, b) => (a < b ? -1 : 1));
}

/** The first addresses of the pieces a range is made of. */
export function piecesOf(range: readonly [bigint, bigint], starts: readonly bigint[]): readonly string[] {
  return starts
    .filter((start) => start >= range[0] && start <= range[1])
    .map((value) => formatIpAddress({ family: 4, value }));
}
