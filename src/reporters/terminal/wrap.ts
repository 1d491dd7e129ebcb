// Wraps plain text at words; a word longer than a line is broken, never cut, but a place in a file stays whole.
import { characterWidth, displayWidth } from "./display-width.ts";

function breakWord(word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  let used = 0;
  for (const character of word) {
    const columns = characterWidth(character);
    if (used + columns > width && piece !== "") {
      pieces.push(piece);
      piece = "";
      used = 0;
    }
    piece += character;
    used += columns;
  }
  pieces.push(piece);
  return pieces;
}

/** `folder/file.yaml:12:3`: editors and terminals follow it only in one piece. */
const place = /^[^:]*\/[^:]*:\d+(?::\d+)?[),]?$/;

/**
 * Lines of at most `width` columns (at least one character each), longer only for a place in a file; an empty text gives one
 * empty line. Linear.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const word of text.split(" ")) {
    const columns = displayWidth(word);
    if (line !== "" && used + 1 + columns <= width) {
      line += ` ${word}`;
      used += 1 + columns;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = columns > width && !place.test(word) ? breakWord(word, width) : [word];
    line = pieces.pop() ?? "";
    used = displayWidth(line);
    for (const piece of pieces) lines.push(piece);
  }
  lines.push(line);
  return lines;
}

/** Text padded with spaces to `width` columns. */
export function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}
