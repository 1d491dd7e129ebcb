// Tables fitted to the width of the terminal: the widest columns give way, and their cells wrap.
import { plainText, type Cell } from "../../core/index.ts";
import { displayWidth } from "./display-width.ts";
import type { Page } from "./page.ts";
import type { Style } from "./paint.ts";
import { pad, wrap } from "./wrap.ts";

const gap = 2;
const narrowest = 6;

const longestWhole = 44;

/** Takes columns, one at a time, from the widest that is above its floor, until all fit or none can give way. */
function shrink(widths: number[], floors: readonly number[], available: number): void {
  let excess = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1)) - available;
  while (excess > 0) {
    let widest = -1;
    for (const [index, width] of widths.entries())
      if (width > (floors[index] ?? 0) && width > (widths[widest] ?? 0)) widest = index;
    if (widest === -1) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess--;
  }
}

/** Widths that fit: cells wrap between words first, and words (names, ids) are broken only where nothing else helps. */
function fittedWidths(natural: readonly number[], words: readonly number[], available: number): number[] {
  const widths = natural.map((width) => Math.min(width, available));
  shrink(widths, words, available);
  shrink(
    widths,
    words.map(() => narrowest),
    available,
  );
  return widths;
}

function* rowLines(page: Page, cells: readonly Cell[], widths: readonly number[], look?: Style): Iterable<string> {
  const wrapped = widths.map((width, index) => wrap(cells[index]?.text ?? "", width));
  const height = Math.max(...wrapped.map(({ length }) => length));
  for (let line = 0; line < height; line++) {
    const parts = widths.map((width, index) => {
      const text = wrapped[index]?.[line] ?? "";
      return page.paint(look ?? cells[index]?.tone, text) + pad("", width - displayWidth(text));
    });
    yield `${parts.join(" ".repeat(gap)).trimEnd()}\n`;
  }
}

function longestWord(text: string): number {
  return text.split(" ").reduce((width, word) => Math.max(width, displayWidth(word)), 0);
}

/** The lines of a table with a heading row. Natural widths where they fit. */
export function* tableLines(
  page: Page,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Iterable<string> {
  const plain = rows.map((row) => row.map((cell) => ({ ...cell, text: plainText(cell.text) })));
  const heading = columns.map((column) => plainText(column).toUpperCase());
  const widest = (column: string, index: number, measure: (text: string) => number): number =>
    plain.reduce((width, row) => Math.max(width, measure(row[index]?.text ?? "")), measure(column));
  const natural = heading.map((column, index) => widest(column, index, displayWidth));
  const words = heading.map((column, index) => Math.min(widest(column, index, longestWord), longestWhole));
  const widths = fittedWidths(natural, words, page.width);
  yield* rowLines(
    page,
    heading.map((text) => ({ text })),
    widths,
    "muted",
  );
  for (const row of plain) yield* rowLines(page, row, widths);
}
