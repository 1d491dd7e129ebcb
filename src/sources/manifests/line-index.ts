// Lines in bytes: which line an offset is on, without a table of all lines.
const blockSize = 64 * 1024;
const lineFeed = 10;

/** Line numbers of one text in UTF-8 bytes; built once in linear time, then asked in constant time. */
export class LineIndex {
  private readonly bytes: Buffer;
  /** Line feeds before each block. */
  private readonly before: Uint32Array;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.before = new Uint32Array(Math.floor(bytes.length / blockSize) + 1);
    let count = 0;
    let block = 1;
    for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) {
      for (; block * blockSize <= at; block++) this.before[block] = count;
      count++;
    }
    for (; block < this.before.length; block++) this.before[block] = count;
  }

  /** The line of a byte offset, from 1. */
  lineOf(offset: number): number {
    const block = Math.min(Math.floor(offset / blockSize), this.before.length - 1);
    let line = (this.before[block] ?? 0) + 1;
    for (let at = this.bytes.indexOf(lineFeed, block * blockSize); at !== -1 && at < offset; ) {
      line++;
      at = this.bytes.indexOf(lineFeed, at + 1);
    }
    return line;
  }

  /** How many columns stand before an offset on its line: UTF-16 units, or bytes on lines too long to decode for it. */
  columnsBefore(offset: number): number {
    const start = offset === 0 ? 0 : this.bytes.lastIndexOf(lineFeed, offset - 1) + 1;
    return offset - start > blockSize ? offset - start : this.bytes.toString("utf8", start, offset).length;
  }
}
