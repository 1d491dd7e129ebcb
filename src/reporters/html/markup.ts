// HTML made safe by construction: whatever is put into a template is escaped, unless it is markup itself.
import { plainText, safeJson } from "../../core/index.ts";

/** No text of a cluster may be longer on the page; the JSON report has all of it. */
const longestText = 4000;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that is HTML already. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes: text and numbers are escaped, markup is not, nothing stays nothing. */
export type Part = string | number | Markup | readonly Part[] | undefined;

/** Untrusted text as HTML text or as a value in a quoted attribute. */
export function escapeHtml(text: string): string {
  return plainText(text, longestText).replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}

function partText(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "string") return escapeHtml(part);
  return typeof part === "number" ? String(part) : part.map(partText).join("");
}

/** A template of HTML. It holds whole elements: the formatter knows the language, and would close what is left open. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => text + partText(parts[index])).join(""));
}

/** Lines of text for an element that keeps them. */
export function lines(texts: readonly string[]): Markup {
  return new Markup(texts.map(escapeHtml).join("\n"));
}

/** A link, if the address is an https one; else its text. The page tells nobody where a reader came from. */
export function link(url: string, text: string): Markup {
  if (!/^https:\/\/[!-~]+$/.test(url)) return html`${text}`;
  return html`<a href="${url}" rel="noopener noreferrer">${text}</a>`;
}

/** A value for a block of data, whose element no text in it can close. */
export function scriptJson(value: unknown): string {
  return safeJson(value).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");
}
