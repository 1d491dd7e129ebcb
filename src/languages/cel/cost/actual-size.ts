// How large a value is to the cost model.
import { CelMap, CelOptional, type CelValue } from "../values/cel-value.ts";
import { CelFault } from "../values/cel-fault.ts";
import { isList, type CelResult } from "../values/runtime-type.ts";
import { characterCount } from "../values/text.ts";

/** Values of libraries that have a size of their own (addresses: their bytes). */
interface Sized {
  readonly size: number;
}

function isSized(value: object): value is Sized {
  return "size" in value && typeof value.size === "number";
}

/** Characters of a text, bytes, elements, entries; 1 for anything else. */
export function actualSize(value: CelResult | undefined): number {
  if (value === undefined || value instanceof CelFault || value === null) return 1;
  if (typeof value === "string") return characterCount(value);
  if (typeof value !== "object") return 1;
  if (isList(value) || value instanceof Uint8Array) return value.length;
  if (value instanceof CelMap) return value.entries.size;
  if (value instanceof CelOptional) return value.value === undefined ? 1 : actualSize(value.value);
  return isSized(value) ? value.size : 1;
}

/** What walking through a value costs (traversalCost of k8s.io/apiserver/pkg/cel/library/cost.go). */
export function traversalCost(value: CelValue): number {
  if (typeof value === "string") return Math.trunc(new TextEncoder().encode(value).length / 10);
  if (value instanceof Uint8Array) return Math.trunc(value.length / 10);
  if (isList(value)) return value.reduce<number>((sum, item) => sum + traversalCost(item), 0);
  if (!(value instanceof CelMap)) return 1;
  let cost = 0;
  for (const [key, item] of value.entries.values()) cost += traversalCost(key) + traversalCost(item);
  return cost;
}
