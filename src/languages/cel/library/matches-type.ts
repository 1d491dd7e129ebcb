// Whether a value may be given to a function that takes a type.
import type { CelType } from "../values/cel-type.ts";
import { CelMap, type CelValue } from "../values/cel-value.ts";
import { typeOfValue } from "../values/runtime-type.ts";

/** Kind and name are compared; what lists, maps and optionals hold is not, as in cel-go. */
export function matchesType(value: CelValue, type: CelType | undefined): boolean {
  if (type === undefined) return false;
  switch (type.kind) {
    case "dyn":
    case "any":
    case "parameter":
      return true;
    case "object":
      return value instanceof CelMap;
    case "wrapper":
      return value === null || matchesType(value, type.parameters[0]);
    default: {
      const found = typeOfValue(value);
      return found.kind === type.kind && found.name === type.name;
    }
  }
}
