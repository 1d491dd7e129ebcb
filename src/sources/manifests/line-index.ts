// Lines in bytes: which line an offset is on, without a table of all lines.
const blockSize = 16 * 1024;
const lineFeed = 10;

interface Blocks {
  /** Line feeds before each block. */
  readonly lines: Uint32Array;
  /** Where the line begins that each block begins in. */
  readonly starts: Float64Array;
}

/** Line numbers of one text in UTF-8 bytes; counted once in linear time, then asked in constant time. */
export class LineIndex {
  private readonly bytes: Buffer;
  /** Counted when first asked for. */
  private blocks: Blocks | undefined;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  private count(): Blocks {
    const length = Math.floor(this.bytes.length / blockSize) + 1;
    const blocks = { lines: new Uint32Array(length), starts: new Float64Array(length) };
    let count = 0;
    let start = 0;
    let block = 1;
    for (let at = this.bytes.indexOf(lineFeed); at !== -1; at = this.bytes.indexOf(lineFeed, at + 1)) {
      for (; block * blockSize <= at; block++) {
        blocks.lines[block] = count;
        blocks.starts[block] = start;
      }
      count++;
      start = at + 1;
    }
    blocks.lines.fill(count, block);
    blocks.starts.fill(start, block);
    return blocks;
  }

  /** The line of a byte offset, from 1, and the offset its line begins at. */
  private lineAt(offset: number): { readonly line: number; readonly start: number } {
    const { lines, starts } = (this.blocks ??= this.count());
    const block = Math.min(Math.floor(offset / blockSize), lines.length - 1);
    const base = block * blockSize;
    const part = this.bytes.subarray(base, offset);
    let line = (lines[block] ?? 0) + 1;
    let start = starts[block] ?? 0;
    for (let at = part.indexOf(lineFeed); at !== -1; at = part.indexOf(lineFeed, at + 1)) {
      line++;
      start = base + at + 1;
    }
    return { line, start };
  }

  lineOf(offset: number): number {
    return this.lineAt(offset).line;
  }

  /** How many columns stand before an offset on its line: UTF-16 units, or bytes on lines too long to decode for it. */
  columnsBefore(offset: number): number {
    const { start } = this.lineAt(offset);
    return offset - start > blockSize ? offset - start : this.bytes.toString("utf8", start, offset).length;
  }
}
