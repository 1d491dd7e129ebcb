// From an offset in a text to the line and column a person can go to.

/** A place in a text; both count from 1, columns in UTF-16 units as editors do. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** The line and column of an offset; an offset past the end is the end. Lines end in LF, CRLF or CR. Linear in the offset. */
export function textPosition(text: string, offset: number): TextPosition {
  const end = Math.min(offset, text.length);
  let line = 1;
  let start = 0;
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) {
      line++;
      start = at + 1;
    }
  }
  return { line, column: end - start + 1 };
}
