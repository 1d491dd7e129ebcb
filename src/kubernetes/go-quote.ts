// Text as Go prints it with %q, which is how Kubernetes' messages quote names (strconv.Quote).
import { once } from "../core/index.ts";

const short = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\u0007", "\\a"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\v", "\\v"],
]);
const plain = /^[ !#-[\]-~]*$/;
const printable = once(() => /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u);

function escaped(character: string): string {
  const known = short.get(character);
  if (known !== undefined) return known;
  if (character === " " || printable().test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code >= 0xd800 && code <= 0xdfff) return "\ufffd";
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** `"text"` with Go's escapes. Linear. */
export function goQuote(text: string): string {
  return plain.test(text) ? `"${text}"` : `"${Array.from(text, escaped).join("")}"`;
}

/** `["a" "b"]`, a list as %q prints it. */
export function goQuoteList(list: readonly string[]): string {
  return `[${list.map(goQuote).join(" ")}]`;
}
