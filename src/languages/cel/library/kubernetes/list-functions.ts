// The functions on lists that Kubernetes adds (pkg/cel/library/lists.go).
import { CelFault } from "../../values/cel-fault.ts";
import { CelDuration, CelUint, type CelValue } from "../../values/cel-value.ts";
import { compareValues, equalValues } from "../../values/equality.ts";
import { isList, type CelResult } from "../../values/runtime-type.ts";
import { matchesType } from "../matches-type.ts";
import { member, noSuchOverload, readType, type CallContext, type CelOverload } from "../overload.ts";
import { operatorOverloads } from "../standard-operators.ts";

const comparable = ["int", "uint", "double", "bool", "duration", "timestamp", "string", "bytes"];
const zeros: readonly (readonly [string, CelValue])[] = [
  ["int", 0n],
  ["uint", new CelUint(0n)],
  ["double", 0],
  ["duration", new CelDuration(0n)],
];
const additions = operatorOverloads.filter(({ name }) => name === "_+_");

type List = readonly CelValue[];

function isSorted(list: List): CelResult {
  for (const [at, item] of list.entries()) {
    const before = list[at - 1];
    if (before === undefined) continue;
    const order = compareValues(before, item);
    if (order === undefined) return noSuchOverload;
    if (order > 0) return false;
  }
  return true;
}

function sum(list: List, zero: CelValue, context: CallContext): CelResult {
  let total = zero;
  for (const item of list) {
    const add = additions.find(({ arguments: [left, right] }) => matchesType(total, left) && matchesType(item, right));
    const next = add === undefined ? noSuchOverload : add.call([total, item], context);
    if (next instanceof CelFault) return next;
    total = next;
  }
  return total;
}

/** The item that comes first (`sign` 1) or last (-1) in the order. */
function extreme(list: List, sign: 1 | -1): CelResult {
  let best = list[0];
  if (best === undefined) return new CelFault(`${sign === 1 ? "min" : "max"} called on empty list`);
  for (const item of list) {
    const order = compareValues(best, item);
    if (order === undefined) return noSuchOverload;
    if (order * sign > 0) best = item;
  }
  return best;
}

function position(list: List, item: CelValue, last: boolean, { spend }: CallContext): bigint {
  const found = last
    ? list.findLastIndex((other) => equalValues(other, item, spend))
    : list.findIndex((other) => equalValues(other, item, spend));
  return BigInt(found);
}

/** isSorted, sum, max, min, indexOf, lastIndexOf. */
export const kubernetesListOverloads: readonly CelOverload[] = [
  ...comparable.flatMap((type) => [
    member<[List]>(`list_${type}_is_sorted_bool`, "isSorted", `list(${type})`, "bool", ([list]) => isSorted(list)),
    member<[List]>(`list_${type}_max_${type}`, "max", `list(${type})`, type, ([list]) => extreme(list, -1)),
    member<[List]>(`list_${type}_min_${type}`, "min", `list(${type})`, type, ([list]) => extreme(list, 1)),
  ]),
  ...zeros.map(([type, zero]) => ({
    ...member<[List]>(`list_${type}_sum_${type}`, "sum", `list(${type})`, type, ([list], context) =>
      sum(list, zero, context),
    ),
    result: readType(type),
  })),
  member<[List, CelValue]>("list_a_index_of_int", "indexOf", "list(A), A", "int", ([list, item], context) =>
    position(list, item, false, context),
  ),
  member<[List, CelValue]>("list_a_last_index_of_int", "lastIndexOf", "list(A), A", "int", ([list, item], context) =>
    position(list, item, true, context),
  ),
];

/** includes, since 1.37: membership where the target may be one value instead of a list. */
export const includesOverload = member<[CelValue, CelValue]>(
  "list_includes_dyn_dyn",
  "includes",
  "dyn, dyn",
  "bool",
  ([target, item], { spend }) =>
    isList(target) ? target.some((other) => equalValues(other, item, spend)) : equalValues(target, item, spend),
);
