// Literals of lists, maps and objects.
import { CelFault } from "../values/cel-fault.ts";
import { CelMap, CelOptional, type CelKey, type CelValue } from "../values/cel-value.ts";
import { keyOf, typeName, type CelResult } from "../values/runtime-type.ts";
import type { Step } from "./evaluation.ts";
import type { Planned } from "./plan.ts";

interface Literal {
  readonly step: Step;
  readonly constant?: { readonly value: CelValue };
}

/** What cel-go charges for making a list, a map and an object (common/cost.go). */
const [listCost, mapCost, objectCost] = [10, 30, 40];

function show(value: CelValue): string {
  return typeof value === "object" ? typeName(value) : String(value);
}

/** A list; elements of the `optional` positions are left out where they have no value. */
export function listStep(elements: readonly Planned[], optional: readonly number[]): Literal {
  const constants = elements.flatMap(({ constant }) => (constant === undefined ? [] : [constant.value]));
  if (constants.length === elements.length && optional.length === 0)
    return { step: () => constants, constant: { value: constants } };
  const optionals = new Set(optional);
  const steps = elements.map(({ step }) => step);
  const step: Step = (run) => {
    const list: CelValue[] = [];
    let fault: CelFault | undefined;
    for (const [at, element] of steps.entries()) {
      const value = element(run);
      if (value instanceof CelFault) {
        fault = value;
        break;
      }
      if (!optionals.has(at)) list.push(value);
      else if (!(value instanceof CelOptional)) {
        fault = new CelFault(`cannot initialize optional list element from non-optional value ${show(value)}`);
        break;
      } else if (value.value !== undefined) list.push(value.value);
    }
    run.charge(listCost);
    return fault ?? list;
  };
  return { step };
}

type Entries = Map<CelKey, readonly [CelValue, CelValue]>;

/** Whether a key may stand twice in a literal: Kubernetes takes the last, the specification refuses. */
export type RepeatedKeys = "last" | "refused";

function addEntry(
  entries: Entries,
  [key, value, optional]: readonly [CelValue, CelValue, boolean],
  repeated: RepeatedKeys,
): CelFault | undefined {
  const found = typeof key === "number" ? undefined : keyOf(key);
  if (found === undefined) return new CelFault(`unsupported key type: ${typeName(key)}`);
  if (!optional) {
    if (repeated === "refused" && entries.has(found)) return new CelFault("Failed with repeated key");
    entries.set(found, [key, value]);
    return undefined;
  }
  if (!(value instanceof CelOptional))
    return new CelFault(`cannot initialize optional entry '${show(key)}' from non-optional value ${show(value)}`);
  if (value.value !== undefined) entries.set(found, [key, value.value]);
  return undefined;
}

function constantMap(
  entries: readonly (readonly [Planned, Planned, boolean])[],
  repeated: RepeatedKeys,
): CelMap | undefined {
  const map: Entries = new Map();
  for (const [key, value, optional] of entries) {
    if (key.constant === undefined || value.constant === undefined) return undefined;
    if (addEntry(map, [key.constant.value, value.constant.value, optional], repeated) !== undefined) return undefined;
  }
  return new CelMap(map);
}

/** A map; optional entries are left out where they have no value. */
export function mapStep(
  entries: readonly (readonly [key: Planned, value: Planned, optional: boolean])[],
  repeated: RepeatedKeys,
): Literal {
  const constant = constantMap(entries, repeated);
  if (constant !== undefined) return { step: () => constant, constant: { value: constant } };
  const step: Step = (run) => {
    const map: Entries = new Map();
    let fault: CelFault | undefined;
    for (const [keyPlan, valuePlan, optional] of entries) {
      const key = keyPlan.step(run);
      const value = key instanceof CelFault ? key : valuePlan.step(run);
      fault =
        key instanceof CelFault
          ? key
          : value instanceof CelFault
            ? value
            : addEntry(map, [key, value, optional], repeated);
      if (fault !== undefined) break;
    }
    run.charge(mapCost);
    return fault ?? new CelMap(map);
  };
  return { step };
}

/** An object of a declared type: a map from its fields. */
export function objectStep(fields: readonly (readonly [field: string, value: Planned, optional: boolean])[]): Step {
  return (run): CelResult => {
    const map: Entries = new Map();
    for (const [field, plan, optional] of fields) {
      const value = plan.step(run);
      if (value instanceof CelFault) return value;
      const content = optional && value instanceof CelOptional ? value.value : value;
      if (content !== undefined) map.set(field, [field, content]);
    }
    run.charge(objectCost);
    return new CelMap(map);
  };
}
