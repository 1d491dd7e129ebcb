// JSON text that is safe to print: what would act on a terminal or on the direction of text is escaped.
import { stringifyJson } from "./json.ts";

function unicodeEscape(character: string): string {
  let escaped = "";
  for (let unit = 0; unit < character.length; unit++) {
    escaped += `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`;
  }
  return escaped;
}

/** As stringifyJson: the same value after parsing, in text that no terminal and no editor acts upon. */
export function safeJson(value: unknown, indent = 0): string {
  // What JSON leaves as it is, and what acts instead of shows.
  return stringifyJson(value, indent).replaceAll(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu, unicodeEscape);
}
