// Large YAML Lists as kubectl writes them: items cut apart by lines, so that each is parsed alone.

/** Items of a List, and the text around them (`apiVersion`, `kind`, `metadata`), as byte offsets into the document. */
export interface YamlListSpans {
  readonly items: readonly { readonly start: number; readonly end: number }[];
  /** End of the line `items:`; the head of the List is before it. */
  readonly headEnd: number;
  /** Where the rest of the List goes on after the last item. */
  readonly tailStart: number;
}

const lineFeed = 10;
const space = 32;
const hash = 35;
const dash = 45;
const itemsKey = [...new TextEncoder().encode("items:")];

function startsItems(bytes: Uint8Array, line: number, end: number): boolean {
  if (!itemsKey.every((code, index) => bytes[line + index] === code)) return false;
  return bytes.subarray(line + itemsKey.length, end).every((code) => code <= space);
}

/**
 * Cuts a document whose `items:` stand at its left edge with every item on a line beginning with `- `, as kubectl writes it.
 * Undefined for any other layout. Linear in lines.
 */
export function yamlListSpans(bytes: Uint8Array): YamlListSpans | undefined {
  const starts: number[] = [];
  let headEnd = -1;
  let tailStart = bytes.length;
  for (let line = 0; line < bytes.length;) {
    const found = bytes.indexOf(lineFeed, line);
    const end = found === -1 ? bytes.length : found;
    const first = bytes[line] ?? space;
    if (headEnd === -1) {
      if (startsItems(bytes, line, end)) headEnd = end;
    } else if (first === dash && (bytes[line + 1] ?? space) <= space) starts.push(line);
    else if (first > space && first !== hash) {
      tailStart = line;
      break;
    } else if (starts.length === 0 && first === space) return undefined;
    line = end + 1;
  }
  if (headEnd === -1 || starts.length === 0) return undefined;
  const items = starts.map((start, index) => ({ start, end: starts[index + 1] ?? tailStart }));
  return { items, headEnd, tailStart };
}
