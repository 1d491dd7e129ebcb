// What is wrong with the fields of RBAC objects, as the API server says it.
import { FieldErrors, goQuote } from "../../../kubernetes/index.ts";

/** Field errors with those only RBAC has. */
export class RbacFieldErrors extends FieldErrors {
  /** A field that must be set, and has been declared so since 1.37: such faults come last, and without the detail. */
  declaredRequired(path: string, detail = ""): void {
    if (this.since("1.37")) this.declared.push(`${path}: Required value`);
    else this.required(path, detail);
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
}
