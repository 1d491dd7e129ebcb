// XML 1.0 text from anything: what XML cannot hold is written out visibly.
import { plainLines, plainText } from "../../core/index.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
/** Noncharacters are not allowed either (XML 1.0, production 2). */
const notXml = /[\uFFFE\uFFFF]/g;

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "").replaceAll(notXml, "\uFFFD");
}

/** Attributes of an element; those without a value are left out. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escape(plainText(String(value)))}"`)
    .join("");
}

/** Text of an element; its line ends stay. */
export function textContent(text: string): string {
  return escape(plainLines(text).join("\n"));
}
