// Named formats of texts (pkg/cel/library/format.go), and jsonpatch.escapeKey.
import { opaqueOf } from "../../values/cel-type.ts";
import { CelOpaque, CelOptional, type CelValue } from "../../values/cel-value.ts";
import { namedFormats, type NamedFormat } from "../../values/named-formats.ts";
import { global, member, type CelOverload } from "../overload.ts";

const typeName = "kubernetes.NamedFormat";

/** A format as a value. */
export class CelNamedFormat extends CelOpaque {
  readonly type = opaqueOf(typeName);
  readonly format: NamedFormat;
  constructor(format: NamedFormat) {
    super();
    this.format = format;
  }
  equals(other: CelValue): boolean {
    return other instanceof CelNamedFormat && other.format.name === this.format.name;
  }
}

function named(name: string): CelOptional {
  const format = Object.hasOwn(namedFormats, name) ? namedFormats[name] : undefined;
  return format === undefined ? new CelOptional() : new CelOptional(new CelNamedFormat(format));
}

function validate({ format }: CelNamedFormat, text: string): CelOptional {
  const faults = format.validate(text);
  return faults.length === 0 ? new CelOptional() : new CelOptional(faults);
}

export const formatOverloads: readonly CelOverload[] = [
  ...Object.entries(namedFormats).map(([name, format]) =>
    global<[]>(`format.${name}`, `format.${name}`, "", typeName, () => new CelNamedFormat(format)),
  ),
  global<[string]>("format-named", "format.named", "string", `optional(${typeName})`, ([name]) => named(name)),
  member<[CelNamedFormat, string]>(
    "format-validate",
    "validate",
    `${typeName}, string`,
    "optional(list(string))",
    ([format, text]) => validate(format, text),
  ),
];
