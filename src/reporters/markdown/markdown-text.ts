// Untrusted text inside Markdown, as GitHub and GitLab read it.
import { plainText } from "../../core/index.ts";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const structural = /[\\`*_{}[\]~|$]/g;
/** Starts of mentions, references, labels and bare links; sites look for them in the rendered text, past any escape. */
const reference = /[@#!~$%&^](?=[\p{L}\p{N}_])|:(?=\/)|\bwww(?=\.)/giu;
const zeroWidthSpace = "\u200b";

/** Text that renders as itself, within a line: no markup, HTML, link, mention or reference. */
export function markdownText(text: string, limit: number): string {
  return plainText(text, limit)
    .replaceAll(reference, `$&${zeroWidthSpace}`)
    .replaceAll(/[&<>]/g, (character) => entities[character] ?? "")
    .replaceAll(structural, (character) => `\\${character}`)
    .replaceAll(zeroWidthSpace, "&#8203;");
}

/** A code span: everything in it is literal, mentions and links included. It must not stand in a table. */
export function markdownCode(text: string, limit: number): string {
  const plain = plainText(text, limit);
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 || plain.startsWith(" ") || plain === "" ? " " : "";
  return `${fence}${space}${plain}${space}${fence}`;
}

/** A block of code that nothing in it can close. */
export function markdownBlock(lines: readonly string[], language: string): string {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map(({ length }) => length)));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language.replaceAll(/[^a-z0-9-]/gi, "")}\n${lines.join("\n")}\n${fence}\n`;
}
