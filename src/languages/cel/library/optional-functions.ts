// Optional values (cel-go cel/library.go, OptionalTypes).
import { CelFault } from "../values/cel-fault.ts";
import { CelMap, CelOptional, CelTimestamp, CelDuration, CelUint, type CelValue } from "../values/cel-value.ts";
import { isList } from "../values/runtime-type.ts";
import { global, member, noSuchOverload, type CelOverload } from "./overload.ts";

function isZero(value: CelValue): boolean {
  if (value === null || value === false || value === "" || value === 0n || value === 0) return true;
  if (isList(value) || value instanceof Uint8Array) return value.length === 0;
  if (value instanceof CelMap) return value.entries.size === 0;
  if (value instanceof CelUint) return value.value === 0n;
  if (value instanceof CelDuration) return value.nanoseconds === 0n;
  if (value instanceof CelTimestamp) return value.seconds === -62_135_596_800n && value.nanoseconds === 0;
  return value instanceof CelOptional && value.value === undefined;
}

const noValue = new CelFault("optional.none() dereference");

function unwrapped(list: readonly CelValue[]): readonly CelValue[] {
  return list.flatMap((item) => (item instanceof CelOptional && item.value !== undefined ? [item.value] : []));
}

export const optionalOverloads: readonly CelOverload[] = [
  global<[CelValue]>("optional_of", "optional.of", "V", "optional(V)", ([value]) => new CelOptional(value)),
  global<[CelValue]>("optional_ofNonZeroValue", "optional.ofNonZeroValue", "V", "optional(V)", ([value]) =>
    isZero(value) ? new CelOptional() : new CelOptional(value),
  ),
  global<[]>("optional_none", "optional.none", "", "optional(V)", () => new CelOptional()),
  global<[readonly CelValue[]]>("optional_unwrap", "optional.unwrap", "list(optional(V))", "list(V)", ([list]) =>
    unwrapped(list),
  ),
  member<[readonly CelValue[]]>("optional_unwrapOpt", "unwrapOpt", "list(optional(V))", "list(V)", ([list]) =>
    unwrapped(list),
  ),
  member<[CelOptional]>("optional_value", "value", "optional(V)", "V", ([{ value }]) => value ?? noValue),
  member<[CelOptional]>("optional_hasValue", "hasValue", "optional(V)", "bool", ([{ value }]) => value !== undefined),
  // The evaluator looks at the other value only where the first has none.
  member("optional_or_optional", "or", "optional(V), optional(V)", "optional(V)", () => noSuchOverload),
  member("optional_orValue_value", "orValue", "optional(V), V", "V", () => noSuchOverload),
  global("select_optional_field", "_?._", "dyn, string", "optional(V)", () => noSuchOverload),
  global("optional_list_optindex_int", "_[?_]", "list(V), int", "optional(V)", () => noSuchOverload),
  global("optional_map_optindex_value", "_[?_]", "map(K, V), K", "optional(V)", () => noSuchOverload),
  global("optional_list_optindex", "_[?_]", "optional(list(V)), int", "optional(V)", () => noSuchOverload),
  global("optional_map_optindex", "_[?_]", "optional(map(K, V)), K", "optional(V)", () => noSuchOverload),
  global("optional_list_index_int", "_[_]", "optional(list(V)), int", "optional(V)", () => noSuchOverload),
  global("optional_map_index_value", "_[_]", "optional(map(K, V)), K", "optional(V)", () => noSuchOverload),
];
