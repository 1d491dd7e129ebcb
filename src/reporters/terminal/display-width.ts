// How many columns of a terminal text takes: East Asian wide characters and emoji take two, marks none.
import { once } from "../../core/index.ts";

const narrowAscii = /^[\x20-\x7e]*$/;
// Classes of Unicode take long to compile, and most reports are ASCII.
const mark = once(() => /^[\p{Mn}\p{Me}]$/u);
/** The ranges of East Asian Width W and F (Unicode Standard Annex 11), rounded to blocks. */
const wide = once(
  () =>
    /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]$|^\p{Emoji_Presentation}$/u,
);

/** Columns of one character (one code point). */
export function characterWidth(character: string): number {
  if (narrowAscii.test(character)) return 1;
  if (mark().test(character)) return 0;
  return wide().test(character) ? 2 : 1;
}

/** Columns of plain text. */
export function displayWidth(text: string): number {
  if (narrowAscii.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}
