// What json-iterator 1.1, the decoder of Kubernetes up to 1.22, says of a document that does not fit a Go type: after a misfit it reads on
// from where it stands, and every struct, field and slice it leaves puts its name before the error. Hence a port of its reading, not of its rules.
import type { GoStruct, GoType } from "./policy-schema.ts";

const comma = 44;
const quote = 34;
const backslash = 92;
const colon = 58;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;
const letterN = 110;
const letterT = 116;
const letterF = 102;
const blanks = new Set([9, 10, 13, 32]);

/** Fields whose Go name is not their JSON name with a capital. */
const goNames = new Map([
  ["metadata", "ObjectMeta"],
  ["uid", "UID"],
  ["apiVersion", "APIVersion"],
]);

function found(code: number): string {
  return String.fromCodePoint(code);
}

class JsonIterator {
  private readonly bytes: Uint8Array;
  private head = 0;
  error: string | undefined;

  constructor(text: string) {
    this.bytes = new TextEncoder().encode(text);
  }

  value(type: GoType): void {
    switch (type.kind) {
      case "string":
        return this.string();
      case "bool":
        return this.bool();
      case "slice":
        return this.slice(type);
      case "struct":
        return this.struct(type);
      case "map":
        return this.map(type);
      case "integer":
      case "time":
      case "any":
        return this.skip();
      default:
        return type satisfies never;
    }
  }

  private next(): number {
    while (this.head < this.bytes.length) {
      const code = this.bytes[this.head++] ?? 0;
      if (!blanks.has(code)) return code;
    }
    return 0;
  }

  /** Does nothing once there is an error: what is read next is one byte on. */
  private unread(): void {
    if (this.error === undefined) this.head--;
  }

  private text(from: number, to: number): string {
    return new TextDecoder().decode(this.bytes.subarray(Math.max(0, from), to));
  }

  private report(operation: string, message: string): void {
    const peek = Math.min(10, this.head);
    const near = this.text(this.head - 10, this.head + 10);
    const around = this.text(this.head - 50, this.head + 50);
    this.error ??= `${operation}: ${message}, error found in #${peek} byte of ...|${near}|..., bigger context ...|${around}|...`;
  }

  private wrap(prefix: string): void {
    if (this.error !== undefined) this.error = prefix + this.error;
  }

  /** Reads to the end of a string whose opening quote is behind us. */
  private restOfString(): string {
    const start = this.head;
    while (this.head < this.bytes.length) {
      const code = this.bytes[this.head++];
      if (code === backslash) this.head++;
      if (code === quote) return this.text(start, this.head - 1);
    }
    return "";
  }

  private string(): void {
    const code = this.next();
    if (code === quote) this.restOfString();
    else if (code === letterN) this.head += 3;
    else this.report("ReadString", `expects " or n, but found ${found(code)}`);
  }

  private bool(): void {
    const code = this.next();
    if (code === letterT) this.head += 3;
    else if (code === letterF) this.head += 4;
    else this.report("ReadBool", `expect t or f, but found ${found(code)}`);
  }

  private slice(type: Extract<GoType, { kind: "slice" | "map" }>): void {
    this.items(type.element);
    this.wrap(`${type.name}: `);
  }

  private items(element: GoType): void {
    let code = this.next();
    if (code === letterN) {
      this.head += 3;
      return;
    }
    if (code !== openBracket) return this.report("decode slice", `expect [ or n, but found ${found(code)}`);
    if (this.next() === closeBracket) return;
    this.unread();
    do {
      this.value(element);
      code = this.next();
    } while (code === comma);
    if (code !== closeBracket) this.report("decode slice", `expect ], but found ${found(code)}`);
  }

  private map(type: Extract<GoType, { kind: "slice" | "map" }>): void {
    let code = this.next();
    if (code === letterN) {
      this.head += 3;
      return;
    }
    if (code !== openBrace) return this.report("ReadMapCB", `expect { or n, but found ${found(code)}`);
    if (this.next() === closeBrace) return;
    this.unread();
    do {
      this.string();
      code = this.next();
      if (code !== colon) return this.report("ReadMapCB", `expect : after object field, but found ${found(code)}`);
      this.value(type.element);
      code = this.next();
    } while (code === comma);
    if (code !== closeBrace) this.report("ReadMapCB", `expect }, but found ${found(code)}`);
  }

  private objectStart(): boolean {
    const code = this.next();
    if (code === openBrace) {
      if (this.next() === closeBrace) return false;
      this.unread();
      return true;
    }
    if (code === letterN) this.head += 3;
    else this.report("readObjectStart", `expect { or n, but found ${found(code)}`);
    return false;
  }

  private fieldName(): string | undefined {
    const first = this.next();
    if (first !== quote) {
      this.report("readFieldHash", `expect ", but found ${found(first)}`);
      return undefined;
    }
    const name = this.restOfString();
    const after = this.next();
    if (after === colon) return name;
    this.report("readFieldHash", `expect :, but found ${found(after)}`);
    return undefined;
  }

  private objectEnds(): boolean {
    const code = this.next();
    if (code === comma) return false;
    if (code !== closeBrace) this.report("isObjectEnd", `object ended prematurely, unexpected char ${found(code)}`);
    return true;
  }

  private struct(type: GoStruct): void {
    if (!this.objectStart()) return;
    do this.field(type);
    while (!this.objectEnds());
    this.wrap(`${type.name}.`);
  }

  private field(type: GoStruct): void {
    const name = this.fieldName();
    const field = name !== undefined && Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
    if (name === undefined || field === undefined) return this.skip();
    this.value(field);
    this.wrap(`${goNames.get(name) ?? name.charAt(0).toUpperCase() + name.slice(1)}: `);
  }

  /** Reads over one value, by its brackets and quotes. */
  private skip(): void {
    let depth = 0;
    do {
      const code = this.next();
      if (code === 0) return;
      if (code === quote) this.restOfString();
      else if (code === openBrace || code === openBracket) depth++;
      else if (code === closeBrace || code === closeBracket) depth--;
      else if (depth === 0) return this.restOfWord();
    } while (depth > 0);
  }

  private restOfWord(): void {
    while (/[\w.+-]/.test(found(this.bytes[this.head] ?? 0))) this.head++;
  }
}

/** What is wrong with a JSON text that must fit a type; undefined where nothing is. Numbers and times are not looked at. Linear in the text. */
export function decodeJsonIterator(type: GoStruct, text: string): string | undefined {
  const iterator = new JsonIterator(text);
  iterator.value(type);
  return iterator.error;
}
