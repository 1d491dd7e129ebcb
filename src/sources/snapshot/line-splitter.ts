// Cuts a stream of bytes into lines of text, each of bounded length.

const lineFeed = 10;

/** Calls back for every line; a line feed never stands inside a UTF-8 character, so bytes can be cut there. */
export class LineSplitter {
  private readonly take: (line: string) => void;
  private readonly longest: number;
  private pending: Buffer[] = [];
  private pendingBytes = 0;

  constructor(take: (line: string) => void, longest: number) {
    this.take = take;
    this.longest = longest;
  }

  /** False when a line is longer than allowed. */
  push(chunk: Buffer): boolean {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      this.hold(chunk.subarray(start, end));
      if (this.pendingBytes > this.longest) return false;
      this.flush();
      start = end + 1;
    }
    this.hold(chunk.subarray(start));
    return this.pendingBytes <= this.longest;
  }

  /** A last line without its line feed is a line too. */
  end(): void {
    if (this.pendingBytes > 0) this.flush();
  }

  private hold(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
  }

  private flush(): void {
    const [only] = this.pending;
    const bytes =
      this.pending.length === 1 && only !== undefined ? only : Buffer.concat(this.pending, this.pendingBytes);
    this.pending = [];
    this.pendingBytes = 0;
    this.take(bytes.toString("utf8"));
  }
}
