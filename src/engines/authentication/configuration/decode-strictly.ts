// A configuration file against the Go types of its kind: keys that are not known, and values of the wrong type (sigs.k8s.io/json).
import { isJsonObject, type JsonObject, type JsonValue } from "../../../core/index.ts";

/** A Go struct. */
interface GoStruct {
  readonly kind: "struct";
  readonly type: string;
  readonly fields: Readonly<Record<string, GoShape>>;
}

/** A Go type a value must fit. */
export type GoShape =
  | { readonly kind: "text" | "bool"; readonly type: string }
  | { readonly kind: "list"; readonly type: string; readonly of: GoShape }
  | GoStruct;

/** What decoding found: the first value that does not fit, which ends it, and every unknown key by its path. */
export interface StrictDecoding {
  readonly misfit?: string;
  readonly unknown: readonly string[];
}

interface Place {
  readonly struct: string;
  readonly keys: readonly string[];
  readonly path: string;
}

function goKind(value: JsonValue): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "bigint") return "number";
  return typeof value === "boolean" ? "bool" : typeof value;
}

class Decoder {
  misfit: string | undefined;
  readonly unknown: string[] = [];

  private refuse(value: JsonValue, { type }: GoShape, { struct, keys }: Place): void {
    const target = keys.length === 0 ? "Go value" : `Go struct field ${struct}.${keys.join(".")}`;
    this.misfit ??= `json: cannot unmarshal ${goKind(value)} into ${target} of type ${type}`;
  }

  decode(value: JsonValue, shape: GoShape, place: Place): void {
    if (value === null) return;
    switch (shape.kind) {
      case "text":
        return typeof value === "string" ? undefined : this.refuse(value, shape, place);
      case "bool":
        return typeof value === "boolean" ? undefined : this.refuse(value, shape, place);
      case "list":
        if (!Array.isArray(value)) return this.refuse(value, shape, place);
        for (const [index, item] of (value as readonly JsonValue[]).entries())
          this.decode(item, shape.of, { ...place, path: `${place.path}[${index}]` });
        return undefined;
      case "struct":
        return isJsonObject(value) ? this.fields(value, shape, place) : this.refuse(value, shape, place);
      default:
        return shape satisfies never;
    }
  }

  private fields(value: JsonObject, shape: GoStruct, place: Place): void {
    const struct = shape.type.slice(shape.type.indexOf(".") + 1);
    for (const [key, item] of Object.entries(value)) {
      const path = place.path === "" ? key : `${place.path}.${key}`;
      const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
      if (field === undefined) this.unknown.push(path);
      else if (item !== undefined) this.decode(item, field, { struct, keys: [...place.keys, key], path });
    }
  }
}

/** Decodes a file's object. Linear. */
export function decodeStrictly(value: JsonObject, shape: GoShape): StrictDecoding {
  const decoder = new Decoder();
  decoder.decode(value, shape, { struct: "", keys: [], path: "" });
  const { misfit, unknown } = decoder;
  return { unknown, ...(misfit === undefined ? {} : { misfit }) };
}
