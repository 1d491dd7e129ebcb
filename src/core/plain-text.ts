// Untrusted text made safe to look at: whatever would act instead of show becomes a visible escape.

const printableAscii = /^[\x20-\x7e]*$/;

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return named[character] ?? `\\x${hex.padStart(2, "0")}`;
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}

/**
 * Controls, format characters (bidirectional, zero-width, tags), line separators, lone surrogates, blank letters. Classes of
 * Unicode take long to compile, and most runs meet ASCII alone: so here, not at the top.
 */
function escapeActing(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu,
    escapeCharacter,
  );
}

function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = /[\uD800-\uDBFF]/.test(text[limit - 1] ?? "") ? limit - 1 : limit;
  return `${text.slice(0, end)}… (${text.length - end} more characters)`;
}

/**
 * One line of text that only shows: no control character, terminal escape, direction override or invisible character is
 * left; each is written out (`\x1b`, `\u202e`, `\n`). Text longer than `limit` UTF-16 units is cut, and says by how much.
 */
export function plainText(text: string, limit = Number.POSITIVE_INFINITY): string {
  const short = shorten(text, limit);
  return printableAscii.test(short) ? short : escapeActing(short);
}

/** As plainText, line by line: line ends stay, tabs become two spaces. */
export function plainLines(text: string, limit = Number.POSITIVE_INFINITY): string[] {
  return shorten(text, limit)
    .split(/\r\n|\n/)
    .map((line) => plainText(line.replaceAll("\t", "  ")));
}
