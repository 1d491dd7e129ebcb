// Tables fitted to the width of the terminal: the widest columns give way, and their cells wrap.
import { plainText, type Cell } from "../../core/index.ts";
import { displayWidth } from "./display-width.ts";
import type { Page } from "./page.ts";
import type { Style } from "./paint.ts";
import { pad, wrap } from "./wrap.ts";

const gap = 2;
const narrowest = 6;

function fittedWidths(natural: readonly number[], available: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1)) - available;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= narrowest) break;
    const next = Math.max(narrowest, ...widths.filter((width) => width < widest));
    const share = widths.filter((width) => width === widest).length;
    const cut = Math.min(widest - next, Math.ceil(excess / share));
    for (const [index, width] of widths.entries()) if (width === widest) widths[index] = width - Math.max(1, cut);
    excess = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1)) - available;
  }
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

/** The lines of a table with a heading row. Natural widths where they fit. */
export function* tableLines(
  page: Page,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Iterable<string> {
  const plain = rows.map((row) => row.map((cell) => ({ ...cell, text: plainText(cell.text) })));
  const heading = columns.map((column) => plainText(column).toUpperCase());
  const natural = heading.map((column, index) => {
    let width = displayWidth(column);
    for (const row of plain) width = Math.max(width, displayWidth(row[index]?.text ?? ""));
    return width;
  });
  const widths = fittedWidths(natural, page.width);
  yield* rowLines(
    page,
    heading.map((text) => ({ text })),
    widths,
    "muted",
  );
  for (const row of plain) yield* rowLines(page, row, widths);
}
