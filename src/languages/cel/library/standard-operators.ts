// The operators of the language (cel-go common/stdlib/standard.go).
import { CelFault } from "../values/cel-fault.ts";
import { CelDuration, CelMap, CelTimestamp, CelUint, type CelValue } from "../values/cel-value.ts";
import { compareValues, equalValues } from "../values/equality.ts";
import { divide, int, remainder, uint } from "../values/numbers.ts";
import { isList, lookUp, type CelResult } from "../values/runtime-type.ts";
import { characterCount } from "../values/text.ts";
import { leastSecond, mostSecond } from "../values/timestamp-text.ts";
import { global, member, noSuchOverload, type CallContext, type CelOverload } from "./overload.ts";

const billion = 1_000_000_000n;

function duration(nanoseconds: bigint): CelResult {
  const value = int(nanoseconds);
  return value instanceof CelFault ? value : new CelDuration(value);
}

function nanosecondsOf({ seconds, nanoseconds }: CelTimestamp): bigint {
  return seconds * billion + BigInt(nanoseconds);
}

function timestamp(nanoseconds: bigint): CelResult {
  const rest = ((nanoseconds % billion) + billion) % billion;
  const seconds = (nanoseconds - rest) / billion;
  if (seconds < leastSecond || seconds > mostSecond) return new CelFault("timestamp overflow");
  return new CelTimestamp(seconds, Number(rest));
}

