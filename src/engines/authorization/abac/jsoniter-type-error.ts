// The error json-iterator, which Kubernetes used until 1.22, gives for a field of the wrong type.
import type { FieldType, StructType } from "./go-structures.ts";

/** Walks JSON that is known to be valid, and goes on after an error just as the library does. */
class Walker {
  error: string | undefined;
  private head = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  private next(): string {
    while (" \t\r\n".includes(this.text[this.head] ?? "x")) this.head++;
    return this.text[this.head++] ?? "";
  }

  private report(operation: string, message: string): void {
    if (this.error !== undefined) return;
    const { head, text } = this;
    const around = (size: number): string => text.slice(Math.max(0, head - size), head + size);
    const offset = Math.min(head, 10);
    this.error = `${operation}: ${message}, error found in #${offset} byte of ...|${around(10)}|..., bigger context ...|${around(50)}|...`;
  }

  private wrap(prefix: string): void {
    if (this.error !== undefined) this.error = `${prefix}${this.error}`;
  }

  /** Past a string whose first quote has been read. */
  private restOfString(): string {
    const start = this.head;
    while (this.head < this.text.length && this.text[this.head] !== '"')
      this.head += this.text[this.head] === "\\" ? 2 : 1;
    this.head++;
    return this.text.slice(start, this.head - 1);
  }

  private skipValue(): void {
    let depth = 0;
    do {
      const found = this.next();
      if (found === "") return;
      if (found === '"') this.restOfString();
      else if ("{[".includes(found)) depth++;
      else if ("}]".includes(found)) depth--;
      else if (!",:".includes(found)) while (/[-+.\w]/.test(this.text[this.head] ?? "")) this.head++;
    } while (depth > 0);
  }

  private scalar(type: "string" | "bool"): void {
    const found = this.next();
    if (found === "n") this.head += 3;
    else if (type === "string") {
      if (found === '"') this.restOfString();
      else this.report("ReadString", `expects " or n, but found ${found}`);
    } else if (found === "t") this.head += 3;
    else if (found === "f") this.head += 4;
    else this.report("ReadBool", `expect t or f, but found ${found}`);
  }

  private field({ goName, type }: FieldType): void {
    if (type === "string" || type === "bool") this.scalar(type);
    else this.struct(type);
    this.wrap(`${goName}: `);
  }

  struct({ goType, fields }: StructType): void {
    const found = this.next();
    if (found === "n") this.head += 3;
    if (found !== "{") {
      if (found !== "n") this.report("readObjectStart", `expect { or n, but found ${found}`);
      return;
    }
    let after = this.next();
    while (after === '"') {
      const known = fields.get(this.restOfString());
      this.next();
      if (known === undefined) this.skipValue();
      else this.field(known);
      if (this.next() !== ",") break;
      after = this.next();
    }
    this.wrap(`${goType}.`);
  }
}

/** The error for the first field of a wrong type, wrapped in the names of what it is in; undefined if types are right. Linear. */
export function jsoniterTypeError(text: string, type: StructType): string | undefined {
  const walker = new Walker(text);
  walker.struct(type);
  return walker.error;
}
