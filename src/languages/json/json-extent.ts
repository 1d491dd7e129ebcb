// Where a JSON value ends, found on bytes without building it, and where the items of a List begin and end: so a dump of any size is parsed item by item.

/** Byte offsets of the items of the top-level list `items`; `open` and `close` are its brackets. */
export interface JsonItems {
  readonly open: number;
  readonly close: number;
  /** Start and end of each item in turn; `end` exclusive, white space around may be included. */
  readonly spans: readonly number[];
  /** Indexes of items with a number that JSON.parse may get wrong: long integers, exponents. */
  readonly exact: ReadonlySet<number>;
}

/** The extent of one value; `fault` where it is cut off or nested too deep (`end` is then where reading stopped). */
export interface JsonExtent {
  readonly start: number;
  readonly end: number;
  readonly items: JsonItems | undefined;
  readonly fault: string | undefined;
}

const quote = 34;
const backslash = 92;
const comma = 44;
const zero = 48;
const nine = 57;
const colon = 58;
const openBrace = 123;
const openBracket = 91;

/** 1 for bytes the scan stops at: quotes, brackets, digits, and commas between items; `numeric` for those of a number. */
const stops = new Uint8Array(256);
const stopsBetweenItems = new Uint8Array(256);
const numeric = new Uint8Array(256);
for (const character of '"{}[]0123456789') stops[character.charCodeAt(0)] = 1;
for (const character of '",{}[]0123456789') stopsBetweenItems[character.charCodeAt(0)] = 1;
for (const character of "0123456789+-.eE") numeric[character.charCodeAt(0)] = 1;
/** Shorter numbers without exponent are exact as they are. */
const longNumber = 16;

const itemsKey = [...new TextEncoder().encode('"items"')];

function isBlank(code: number | undefined): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** The first offset at or after `from` that is not white space (or a byte order mark). */
export function skipJsonBlank(bytes: Uint8Array, from: number): number {
  let at = from;
  if (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
  while (isBlank(bytes[at])) at++;
  return at;
}

/** Behind the string that begins at `start`. Hot: most bytes of a dump are read here. */
function stringEnd(bytes: Uint8Array, start: number): number {
  const { length } = bytes;
  for (let at = start + 1; at < length; at++) {
    const code = bytes[at];
    if (code === quote) return at + 1;
    if (code === backslash) at++;
  }
  return length;
}

class Scan {
  private readonly bytes: Uint8Array;
  private readonly deepest: number;
  private spans: number[] = [];
  private exact = new Set<number>();
  private open = -1;
  private close = -1;
  private itemStart = -1;

  constructor(bytes: Uint8Array, deepest: number) {
    this.bytes = bytes;
    this.deepest = deepest;
  }

  run(start: number): JsonExtent {
    const { bytes, deepest } = this;
    const { length } = bytes;
    let depth = 0;
    let at = start;
    for (;;) {
      const ends = depth === 2 ? stopsBetweenItems : stops;
      while (at < length && ends[bytes[at] ?? 0] === 0) at++;
      if (at >= length) return this.finish(start, length, "the text ends inside a value");
      const code = bytes[at] ?? 0;
      if (code === quote) {
        const end = stringEnd(bytes, at);
        at = depth === 1 ? this.key(at, end) : end;
      } else if (code >= zero && code <= nine) at = this.number(at);
      else {
        if (code === comma) this.comma(at);
        else if (code === openBrace || code === openBracket) {
          depth++;
          if (at === this.open) this.itemStart = at + 1;
        } else {
          if (depth === 2) this.closeList(at);
          depth--;
        }
        at++;
        if (depth > deepest) return this.finish(start, at, `nested deeper than ${deepest} levels`);
        if (depth <= 0) return this.finish(start, at, undefined);
      }
    }
  }

  /** Where to read on behind a string at the top; at the list where it is the key of the items. */
  private key(start: number, end: number): number {
    if (end - start !== itemsKey.length) return end;
    if (!itemsKey.every((code, index) => this.bytes[start + index] === code)) return end;
    const after = skipJsonBlank(this.bytes, end);
    if (this.bytes[after] !== colon) return end;
    const value = skipJsonBlank(this.bytes, after + 1);
    if (this.bytes[value] !== openBracket) return end;
    this.open = value;
    this.close = -1;
    this.spans = [];
    this.exact = new Set();
    return value;
  }

  private number(start: number): number {
    let end = start;
    let exponent = false;
    for (let code = this.bytes[end] ?? 0; numeric[code] === 1; code = this.bytes[++end] ?? 0) exponent ||= code > nine;
    if (exponent || end - start >= longNumber) this.exact.add(this.spans.length / 2);
    return end;
  }

  private comma(at: number): void {
    if (this.itemStart === -1) return;
    this.spans.push(this.itemStart, at);
    this.itemStart = at + 1;
  }

  private closeList(at: number): void {
    if (this.itemStart === -1) return;
    const empty = this.spans.length === 0 && skipJsonBlank(this.bytes, this.itemStart) === at;
    if (!empty) this.spans.push(this.itemStart, at);
    this.itemStart = -1;
    this.close = at;
  }

  private finish(start: number, end: number, fault: string | undefined): JsonExtent {
    const { open, spans, exact } = this;
    const close = this.close === -1 ? end : this.close;
    return { start, end, items: open === -1 ? undefined : { open, close, spans, exact }, fault };
  }
}

/**
 * The extent of the value that begins at `start` (no white space before it), which must be an object or a list.
 * Brackets and strings are followed, nothing else is checked: parse the text of each part to know that it is JSON. Linear, one pass.
 */
export function jsonExtent(bytes: Uint8Array, start: number, deepest: number): JsonExtent {
  return new Scan(bytes, deepest).run(start);
}
