// The units that costs are counted in (cel-go common/cost.go).
import type { CelValue } from "../values/cel-value.ts";
import type { CelResult } from "../values/runtime-type.ts";

/** The cost of one call from its arguments and result. */
export type CallCost = (args: readonly CelValue[], result: CelResult) => number;

const perCharacter = 0.1;
const perPatternCharacter = 0.25;

/** The cost of walking through so many characters. */
export function textCost(size: number, times = 1): number {
  return Math.ceil(size * times * perCharacter);
}

/** The cost of searching a text with a pattern; an empty text still costs. */
export function patternCost(textSize: number, patternSize: number): number {
  return Math.ceil((1 + textSize) * perCharacter) * Math.ceil(patternSize * perPatternCharacter);
}
