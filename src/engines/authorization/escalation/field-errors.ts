// What is wrong with a field, as the API server says it (apimachinery util/validation/field).
import { compareMinor, type Minor } from "../../../core/index.ts";
import { goQuote } from "../../../kubernetes/index.ts";

/** Sentences of the form `path: Invalid value: "x": why`, collected in the order of validation. */
export class FieldErrors {
  private readonly written: string[] = [];
  private readonly declared: string[] = [];
  private readonly version: Minor;

  constructor(version: Minor) {
    this.version = version;
  }

  /** Each fault once. */
  get messages(): readonly string[] {
    return [...new Set([...this.written, ...this.declared])];
  }

  private add(path: string, kind: string, detail: string): void {
    this.written.push(`${path}: ${kind}${detail === "" ? "" : `: ${detail}`}`);
  }

  /** A field that must be set, and has been declared so since 1.37: such faults come last, and without the detail. */
  declaredRequired(path: string, detail = ""): void {
    if (this.since("1.37")) this.declared.push(`${path}: Required value`);
    else this.required(path, detail);
  }

  required(path: string, detail = ""): void {
    this.add(path, "Required value", detail);
  }

  forbidden(path: string, detail: string): void {
    this.add(path, "Forbidden", detail);
  }

  invalid(path: string, value: string, details: readonly string[]): void {
    for (const detail of details) this.add(path, `Invalid value: ${goQuote(value)}`, detail);
  }

  /** A list was printed as a Go value until 1.33, and is printed as JSON since. */
  invalidList(path: string, list: readonly string[], detail: string): void {
    const text = this.since("1.34") ? JSON.stringify(list) : `[]string{${list.map(goQuote).join(", ")}}`;
    this.add(path, `Invalid value: ${text}`, detail);
  }

  invalidRoleRef(path: string, ref: { readonly apiGroup: string; readonly kind: string; readonly name: string }): void {
    const { apiGroup, kind, name } = ref;
    const goValue = `rbac.RoleRef{APIGroup:${goQuote(apiGroup)}, Kind:${goQuote(kind)}, Name:${goQuote(name)}}`;
    const text = this.since("1.34") ? JSON.stringify({ APIGroup: apiGroup, Kind: kind, Name: name }) : goValue;
    if (this.since("1.37")) this.declared.unshift(`${path}: Invalid value: ${text}: field is immutable`);
    else this.add(path, `Invalid value: ${text}`, "cannot change roleRef");
  }

  /** The selector itself is printed as nothing, for it could not be made. */
  invalidSelector(path: string): void {
    this.add(path, `Invalid value: ${this.since("1.34") ? "null" : '"null"'}`, "invalid label selector.");
  }

  notSupported(path: string, value: string, supported: readonly string[]): void {
    this.add(path, `Unsupported value: ${goQuote(value)}`, `supported values: ${supported.map(goQuote).join(", ")}`);
  }

  since(minor: Minor): boolean {
    return compareMinor(this.version, minor) >= 0;
  }
}
