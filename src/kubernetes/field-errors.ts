// What is wrong with a field, as the API server says it (apimachinery util/validation/field).
import { compareMinor, type Minor } from "../core/index.ts";
import { goQuote } from "./go-quote.ts";

/** Sentences of the form `path: Invalid value: "x": why`, collected in the order of validation. */
export class FieldErrors {
  private readonly written: string[] = [];
  /** Faults that the API's types declare; they come after those found by code. */
  protected readonly declared: string[] = [];
  readonly version: Minor;

  constructor(version: Minor) {
    this.version = version;
  }

  /** Each fault once. */
  get messages(): readonly string[] {
    return [...new Set([...this.written, ...this.declared])];
  }

  since(minor: Minor): boolean {
    return compareMinor(this.version, minor) >= 0;
  }

  protected add(path: string, kind: string, detail: string): void {
    this.written.push(`${path}: ${kind}${detail === "" ? "" : `: ${detail}`}`);
  }

  required(path: string, detail = ""): void {
    this.add(path, "Required value", detail);
  }

  forbidden(path: string, detail: string): void {
    this.add(path, "Forbidden", detail);
  }

  invalid(path: string, value: string | number, details: readonly string[]): void {
    const shown = typeof value === "number" ? String(value) : goQuote(value);
    for (const detail of details) this.add(path, `Invalid value: ${shown}`, detail);
  }

  /** The same of a value that is no text, as the server prints it. */
  invalidAs(path: string, shown: string, detail: string): void {
    this.add(path, `Invalid value: ${shown}`, detail);
  }

  /** Faults that were written elsewhere, with their paths. */
  verbatim(messages: readonly string[]): void {
    this.written.push(...messages);
  }

  /** A fault that has been declared in the API's types since a version, of which this is one. */
  declaredInvalid(path: string, value: string, detail: string): void {
    this.declared.push(`${path}: Invalid value: ${goQuote(value)}: ${detail}`);
  }

  duplicate(path: string, value: string): void {
    this.add(path, `Duplicate value: ${goQuote(value)}`, "");
  }

  notSupported(path: string, value: string, supported: readonly string[]): void {
    this.add(path, `Unsupported value: ${goQuote(value)}`, `supported values: ${supported.map(goQuote).join(", ")}`);
  }

  /** The same of a value that is no text, as the server prints it. */
  notSupportedAs(path: string, shown: string, supported: readonly string[]): void {
    this.add(path, `Unsupported value: ${shown}`, `supported values: ${supported.map(goQuote).join(", ")}`);
  }

  tooMany(path: string, given: number, most: number): void {
    this.add(path, `Too many: ${given}`, `must have at most ${most} items`);
  }

  tooLong(path: string, most: number): void {
    this.add(path, "Too long", `${this.since("1.32") ? "may not be more than" : "must have at most"} ${most} bytes`);
  }
}
