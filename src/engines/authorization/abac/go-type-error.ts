// The error encoding/json and its copy sigs.k8s.io/json, used since 1.23, give for a field of the wrong type.
import type { JsonValue } from "../../../core/index.ts";
import { isJsonObject } from "../../../core/index.ts";
import type { FieldType, StructType } from "./go-structures.ts";

/** What Go calls the type of a JSON value in its errors. */
export function goTypeOf(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  return type === "boolean" ? "bool" : type === "bigint" ? "number" : type;
}

function expected(type: FieldType["type"]): string {
  return typeof type === "string" ? type : type.goType;
}

function fits(value: JsonValue | undefined, type: FieldType["type"]): boolean {
  if (value === null || value === undefined) return true;
  if (typeof type === "string") return goTypeOf(value) === type;
  return isJsonObject(value);
}

/** The error for the first field of a wrong type, in the order of the text; undefined if types are right. */
export function goTypeError(value: JsonValue, { goType, fields }: StructType, path = ""): string | undefined {
  if (!isJsonObject(value)) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const type = fields.get(key)?.type;
    if (type === undefined) continue;
    if (!fits(inner, type)) {
      const owner = goType.slice(goType.indexOf(".") + 1);
      return `json: cannot unmarshal ${goTypeOf(inner)} into Go struct field ${owner}.${path}${key} of type ${expected(type)}`;
    }
    const deeper =
      typeof type === "string" || inner === undefined ? undefined : goTypeError(inner, type, `${path}${key}.`);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}
