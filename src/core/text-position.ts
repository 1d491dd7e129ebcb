// From an offset in a text to the line and column a person can go to.

/** A place in a text; both count from 1, columns in UTF-16 units as editors do. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (!text.includes("\r")) {
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

/** Reads a text once and answers as {@link textPosition} does, for any number of offsets. Linear in the text, then logarithmic. */
export function positionsIn(text: string): (offset: number) => TextPosition {
  const starts = lineStarts(text);
  return (offset) => {
    const end = Math.min(offset, text.length);
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= end) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: end - (starts[low] ?? 0) + 1 };
  };
}

/** The line and column of an offset; an offset past the end is the end. Lines end in LF, CRLF or CR. Linear in the text. */
export function textPosition(text: string, offset: number): TextPosition {
  return positionsIn(text.slice(0, offset + 1))(offset);
}
