// Chains of fields and indexes on a variable or a value (cel-go interpreter/attributes.go), costed as cel-go costs them.
import { CelFault } from "../values/cel-fault.ts";
import { CelMap, CelOptional, CelUint, type CelValue } from "../values/cel-value.ts";
import { isList, lookUp, typeName, type CelResult } from "../values/runtime-type.ts";
import { formatDouble } from "../values/text.ts";
import type { Evaluation, Step } from "./evaluation.ts";

/** One field or index; `optional` for those written with a question mark. */
export interface Qualifier {
  /** A constant, or what gives the index; an index that is itself a chain is charged with the chain it is part of. */
  readonly key: CelValue | Step;
  readonly optional: boolean;
}

/** Where a chain starts, and its fields and indexes. */
export interface Attribute {
  /** The value it starts with; what that costs is charged by the function. */
  readonly base: Step;
  readonly qualifiers: readonly Qualifier[];
  /** Whether looking the chain up costs nothing of its own: the branches of a conditional. */
  readonly free?: true;
}

const absent = Symbol("absent");

function showKey(key: CelValue): string {
  if (typeof key === "number") return formatDouble(key);
  return key instanceof CelUint ? String(key.value) : typeof key === "object" ? typeName(key) : String(key);
}

function indexOf(key: CelValue): bigint | CelFault {
  if (typeof key === "bigint") return key;
  if (key instanceof CelUint) return key.value;
  if (typeof key !== "number") return new CelFault(`unsupported index type '${typeName(key)}' in list`);
  return Number.isInteger(key) ? BigInt(key) : new CelFault(`unsupported index value ${formatDouble(key)} in list`);
}

function fromList(list: readonly CelValue[], key: CelValue): CelResult | typeof absent {
  const index = indexOf(key);
  if (index instanceof CelFault) return index;
  const item = index >= 0n && index < list.length ? list[Number(index)] : undefined;
  return item === undefined ? absent : item;
}

/** The part of a value under a key, `absent` where there is none or the value has no parts. */
function partOf(value: CelValue, key: CelValue): CelResult | typeof absent {
  if (value instanceof CelMap) {
    if (typeof key === "object" && !(key instanceof CelUint))
      return new CelFault(`unsupported key type: ${typeName(key)}`);
    return lookUp(value, key) ?? nullOrAbsent(value, key);
  }
  return isList(value) ? fromList(value, key) : absent;
}

function nullOrAbsent(map: CelMap, key: CelValue): CelResult | typeof absent {
  return lookUp(map, key) === null ? null : absent;
}

function missing(value: CelValue, key: CelValue): CelFault {
  return new CelFault(isList(value) ? `index out of bounds: ${showKey(key)}` : `no such key: ${showKey(key)}`);
}

function keyIn(run: Evaluation, { key }: Qualifier): CelResult {
  return typeof key === "function" ? key(run) : key;
}

/** Follows a chain: the value, or an optional where the chain asks for one. */
export function resolveAttribute(run: Evaluation, { base, qualifiers }: Attribute): CelResult {
  const start = base(run);
  if (start instanceof CelFault || qualifiers.length === 0) return start;
  let optional = start instanceof CelOptional;
  let value: CelValue = start;
  if (start instanceof CelOptional) {
    if (start.value === undefined) return start;
    value = start.value;
  }
  for (const qualifier of qualifiers) {
    optional ||= qualifier.optional;
    const key = keyIn(run, qualifier);
    if (key instanceof CelFault) return key;
    const part = partOf(value, key);
    if (part === absent && optional) return new CelOptional();
    run.charge(1);
    if (part === absent) return missing(value, key);
    if (part instanceof CelFault) return part;
    value = part;
  }
  return optional ? new CelOptional(value) : value;
}

/** Whether the field is there: what `has()` asks. The chain before it must exist. */
export function testAttribute(run: Evaluation, attribute: Attribute, field: string): CelResult {
  const value = resolveAttribute(run, attribute);
  if (value instanceof CelFault) return value;
  const content = value instanceof CelOptional ? value.value : value;
  if (content === undefined) return false;
  const part = partOf(content, field);
  run.charge(1);
  if (part instanceof CelFault) return part;
  return part !== absent;
}
