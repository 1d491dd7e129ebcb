// Places in an expression as cel-go counts them: lines end in LF, columns count characters.
import { characterCount } from "../values/text.ts";

/** A function from UTF-16 offset to line and column (from 1). Linear once, then linear in the line. */
export function positionIn(source: string): (offset: number) => { readonly line: number; readonly column: number } {
  const starts = [0];
  for (let at = source.indexOf("\n"); at !== -1; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    const before = source.slice(starts[low] ?? 0, offset);
    return { line: low + 1, column: characterCount(before) + 1 };
  };
}
