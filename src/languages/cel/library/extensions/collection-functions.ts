// cel-go's extensions for lists, sets and maps (ext/lists.go, ext/sets.go, ext/comprehensions.go, first and last of OptionalTypes).
import { CelFault } from "../../values/cel-fault.ts";
import { CelMap, CelOptional, type CelKey, type CelValue } from "../../values/cel-value.ts";
import { compareValues, equalValues } from "../../values/equality.ts";
import { isList, keyOf, typeName, type CelResult } from "../../values/runtime-type.ts";
import { global, member, type CallContext, type CelOverload } from "../overload.ts";

type List = readonly CelValue[];

const mostRange = 1_000_000n;
const comparable = ["int", "uint", "double", "bool", "duration", "timestamp", "string", "bytes"];
const longNames: Readonly<Record<string, string>> = {
  duration: "google.protobuf.Duration",
  timestamp: "google.protobuf.Timestamp",
};

function slice(list: List, start: bigint, end: bigint): CelResult {
  const fault = (why: string) => new CelFault(`cannot slice(${start}, ${end}), ${why}`);
  if (start < 0n || end < 0n) return fault("negative indexes not supported");
  if (start > end) return fault("start index must be less than or equal to end index");
  if (end > list.length) return fault(`list is length ${list.length}`);
  return list.slice(Number(start), Number(end));
}

function flatten(list: List, depth: bigint, { spend }: CallContext): CelResult {
  if (depth < 0n) return new CelFault("level must be non-negative");
  const flat: CelValue[] = [];
  const add = (items: List, left: bigint): void => {
    for (const item of items) {
      spend(1);
      if (isList(item) && left > 0n) add(item, left - 1n);
      else flat.push(item);
    }
  };
  add(list, depth);
  return flat;
}

function sortBy(list: List, keys: List, { spend }: CallContext): CelResult {
  if (list.length !== keys.length)
    return new CelFault(
      `@sortByAssociatedKeys() expected a list of the same size as the associated keys list, but got ${list.length} and ${keys.length} elements respectively`,
    );
  const [first] = keys;
  if (first === undefined) return list;
  if (compareValues(first, first) === undefined) return new CelFault("list elements must be comparable");
  if (keys.some((key) => typeName(key) !== typeName(first)))
    return new CelFault("list elements must have the same type");
  spend(list.length * 20);
  const order = keys.map((key, at) => ({ key, at }));
  order.sort((a, b) => compareValues(a.key, b.key) || a.at - b.at);
  return order.map(({ at }) => list[at] ?? null);
}

function range(size: bigint, { spend }: CallContext): CelResult {
  if (size < 0n) return new CelFault(`lists.range: size must be non-negative, got ${size}`);
  if (size > mostRange) return new CelFault(`lists.range: size ${size} exceeds maximum allowed (${mostRange})`);
  spend(Number(size));
  return Array.from({ length: Number(size) }, (_, at) => BigInt(at));
}

function distinct(list: List, { spend }: CallContext): List {
  const simple = new Set<CelKey>();
  const others: CelValue[] = [];
  return list.filter((item) => {
    const key = keyOf(item);
    const isKnown = key === undefined ? others.some((other) => equalValues(other, item, spend)) : simple.has(key);
    if (isKnown) return false;
    if (key === undefined) others.push(item);
    else simple.add(key);
    return true;
  });
}

const listFunctions: readonly CelOverload[] = [
  member<[List, bigint, bigint]>("list_slice", "slice", "list(T), int, int", "list(T)", ([list, start, end]) =>
    slice(list, start, end),
  ),
  member<[List]>("list_flatten", "flatten", "list(list(T))", "list(T)", ([list], context) =>
    flatten(list, 1n, context),
  ),
  member<[List, bigint]>("list_flatten_int", "flatten", "list(dyn), int", "list(dyn)", ([list, depth], context) =>
    flatten(list, depth, context),
  ),
  global<[bigint]>("lists_range", "lists.range", "int", "list(int)", ([size], context) => range(size, context)),
  member<[List]>("list_reverse", "reverse", "list(T)", "list(T)", ([list]) => [...list].reverse()),
  member<[List]>("list_distinct", "distinct", "list(T)", "list(T)", ([list], context) => distinct(list, context)),
];

/** Functions of version 2 and later. */
export const listOverloads: readonly CelOverload[] = [
  ...listFunctions,
  ...comparable.flatMap((type) => [
    member<[List]>(
      `list_${longNames[type] ?? type}_sort`,
      "sort",
      `list(${type})`,
      `list(${type})`,
      ([list], context) => sortBy(list, list, context),
    ),
    member<[List, List]>(
      `list_${longNames[type] ?? type}_sortByAssociatedKeys`,
      "@sortByAssociatedKeys",
      `list(T), list(${type})`,
      "list(T)",
      ([list, keys], context) => sortBy(list, keys, context),
    ),
  ]),
];

function contains(list: List, part: List, { spend }: CallContext): boolean {
  return part.every((item) => list.some((other) => equalValues(other, item, spend)));
}

type Lists = [List, List];

export const setOverloads: readonly CelOverload[] = [
  global<Lists>("list_sets_contains_list", "sets.contains", "list(T), list(T)", "bool", ([list, part], context) =>
    contains(list, part, context),
  ),
  global<Lists>(
    "list_sets_equivalent_list",
    "sets.equivalent",
    "list(T), list(T)",
    "bool",
    ([a, b], context) => contains(a, b, context) && contains(b, a, context),
  ),
  global<Lists>("list_sets_intersects_list", "sets.intersects", "list(T), list(T)", "bool", ([a, b], { spend }) =>
    a.some((item) => b.some((other) => equalValues(item, other, spend))),
  ),
];

function end(value: CelValue | undefined): CelOptional {
  return value === undefined ? new CelOptional() : new CelOptional(value);
}

/** first and last of a list. */
export const endOverloads: readonly CelOverload[] = [
  member<[List]>("list_first", "first", "list(V)", "optional(V)", ([list]) => end(list[0])),
  member<[List]>("list_last", "last", "list(V)", "optional(V)", ([list]) => end(list.at(-1))),
];

function insert(map: CelMap, more: Iterable<readonly [CelValue, CelValue]>, { spend }: CallContext): CelResult {
  const entries = new Map(map.entries);
  spend(entries.size / 16);
  for (const [key, value] of more) {
    const found = keyOf(key);
    if (found === undefined) return new CelFault(`unsupported key type: ${typeName(key)}`);
    if (entries.has(found)) return new CelFault(`insert failed: key ${String(found)} already exists`);
    entries.set(found, [key, value]);
  }
  return new CelMap(entries);
}

/** What transformMap and transformMapEntry expand to. */
export const insertOverloads: readonly CelOverload[] = [
  global<[CelMap, CelValue, CelValue]>(
    "@mapInsert_map_key_value",
    "cel.@mapInsert",
    "map(K, V), K, V",
    "map(K, V)",
    ([map, key, value], context) => insert(map, [[key, value]], context),
  ),
  global<[CelMap, CelMap]>(
    "@mapInsert_map_map",
    "cel.@mapInsert",
    "map(K, V), map(K, V)",
    "map(K, V)",
    ([map, more], context) => insert(map, more.entries.values(), context),
  ),
];
