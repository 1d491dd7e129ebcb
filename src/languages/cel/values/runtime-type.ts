// The type of a value when an expression runs.
import type { CelFault } from "./cel-fault.ts";
import { celTypes, listOf, mapOf, optionalOf, typeOf, type CelType } from "./cel-type.ts";
import {
  CelDuration,
  CelMap,
  CelOpaque,
  CelOptional,
  CelTimestamp,
  CelTypeValue,
  CelUint,
  type CelKey,
  type CelValue,
} from "./cel-value.ts";

/** A value, or why there is none. */
export type CelResult = CelValue | CelFault;

const [anyList, anyMap] = [listOf(celTypes.dyn), mapOf(celTypes.dyn, celTypes.dyn)];
const [anyOptional, anyType] = [optionalOf(celTypes.dyn), typeOf(celTypes.dyn)];

export function isList(value: CelResult): value is readonly CelValue[] {
  return Array.isArray(value);
}

function typeOfObject(value: Exclude<CelValue, null | boolean | bigint | number | string>): CelType {
  if (isList(value)) return anyList;
  if (value instanceof CelMap) return anyMap;
  if (value instanceof CelUint) return celTypes.uint;
  if (value instanceof Uint8Array) return celTypes.bytes;
  if (value instanceof CelTimestamp) return celTypes.timestamp;
  if (value instanceof CelDuration) return celTypes.duration;
  if (value instanceof CelOptional) return anyOptional;
  if (value instanceof CelTypeValue) return anyType;
  return value instanceof CelOpaque ? value.type : celTypes.dyn;
}

/** Kind and name of a value's type; what lists, maps and optionals hold is not looked at. */
export function typeOfValue(value: CelValue): CelType {
  switch (typeof value) {
    case "string":
      return celTypes.string;
    case "bigint":
      return celTypes.int;
    case "number":
      return celTypes.double;
    case "boolean":
      return celTypes.bool;
    default:
      return value === null ? celTypes.null : typeOfObject(value);
  }
}

/** The name that `type(value)` has in errors: `int`, `list`, `google.protobuf.Timestamp`. */
export function typeName(value: CelValue): string {
  return typeOfValue(value).name;
}

/** The key under which maps keep a value; undefined for what cannot be a key (a double that is no whole number included). */
export function keyOf(value: CelValue): CelKey | undefined {
  if (typeof value === "string" || typeof value === "bigint" || typeof value === "boolean") return value;
  if (value instanceof CelUint) return value.value;
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : undefined;
}

/** The value of a key of a map, or undefined. */
export function lookUp(map: CelMap, key: CelValue): CelValue | undefined {
  const found = keyOf(key);
  return found === undefined ? undefined : map.entries.get(found)?.[1];
}
