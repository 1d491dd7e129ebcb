// Where documents begin and end, as kubectl cuts them: every line that begins with `---`, even inside quotes (apimachinery yaml.YAMLReader).

/** The extent of one document between separators; `end` is exclusive. Empty documents are left out. */
export interface DocumentSpan {
  readonly start: number;
  readonly end: number;
  /** Set when text stands on the separator line itself, which kubectl refuses. */
  readonly onSeparator: boolean;
}

const lineFeed = 10;
const space = 32;
const hash = 35;
const dash = 45;

/** Text or bytes alike: a code at an offset, and where the next line feed is. */
interface Source {
  readonly length: number;
  codeAt(offset: number): number;
  /** The offset of the next line feed, or the length. */
  lineEnd(from: number): number;
}

function sourceOf(input: string | Uint8Array): Source {
  const { length } = input;
  const orLength = (offset: number): number => (offset === -1 ? length : offset);
  return typeof input === "string"
    ? {
        length,
        codeAt: (offset) => input.charCodeAt(offset),
        lineEnd: (from) => orLength(input.indexOf("\n", from)),
      }
    : { length, codeAt: (offset) => input[offset] ?? 0, lineEnd: (from) => orLength(input.indexOf(lineFeed, from)) };
}

function isSeparator(source: Source, at: number): boolean {
  return source.codeAt(at) === dash && source.codeAt(at + 1) === dash && source.codeAt(at + 2) === dash;
}

function firstOther(source: Source, from: number, to: number): number {
  let at = from;
  while (at < to && (source.codeAt(at) <= space || source.codeAt(at) === 0xfeff)) at++;
  return at;
}

/** Whether a line holds neither a value nor anything else than white space and a comment. */
function isEmptyLine(source: Source, from: number, to: number): boolean {
  const at = firstOther(source, from, to);
  return at >= to || source.codeAt(at) === hash;
}

/** Cuts text (offsets in UTF-16 units) or UTF-8 bytes into documents. Linear. */
export function* documentSpans(input: string | Uint8Array): Generator<DocumentSpan> {
  const source = sourceOf(input);
  let start = 0;
  let empty = true;
  let onSeparator = false;
  for (let line = 0; line < source.length;) {
    const end = source.lineEnd(line);
    if (isSeparator(source, line)) {
      if (!empty) yield { start, end: line, onSeparator };
      onSeparator = !isEmptyLine(source, line + 3, end);
      start = onSeparator ? line + 3 : end + 1;
      empty = !onSeparator;
    } else if (empty) empty = isEmptyLine(source, line, end);
    line = end + 1;
  }
  if (!empty) yield { start, end: source.length, onSeparator };
}
