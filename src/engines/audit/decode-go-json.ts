// What Go's JSON decoder says of a value that must fit a Go type: the first misfit, and the keys it does not know (sigs.k8s.io/json).
import { isJsonObject, type JsonValue, type PathSegment } from "../../core/index.ts";
import type { GoStruct, GoType } from "./policy-schema.ts";

/** A key without a field, by its path in the document. */
export interface UnknownField {
  readonly path: readonly PathSegment[];
  readonly key: string;
  /** The keys that would have been known there. */
  readonly known: readonly string[];
}

/** What decoding found; a value with a misfit is refused, unknown fields are dropped. */
export interface GoDecoding {
  readonly misfit: string | undefined;
  readonly unknown: readonly UnknownField[];
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

function jsonTypeOf(value: JsonValue): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "bigint") return "number";
  return typeof value === "boolean" ? "bool" : typeof value;
}

/** The struct a value stands in, and the JSON keys that lead to it. */
interface Place {
  readonly struct: string;
  readonly keys: readonly string[];
  readonly path: readonly PathSegment[];
}

class Decoder {
  misfit: string | undefined;
  readonly unknown: UnknownField[] = [];

  decode(type: GoType, value: JsonValue, place: Place): void {
    if (value === null) return;
    switch (type.kind) {
      case "string":
        return typeof value === "string" ? undefined : this.refuse(type, jsonTypeOf(value), place);
      case "bool":
        return typeof value === "boolean" ? undefined : this.refuse(type, jsonTypeOf(value), place);
      case "integer":
        return this.integer(type, value, place);
      case "time":
        return this.time(value);
      case "slice":
        return this.slice(type, value, place);
      case "map":
        return this.map(type, value, place);
      case "struct":
        return this.struct(type, value, place);
      case "any":
        return;
      default:
        return type satisfies never;
    }
  }

  private refuse(type: GoType, found: string, { struct, keys }: Place): void {
    const target = keys.length === 0 ? "Go value" : `Go struct field ${struct}.${keys.join(".")}`;
    this.misfit ??= `json: cannot unmarshal ${found} into ${target} of type ${type.name}`;
  }

  private integer(type: GoType, value: JsonValue, place: Place): void {
    if (typeof value === "bigint" || Number.isInteger(value)) return;
    this.refuse(type, typeof value === "number" ? `number ${value}` : jsonTypeOf(value), place);
  }

  private time(value: JsonValue): void {
    if (typeof value !== "string")
      this.misfit ??= `json: cannot unmarshal ${jsonTypeOf(value)} into Go value of type string`;
    else if (!rfc3339.test(value)) {
      const cannot = `parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00"`;
      this.misfit ??= `${cannot}: cannot parse ${JSON.stringify(value)} as "2006"`;
    }
  }

  private slice(type: Extract<GoType, { kind: "slice" | "map" }>, value: JsonValue, place: Place): void {
    if (!Array.isArray(value)) return this.refuse(type, jsonTypeOf(value), place);
    for (const [index, item] of (value as readonly JsonValue[]).entries())
      this.decode(type.element, item, { ...place, path: [...place.path, index] });
  }

  private map(type: Extract<GoType, { kind: "slice" | "map" }>, value: JsonValue, place: Place): void {
    if (!isJsonObject(value)) return this.refuse(type, jsonTypeOf(value), place);
    for (const [key, item] of Object.entries(value))
      this.decode(type.element, item ?? null, { ...place, path: [...place.path, key] });
  }

  private struct(type: GoStruct, value: JsonValue, place: Place): void {
    if (!isJsonObject(value)) return this.refuse(type, jsonTypeOf(value), place);
    const struct = type.name.slice(type.name.indexOf(".") + 1);
    for (const [key, item] of Object.entries(value)) {
      const path = [...place.path, key];
      const field = Object.hasOwn(type.fields, key) ? type.fields[key] : undefined;
      if (field === undefined) this.unknown.push({ path, key, known: Object.keys(type.fields) });
      else this.decode(field, item ?? null, { struct, keys: [...place.keys, key], path });
    }
  }
}

/** Judges a value against a type, keys in the order given. Linear in the value. */
export function decodeGoJson(type: GoStruct, value: JsonValue): GoDecoding {
  const decoder = new Decoder();
  decoder.decode(type, value, { struct: "", keys: [], path: [] });
  return decoder;
}
