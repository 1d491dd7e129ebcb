// Documents in the terminal: headings, paragraphs, lists, code, tables, trees.
import { plainLines, plainText, type Block, type Document, type TreeNode } from "../../core/index.ts";
import { displayWidth } from "./display-width.ts";
import { graphLines } from "./graph-lines.ts";
import { pageFor, paragraph, sectionHeading, type Page } from "./page.ts";
import { tableLines } from "./table-lines.ts";
import { pad, wrap } from "./wrap.ts";
import type { ReporterOptions } from "../reporter.ts";

function* treeLines(page: Page, nodes: readonly TreeNode[], margin: string, top: boolean): Iterable<string> {
  for (const [index, node] of nodes.entries()) {
    const last = index === nodes.length - 1;
    const branch = top ? "" : last ? "└─ " : "├─ ";
    const below = top ? "" : last ? "   " : "│  ";
    const children = node.children ?? [];
    const lines = wrap(plainText(node.text), Math.max(20, page.width - margin.length - branch.length));
    for (const [number, line] of lines.entries()) {
      const stem = number === 0 ? branch : pad(below, branch.length);
      yield `${page.paint("muted", margin + stem)}${page.paint(node.tone, line)}\n`;
    }
    yield* treeLines(page, children, margin + below, false);
  }
}

function* codeLines(page: Page, text: string): Iterable<string> {
  for (const line of plainLines(text)) yield `${page.paint("accent", `    ${line}`).trimEnd()}\n`;
}

/** What a heading with a rule needs beside its text. */
const besideHeading = 8;

function* blockLines(page: Page, block: Block): Iterable<string> {
  switch (block.type) {
    case "heading":
      if (block.level === 1 && displayWidth(plainText(block.text)) <= page.width - besideHeading)
        yield sectionHeading(page, plainText(block.text));
      else yield `\n${paragraph(page, block.text, { style: "strong" })}`;
      return;
    case "paragraph":
      yield paragraph(page, block.text, { style: block.tone });
      return;
    case "list":
      for (const item of block.items) yield paragraph(page, item, { indent: 4, label: "  •" });
      return;
    case "code":
      yield* codeLines(page, block.text);
      return;
    case "table":
      yield* tableLines(page, block.columns, block.rows);
      return;
    case "tree":
      yield* treeLines(page, block.roots, "", true);
      return;
    case "graph":
      yield* graphLines(page, block);
  }
}

/** The lines of a document. */
export function* documentLines(document: Document, options: ReporterOptions): Iterable<string> {
  const page = pageFor(options);
  yield paragraph(page, document.title, { style: "strong" });
  for (const block of document.blocks) {
    if (block.type !== "heading") yield "\n";
    yield* blockLines(page, block);
  }
}
