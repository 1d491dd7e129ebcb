// A cursor over JSON text: tokens one by one, faults with their offset.

/** Why a text is not JSON, and where; `offset` in UTF-16 units. */
export interface JsonFault {
  readonly message: string;
  readonly offset: number;
}

/** The exception that carries a fault to the edge of this language; it never leaves it. */
export class JsonFaultError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const word = /true|false|null/y;
const backslash = 92;
const quote = 34;
// Their closing counterparts stand two further on.
const openBrace = 123;
const openBracket = 91;

/** Reads tokens from `at` on; every method leaves `at` behind what it read. */
export class JsonCursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  fail(message: string, offset = this.at): never {
    throw new JsonFaultError(message, offset);
  }

  /** The next character that is not white space (JSON's four), or an empty string at the end. */
  peek(): string {
    for (; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return this.text.charAt(this.at);
    }
    return "";
  }

  take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }

  expect(character: string, where: string): void {
    if (!this.take(character)) this.fail(this.unexpected(`${character} ${where}`));
  }

  unexpected(wanted: string): string {
    const found = this.peek();
    return found === ""
      ? `the text ends where ${wanted} is needed`
      : `${JSON.stringify(found)} where ${wanted} is needed`;
  }

  /** A string, with escapes decoded. */
  string(): string {
    const start = this.at;
    const end = this.stringEnd(start);
    this.at = end;
    const inner = this.text.slice(start + 1, end - 1);
    if (!/[\\\u0000-\u001f]/.test(inner)) return inner;
    try {
      return JSON.parse(this.text.slice(start, end)) as string;
    } catch {
      return this.fail("a string has a bad escape or a raw control character", start);
    }
  }

  /** The offset behind the closing quote of the string that begins at `start`. */
  private stringEnd(start: number): number {
    for (let quote = this.text.indexOf('"', start + 1); quote !== -1; quote = this.text.indexOf('"', quote + 1)) {
      let before = quote - 1;
      while (before > start && this.text.charCodeAt(before) === backslash) before--;
      if ((quote - before) % 2 === 1) return quote + 1;
    }
    return this.fail("a string is not closed", start);
  }

  /** The text of a number, `true`, `false` or `null`. */
  scalar(): string {
    const pattern = /[-0-9]/.test(this.peek()) ? number : word;
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    if (found === undefined) return this.fail(this.unexpected("a value"));
    this.at += found.length;
    return found;
  }

  /** Passes over one value of valid JSON without building it. */
  skip(): void {
    const first = this.peek();
    if (first === '"') this.at = this.stringEnd(this.at);
    else if (first === "{" || first === "[") this.skipNested();
    else this.scalar();
  }

  private skipNested(): void {
    const { text } = this;
    let depth = 0;
    let { at } = this;
    do {
      if (at >= text.length) this.fail("the text ends inside a value", at);
      const code = text.charCodeAt(at);
      if (code === quote) at = this.stringEnd(at);
      else {
        if (code === openBrace || code === openBracket) depth++;
        else if (code === openBrace + 2 || code === openBracket + 2) depth--;
        at++;
      }
    } while (depth > 0);
    this.at = at;
  }
}
