// The accumulators of map, filter, transformList and transformMap grow in place: nothing else can see them until the loop ends.
import { accumulator } from "../syntax/macro.ts";
import type { CelCall, CelExpression } from "../syntax/expression.ts";
import { CelFault } from "../values/cel-fault.ts";
import { CelMap, type CelKey, type CelValue } from "../values/cel-value.ts";
import { isList, keyOf, typeName, type CelResult } from "../values/runtime-type.ts";
import type { Step } from "./evaluation.ts";

/** A new empty list or map for each run of a loop that begins with one. */
export function freshStart(initial: CelExpression): Step | undefined {
  if (initial.kind === "list" && initial.elements.length === 0) return () => [];
  return initial.kind === "map" && initial.entries.length === 0 ? () => new CelMap(new Map()) : undefined;
}

const appenders = new Set(["_+_", "cel.@mapInsert"]);

/** Whether a call adds to the accumulator of a macro. */
export function isAppending(node: CelCall): boolean {
  const [first] = node.arguments;
  return appenders.has(node.function) && first?.kind === "identifier" && first.name === accumulator;
}

type Entry = readonly [key: CelValue, value: CelValue];

function insert(map: CelMap, added: Iterable<Entry>): CelFault | undefined {
  // Only this module changes a map, and only one that it made.
  const entries = map.entries as Map<CelKey, Entry>;
  for (const [key, value] of added) {
    const found = keyOf(key);
    if (found === undefined) return new CelFault(`unsupported key type: ${typeName(key)}`);
    if (entries.has(found)) return new CelFault(`insert failed: key ${String(found)} already exists`);
    entries.set(found, [key, value]);
  }
  return undefined;
}

function isValue(result: CelResult): result is CelValue {
  return !(result instanceof CelFault);
}

/** Adds the value of the other steps to that of the first, and gives the first. Costs one, as adding lists does. */
export function appendStep(name: string, steps: readonly Step[]): Step {
  return (run) => {
    const values = steps.map((step) => step(run));
    run.charge(1);
    const fault = values.find((value) => value instanceof CelFault);
    if (fault instanceof CelFault) return fault;
    const [target = null, first = null, second = null] = values.filter(isValue);
    if (name === "_+_" && isList(target) && isList(first)) {
      run.spend(first.length);
      (target as CelValue[]).push(...first);
      return target;
    }
    if (typeof target === "bigint" && typeof first === "bigint") return target + first;
    if (!(target instanceof CelMap)) return new CelFault("no such overload");
    if (steps.length > 2) return insert(target, [[first, second]]) ?? target;
    return insert(target, first instanceof CelMap ? first.entries.values() : []) ?? target;
  };
}
