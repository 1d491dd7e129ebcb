// Whether text is JSON, with the error Go's encoding/json would print (scanner.go).

type Container = "object" | "array";

class SyntaxFault extends Error {}

const endOfInput = "unexpected end of JSON input";

/** A character as Go's scanner, which sees bytes, puts it into its messages. */
function quoteByte(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  if (code === 0x27) return "'\\''";
  if (code === 0x5c) return "'\\\\'";
  const short = ["\x07\\a", "\b\\b", "\f\\f", "\n\\n", "\r\\r", "\t\\t", "\v\\v"].find(
    (pair) => pair.codePointAt(0) === code,
  );
  if (short !== undefined) return `'${short.slice(1)}'`;
  if (code < 0x20 || code === 0x7f) return `'\\x${code.toString(16).padStart(2, "0")}'`;
  if (code < 0x80) return `'${String.fromCodePoint(code)}'`;
  const byte = code < 0x800 ? 0xc0 | (code >> 6) : code < 0x10000 ? 0xe0 | (code >> 12) : 0xf0 | (code >> 18);
  return `'${String.fromCodePoint(byte)}'`;
}

class Scanner {
  at = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  fail(context: string): never {
    if (this.at >= this.text.length) throw new SyntaxFault(endOfInput);
    throw new SyntaxFault(`invalid character ${quoteByte(this.text, this.at)} ${context}`);
  }

  /** The next character after blanks; "" at the end. */
  peek(): string {
    while (" \t\r\n".includes(this.text[this.at] ?? "x")) this.at++;
    return this.text[this.at] ?? "";
  }

  string(): void {
    this.at++;
    for (;;) {
      const next = this.text[this.at] ?? "";
      if (next === "" || next < " ") this.fail("in string literal");
      this.at++;
      if (next === '"') return;
      if (next === "\\") this.escape();
    }
  }

  private escape(): void {
    const code = this.text[this.at] ?? "";
    if (code === "" || !'bfnrt\\/"u'.includes(code)) this.fail("in string escape code");
    this.at++;
    const digits = code === "u" ? 4 : 0;
    for (let digit = 0; digit < digits; digit++) {
      if (!/[0-9a-fA-F]/.test(this.text[this.at] ?? "")) this.fail("in \\u hexadecimal character escape");
      this.at++;
    }
  }

  literal(word: string): void {
    for (let index = 0; index < word.length; index++) {
      if (this.text[this.at] !== word[index]) this.fail(`in literal ${word} (expecting '${word[index]}')`);
      this.at++;
    }
  }

  private digits(context: string): void {
    if (!/[0-9]/.test(this.text[this.at] ?? "")) this.fail(context);
    while (/[0-9]/.test(this.text[this.at] ?? "")) this.at++;
  }

  number(): void {
    if (this.text[this.at] === "-") this.at++;
    if (this.text[this.at] === "0") this.at++;
    else this.digits("in numeric literal");
    if (this.text[this.at] === ".") {
      this.at++;
      this.digits("after decimal point in numeric literal");
    }
    if (this.text[this.at]?.toLowerCase() === "e") {
      this.at++;
      if (/[+-]/.test(this.text[this.at] ?? "")) this.at++;
      this.digits("in exponent of numeric literal");
    }
  }
}

const words = new Map([
  ["t", "true"],
  ["f", "false"],
  ["n", "null"],
]);

/** Reads a value up to its end, or up to the start of what it contains. */
function begin(scanner: Scanner): Container | undefined {
  const next = scanner.peek();
  const word = words.get(next);
  if (next === '"') scanner.string();
  else if (word !== undefined) scanner.literal(word);
  else if (/[-0-9]/.test(next)) scanner.number();
  else if (next === "{" || next === "[") {
    scanner.at++;
    return next === "{" ? "object" : "array";
  } else scanner.fail("looking for beginning of value");
  return undefined;
}

function key(scanner: Scanner): void {
  if (scanner.peek() !== '"') scanner.fail("looking for beginning of object key string");
  scanner.string();
  if (scanner.peek() !== ":") scanner.fail("after object key");
  scanner.at++;
}

/** After a value: whether its container goes on; closes it, and those around it, where they end. */
function next(scanner: Scanner, open: Container[]): boolean {
  for (let inner = open.at(-1); inner !== undefined; inner = open.at(-1)) {
    const found = scanner.peek();
    if (found === ",") {
      scanner.at++;
      if (inner === "object") key(scanner);
      return true;
    }
    if (found !== (inner === "object" ? "}" : "]")) {
      scanner.fail(inner === "object" ? "after object key:value pair" : "after array element");
    }
    scanner.at++;
    open.pop();
  }
  return false;
}

function scan(scanner: Scanner): void {
  const open: Container[] = [];
  for (let more = true; more;) {
    const container = begin(scanner);
    const empty = container !== undefined && scanner.peek() === (container === "object" ? "}" : "]");
    if (empty) scanner.at++;
    else if (container !== undefined) {
      open.push(container);
      if (container === "object") key(scanner);
      continue;
    }
    more = next(scanner, open);
  }
  if (scanner.peek() !== "") scanner.fail("after top-level value");
}

/** Go's error for text that is no JSON; undefined for JSON. Linear, and not recursive. */
export function goJsonSyntaxError(text: string): string | undefined {
  try {
    scan(new Scanner(text));
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxFault) return error.message;
    throw error;
  }
}