function joinBytes([a, b]: readonly [Uint8Array, Uint8Array], { spend }: CallContext): Uint8Array {
  spend((a.length + b.length) / 8);
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

function joinLists([a, b]: readonly [readonly CelValue[], readonly CelValue[]], { spend }: CallContext): CelResult {
  spend(a.length + b.length);
  return a.concat(b);
}

const sums: readonly CelOverload[] = [
  global("add_bytes", "_+_", "bytes, bytes", "bytes", joinBytes),
  global<[number, number]>("add_double", "_+_", "double, double", "double", ([a, b]) => a + b),
  global<[CelDuration, CelDuration]>("add_duration_duration", "_+_", "duration, duration", "duration", ([a, b]) =>
    duration(a.nanoseconds + b.nanoseconds),
  ),
  global<[CelDuration, CelTimestamp]>("add_duration_timestamp", "_+_", "duration, timestamp", "timestamp", ([a, b]) =>
    timestamp(nanosecondsOf(b) + a.nanoseconds),
  ),
  global<[CelTimestamp, CelDuration]>("add_timestamp_duration", "_+_", "timestamp, duration", "timestamp", ([a, b]) =>
    timestamp(nanosecondsOf(a) + b.nanoseconds),
  ),
  global<[bigint, bigint]>("add_int64", "_+_", "int, int", "int", ([a, b]) => int(a + b)),
  global("add_list", "_+_", "list(A), list(A)", "list(A)", joinLists),
  global<[string, string]>("add_string", "_+_", "string, string", "string", ([a, b], { spend }) => {
    spend((a.length + b.length) / 8);
    return a + b;
  }),
  global<[CelUint, CelUint]>("add_uint64", "_+_", "uint, uint", "uint", ([a, b]) => uint(a.value + b.value)),
  global<[number, number]>("subtract_double", "_-_", "double, double", "double", ([a, b]) => a - b),
  global<[CelDuration, CelDuration]>("subtract_duration_duration", "_-_", "duration, duration", "duration", ([a, b]) =>
    duration(a.nanoseconds - b.nanoseconds),
  ),
  global<[bigint, bigint]>("subtract_int64", "_-_", "int, int", "int", ([a, b]) => int(a - b)),
  global<[CelTimestamp, CelDuration]>(
    "subtract_timestamp_duration",
    "_-_",
    "timestamp, duration",
    "timestamp",
    ([a, b]) => timestamp(nanosecondsOf(a) - b.nanoseconds),
  ),
  global<[CelTimestamp, CelTimestamp]>(
    "subtract_timestamp_timestamp",
    "_-_",
    "timestamp, timestamp",
    "duration",
    ([a, b]) => duration(nanosecondsOf(a) - nanosecondsOf(b)),
  ),
  global<[CelUint, CelUint]>("subtract_uint64", "_-_", "uint, uint", "uint", ([a, b]) => uint(a.value - b.value)),
];

function unsigned(value: bigint | CelFault): CelResult {
  return value instanceof CelFault ? value : new CelUint(value);
}

function signed(value: bigint | CelFault): CelResult {
  return value instanceof CelFault ? value : int(value);
}

const products: readonly CelOverload[] = [
  global<[number, number]>("multiply_double", "_*_", "double, double", "double", ([a, b]) => a * b),
  global<[bigint, bigint]>("multiply_int64", "_*_", "int, int", "int", ([a, b]) => int(a * b)),
  global<[CelUint, CelUint]>("multiply_uint64", "_*_", "uint, uint", "uint", ([a, b]) => uint(a.value * b.value)),
  global<[number, number]>("divide_double", "_/_", "double, double", "double", ([a, b]) => a / b),
  global<[bigint, bigint]>("divide_int64", "_/_", "int, int", "int", ([a, b]) => signed(divide(a, b))),
  global<[CelUint, CelUint]>("divide_uint64", "_/_", "uint, uint", "uint", ([a, b]) =>
    unsigned(divide(a.value, b.value)),
  ),
  global<[bigint, bigint]>("modulo_int64", "_%_", "int, int", "int", ([a, b]) => remainder(a, b)),
  global<[CelUint, CelUint]>("modulo_uint64", "_%_", "uint, uint", "uint", ([a, b]) =>
    unsigned(remainder(a.value, b.value)),
  ),
  global<[number]>("negate_double", "-_", "double", "double", ([a]) => -a),
  global<[bigint]>("negate_int64", "-_", "int", "int", ([a]) => int(-a)),
  global<[boolean]>("logical_not", "!_", "bool", "bool", ([a]) => !a),
];

/** Ids in cel-go's words: `less_int64_double`. Forms between different number types may be switched off. */
const comparable: readonly (readonly [id: string, left: string, right: string])[] = [
  ["bool", "bool", "bool"],
  ["int64", "int", "int"],
  ["int64_double", "int", "double"],
  ["int64_uint64", "int", "uint"],
  ["uint64", "uint", "uint"],
  ["uint64_double", "uint", "double"],
  ["uint64_int64", "uint", "int"],
  ["double", "double", "double"],
  ["double_int64", "double", "int"],
  ["double_uint64", "double", "uint"],
  ["string", "string", "string"],
  ["bytes", "bytes", "bytes"],
  ["timestamp", "timestamp", "timestamp"],
  ["duration", "duration", "duration"],
];

function order(a: CelValue, b: CelValue, holds: (difference: number) => boolean): CelResult {
  const difference = compareValues(a, b);
  if (difference === undefined) return noSuchOverload;
  return Number.isNaN(difference) ? new CelFault("NaN values cannot be ordered") : holds(difference);
}

const orders: readonly (readonly [string, string, (difference: number) => boolean])[] = [
  ["less", "_<_", (difference) => difference < 0],
  ["less_equals", "_<=_", (difference) => difference <= 0],
  ["greater", "_>_", (difference) => difference > 0],
  ["greater_equals", "_>=_", (difference) => difference >= 0],
];

const comparisons: readonly CelOverload[] = orders.flatMap(([word, name, holds]) =>
  comparable.map(([id, left, right]) =>
    global<[CelValue, CelValue]>(`${word}_${id}`, name, `${left}, ${right}`, "bool", ([a, b]) => order(a, b, holds)),
  ),
);

/** Whether a form compares different types of numbers, which Kubernetes allows since 1.28. */
export function comparesNumberTypes({ id }: CelOverload): boolean {
  return /^(?:less|greater)(?:_equals)?_(?:int64|uint64|double)_(?:int64|uint64|double)$/.test(id);
}

function inList([item, list]: readonly [CelValue, readonly CelValue[]], { spend }: CallContext): boolean {
  return list.some((other) => equalValues(item, other, spend));
}

function size(value: CelValue, { spend }: CallContext): CelResult {
  if (typeof value === "string") {
    spend(value.length / 8);
    return BigInt(characterCount(value));
  }
  if (isList(value) || value instanceof Uint8Array) return BigInt(value.length);
  return value instanceof CelMap ? BigInt(value.entries.size) : noSuchOverload;
}

const sizes: readonly CelOverload[] = [
  ["bytes", "bytes"],
  ["list", "list(A)"],
  ["map", "map(A, B)"],
  ["string", "string"],
].flatMap(([word = "", type = ""]) => [
  global<[CelValue]>(`size_${word}`, "size", type, "int", ([value], context) => size(value, context)),
  member<[CelValue]>(`${word}_size`, "size", type, "int", ([value], context) => size(value, context)),
]);

const collections: readonly CelOverload[] = [
  global("in_list", "@in", "A, list(A)", "bool", inList),
  global<[CelValue, CelMap]>("in_map", "@in", "A, map(A, B)", "bool", ([key, map]) => lookUp(map, key) !== undefined),
  ...sizes,
];

/** Checked like functions; the evaluator treats them itself, as they do not need all of their operands. */
const lazy: readonly CelOverload[] = [
  global("conditional", "_?_:_", "bool, A, A", "A", () => noSuchOverload),
  global("logical_and", "_&&_", "bool, bool", "bool", () => noSuchOverload),
  global("logical_or", "_||_", "bool, bool", "bool", () => noSuchOverload),
  global("not_strictly_false", "@not_strictly_false", "bool", "bool", () => noSuchOverload),
  global("index_list", "_[_]", "list(A), int", "A", () => noSuchOverload),
  global("index_map", "_[_]", "map(A, B), A", "B", () => noSuchOverload),
  global("equals", "_==_", "A, A", "bool", () => noSuchOverload),
  global("not_equals", "_!=_", "A, A", "bool", () => noSuchOverload),
];

export const operatorOverloads: readonly CelOverload[] = [
  ...lazy,
  ...sums,
  ...products,
  ...comparisons,
  ...collections,
];
