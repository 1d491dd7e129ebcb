// Options of checks as the configuration gives them, held against what each check declares.
import type { Check } from "../../checking/index.ts";
import { didYouMean, PlimsollError } from "../../core/index.ts";

/** Options of one check by name. */
export type CheckOptions = Readonly<Record<string, unknown>>;

function typeName(value: unknown): string {
  if (Array.isArray(value)) return "a list of texts";
  const names: Readonly<Record<string, string>> = { string: "text", number: "a number", boolean: "true or false" };
  return names[typeof value] ?? "another kind of value";
}

/** Whether a value has the type of the default: lists hold texts, numbers are finite. */
function hasTypeOf(fallback: unknown, value: unknown): boolean {
  if (Array.isArray(fallback)) return Array.isArray(value) && value.every((item) => typeof item === "string");
  return typeof value === typeof fallback && (typeof value !== "number" || Number.isFinite(value));
}

/**
 * The options given for a check.
 * @throws PlimsollError PLIMSOLL_CONFIG for an option the check does not have, or a value of another type.
 */
export function readCheckOptions(check: Check, given: CheckOptions): CheckOptions {
  const schema = (check.options ?? {}) as Readonly<Record<string, { readonly default: unknown }>>;
  const names = Object.keys(schema);
  for (const [name, value] of Object.entries(given)) {
    const option = Object.hasOwn(schema, name) ? schema[name] : undefined;
    if (option === undefined) {
      throw new PlimsollError("PLIMSOLL_CONFIG", {
        message: `check ${check.id} has no option "${name}".${didYouMean(name, names)}`,
        hint: names.length === 0 ? "this check has no options" : `its options are ${names.join(", ")}`,
      });
    }
    if (!hasTypeOf(option.default, value)) {
      throw new PlimsollError("PLIMSOLL_CONFIG", {
        message: `option ${name} of check ${check.id} must be ${typeName(option.default)}`,
        hint: `the default is ${JSON.stringify(option.default)}`,
      });
    }
  }
  return given;
}
