// When two values are equal, and which comes first.
import {
  CelDuration,
  CelMap,
  CelOpaque,
  CelOptional,
  CelTimestamp,
  CelTypeValue,
  CelUint,
  type CelValue,
} from "./cel-value.ts";
import { isList } from "./runtime-type.ts";
import { compareTexts } from "./text.ts";

/** Called for every part that is looked at; throws when there are too many. */
export type Spend = (steps: number) => void;

function isNumber(value: CelValue): value is bigint | number | CelUint {
  return typeof value === "bigint" || typeof value === "number" || value instanceof CelUint;
}

/** Negative, 0, positive; NaN when a NaN is among them. An int or uint is compared with a double as a double, as in cel-go. */
function compareNumbers(a: bigint | number | CelUint, b: bigint | number | CelUint): number {
  const [own, other] = [a instanceof CelUint ? a.value : a, b instanceof CelUint ? b.value : b];
  const exact = typeof own === typeof other;
  const [left, right] = exact ? [own, other] : [Number(own), Number(other)];
  if (left < right) return -1;
  if (left > right) return 1;
  return left === right ? 0 : Number.NaN;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function listsEqual(a: readonly CelValue[], b: readonly CelValue[], spend: Spend): boolean {
  return a.length === b.length && a.every((item, at) => equalValues(item, b[at] ?? null, spend));
}

function mapsEqual(a: CelMap, b: CelMap, spend: Spend): boolean {
  if (a.entries.size !== b.entries.size) return false;
  for (const [key, [, value]] of a.entries) {
    const other = b.entries.get(key);
    if (other === undefined || !equalValues(value, other[1], spend)) return false;
  }
  return true;
}

function optionalsEqual(a: CelOptional, b: CelOptional, spend: Spend): boolean {
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  return equalValues(a.value, b.value, spend);
}

/** Equality as CEL defines it: numbers by value whatever their type, other types never equal each other. */
export function equalValues(a: CelValue, b: CelValue, spend: Spend): boolean {
  spend(1);
  if (isNumber(a)) return isNumber(b) && compareNumbers(a, b) === 0;
  if (typeof a !== "object" || a === null) return a === b;
  if (isList(a)) return isList(b) && listsEqual(a, b, spend);
  if (a instanceof CelMap) return b instanceof CelMap && mapsEqual(a, b, spend);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && compareBytes(a, b) === 0;
  if (a instanceof CelTimestamp)
    return b instanceof CelTimestamp && a.seconds === b.seconds && a.nanoseconds === b.nanoseconds;
  if (a instanceof CelDuration) return b instanceof CelDuration && a.nanoseconds === b.nanoseconds;
  if (a instanceof CelTypeValue) return b instanceof CelTypeValue && a.type.name === b.type.name;
  if (a instanceof CelOptional) return b instanceof CelOptional && optionalsEqual(a, b, spend);
  return a instanceof CelOpaque && a.equals(b);
}

/** The order of two values of comparable types: negative, 0, positive, NaN for a NaN; undefined where there is no order. */
export function compareValues(a: CelValue, b: CelValue): number | undefined {
  if (isNumber(a)) return isNumber(b) ? compareNumbers(a, b) : undefined;
  if (typeof a === "string") return typeof b === "string" ? compareTexts(a, b) : undefined;
  if (typeof a === "boolean") return typeof b === "boolean" ? Number(a) - Number(b) : undefined;
  if (a instanceof Uint8Array) return b instanceof Uint8Array ? compareBytes(a, b) : undefined;
  if (a instanceof CelTimestamp && b instanceof CelTimestamp)
    return a.seconds === b.seconds ? a.nanoseconds - b.nanoseconds : a.seconds < b.seconds ? -1 : 1;
  if (a instanceof CelDuration && b instanceof CelDuration)
    return a.nanoseconds === b.nanoseconds ? 0 : a.nanoseconds < b.nanoseconds ? -1 : 1;
  return undefined;
}
