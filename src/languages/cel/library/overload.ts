// How functions are declared: signatures in short, and what they do.
import { CelFault } from "../values/cel-fault.ts";
import {
  celTypes,
  listOf,
  mapOf,
  opaqueOf,
  optionalOf,
  parameterOf,
  typeOf,
  type CelType,
} from "../values/cel-type.ts";
import type { CelValue } from "../values/cel-value.ts";
import type { CelRegex } from "../regex-engine.ts";
import type { CelResult } from "../values/runtime-type.ts";

/** What a function may use besides its arguments. */
export interface CallContext {
  /** A compiled pattern to search a text with; a fault where it is no pattern. */
  readonly regex: (pattern: string, text: string) => CelRegex | CelFault;
  /** Counts work that costs do not count; throws when there is too much. */
  readonly spend: (steps: number) => void;
}

/** One form of a function. */
export interface CelOverload {
  readonly id: string;
  readonly name: string;
  readonly member: boolean;
  /** The target of a member comes first. */
  readonly arguments: readonly CelType[];
  readonly result: CelType;
  readonly call: (args: readonly CelValue[], context: CallContext) => CelResult;
}

/** `no such overload`: no form of the function takes these values. */
export const noSuchOverload = new CelFault("no such overload");

function splitTop(text: string): string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (character === "(") depth++;
    if (character === ")") depth--;
    if ((character === "," && depth === 0) || at === text.length) {
      const part = text.slice(start, at).trim();
      if (part !== "") parts.push(part);
      start = at + 1;
    }
  }
  return parts;
}

const simple: Readonly<Record<string, CelType>> = celTypes;

/** Reads a type as it is written in declarations: `list(A)`, `map(string, int)`, `optional(A)`, `net.IP`; capitals are parameters. */
export function readType(text: string): CelType {
  const known = simple[text];
  if (known !== undefined) return known;
  if (/^[A-Z]$/.test(text)) return parameterOf(text);
  const [, name = text, inner = ""] = /^([^(]+)\((.*)\)$/.exec(text) ?? [];
  const [first = celTypes.dyn, second = celTypes.dyn] = splitTop(inner).map(readType);
  if (name === "list") return listOf(first);
  if (name === "map") return mapOf(first, second);
  if (name === "optional") return optionalOf(first);
  return name === "type" ? typeOf(first) : opaqueOf(text);
}

type Call<Args extends readonly CelValue[]> = (args: Args, context: CallContext) => CelResult;

function declare<Args extends readonly CelValue[]>(
  member: boolean,
  id: string,
  name: string,
  takes: string,
  gives: string,
  call: Call<Args>,
): CelOverload {
  const overload = { id, name, member, arguments: splitTop(takes).map(readType), result: readType(gives) };
  // The evaluator calls an overload only with values of the declared types.
  return { ...overload, call: call as unknown as CelOverload["call"] };
}

/** A form called as `name(arguments)`. */
export function global<Args extends readonly CelValue[]>(
  id: string,
  name: string,
  takes: string,
  gives: string,
  call: Call<Args>,
): CelOverload {
  return declare(false, id, name, takes, gives, call);
}

/** A form called as `target.name(arguments)`; the target is the first of `takes`. */
export function member<Args extends readonly CelValue[]>(
  id: string,
  name: string,
  takes: string,
  gives: string,
  call: Call<Args>,
): CelOverload {
  return declare(true, id, name, takes, gives, call);
}
