// The costs that Kubernetes sets for its libraries (pkg/cel/library/cost.go), and cel-go's for lists and sets (ext/lists.go, ext/sets.go).
import { CelNamedFormat } from "../library/kubernetes/format-functions.ts";
import { CelOpaque, type CelValue } from "../values/cel-value.ts";
import { isList } from "../values/runtime-type.ts";
import { actualSize, traversalCost } from "./actual-size.ts";
import { patternCost, textCost, type CallCost } from "./cost-units.ts";

const one: CallCost = () => 1;
const text: CallCost = ([a]) => textCost(actualSize(a));
const textTwice: CallCost = ([a]) => textCost(actualSize(a), 2);
const traversal: CallCost = ([a]) => (a === undefined ? 0 : traversalCost(a));

/** A selector is a list of requirements, at least one to every two characters. */
const selector: CallCost = ([, b]) => {
  const size = actualSize(b);
  return 10 + textCost(size) + Math.ceil(Math.ceil(size * 0.5) * 50);
};

const validate: CallCost = ([format, value]) =>
  format instanceof CelNamedFormat ? patternCost(actualSize(value), format.format.patternSize) : 1;

function containment(base: number, id: string, parsed: string): CallCost {
  return ([cidr, other]) => {
    const size = actualSize(cidr);
    const masking = base === 0 ? 0 : textCost(size) + base;
    return textCost(size, 2) + masking + (id === parsed ? textCost(actualSize(other)) : 0);
  };
}

function named(names: string, cost: CallCost): readonly (readonly [string, CallCost])[] {
  return names.split(" ").map((name) => [name, cost] as const);
}

/** By the name of the function, whatever its form. */
const byName: ReadonlyMap<string, CallCost> = new Map([
  ...named("check", () => 350_000),
  ...named("serviceAccount path group resource subresource namespace name allowed reason error errored", one),
  ...named("fieldSelector labelSelector", selector),
  ...named("isSorted sum max min indexOf lastIndexOf includes", traversal),
  ...named("url lowerAscii upperAscii substring trim jsonpatch.escapeKey", text),
  ...named("replace split", textTwice),
  ...named("join", (_args, result) => textCost(actualSize(result), 2)),
  ...named("find findAll", ([a, b]) => patternCost(actualSize(a), actualSize(b))),
  ...named("cidr isIP isCIDR quantity isQuantity semver isSemver", text),
  ...named("ip.isCanonical", textTwice),
  ...named("masked prefixLength family isUnspecified isLoopback", one),
  ...named("isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast", one),
  ...named("validate", validate),
  ...named("format.named sign asInteger isInteger asApproximateFloat isGreaterThan isLessThan", one),
  ...named("compareTo add sub major minor patch", one),
  ...named("getScheme getHostname getHost getPort getEscapedPath getQuery", one),
]);

function listCost(factor: number, size: number): number {
  return Math.trunc(size * factor) + 11;
}

function selfComparison(list: CelValue | undefined): number {
  const size = actualSize(list);
  const first = list !== undefined && isList(list) ? list[0] : undefined;
  const isText = typeof first === "string" || first instanceof Uint8Array;
  return listCost(isText ? 2.1 : 2, size * size);
}

function pairs(factor: number): CallCost {
  return ([a, b]) => 1 + Math.trunc(actualSize(a) * actualSize(b) * factor);
}

const output: CallCost = (_args, result) => listCost(1, actualSize(result));

const byOverload: Readonly<Record<string, CallCost>> = {
  list_slice: output,
  list_flatten: ([list]) => listCost(1, actualSize(list)),
  list_flatten_int: ([list, depth]) =>
    listCost(typeof depth === "bigint" && depth >= 0n ? Number(depth) : 1, actualSize(list)),
  lists_range: output,
  list_reverse: output,
  list_distinct: ([list]) => selfComparison(list),
  list_sets_contains_list: pairs(1),
  list_sets_intersects_list: pairs(1),
  list_sets_equivalent_list: pairs(2),
};

/** Kubernetes' cost of a call; undefined where cel-go's stands. */
export function kubernetesCost(name: string, overloadId: string): CallCost | undefined {
  if (Object.hasOwn(byOverload, overloadId)) return byOverload[overloadId];
  if (overloadId.endsWith("_sort")) return ([list]) => selfComparison(list);
  if (overloadId.endsWith("_sortByAssociatedKeys")) return ([, keys]) => selfComparison(keys);
  switch (name) {
    case "ip":
      return overloadId === "cidr_ip" ? one : text;
    case "containsIP":
      return containment(0, overloadId, "cidr_contains_ip_string");
    case "containsCIDR":
      return containment(1, overloadId, "cidr_contains_cidr_string");
    default:
      return byName.get(name);
  }
}

/** Values of Kubernetes' types are compared at a cost of one. */
export function isCheapToCompare(value: CelValue | undefined): boolean {
  return value instanceof CelOpaque;
}
