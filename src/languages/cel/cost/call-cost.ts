// What a call costs: cel-go's table (interpreter/runtimecost.go) below Kubernetes' (pkg/cel/library/cost.go).
import { actualSize } from "./actual-size.ts";
import { patternCost, textCost, type CallCost } from "./cost-units.ts";
import { isCheapToCompare, kubernetesCost } from "./kubernetes-costs.ts";

const first: CallCost = ([a]) => textCost(actualSize(a));
const second: CallCost = ([, b]) => textCost(actualSize(b));
const smaller: CallCost = ([a, b]) => textCost(Math.min(actualSize(a), actualSize(b)));
const both: CallCost = ([a, b]) => textCost(actualSize(a) + actualSize(b));
const pattern: CallCost = ([a, b]) => patternCost(actualSize(a), actualSize(b));
const one: CallCost = () => 1;

const byOverload: Readonly<Record<string, CallCost>> = {
  starts_with_string: second,
  ends_with_string: second,
  string_to_bytes: first,
  bytes_to_string: first,
  strings_quote: first,
  string_format: first,
  in_list: ([, b]) => actualSize(b),
  ...Object.fromEntries(
    ["less", "greater", "less_equals", "greater_equals"].flatMap((word) => [
      [`${word}_string`, smaller],
      [`${word}_bytes`, smaller],
    ]),
  ),
  add_string: both,
  add_bytes: both,
  matches: pattern,
  matches_string: pattern,
  contains_string: ([a, b]) => textCost(actualSize(a)) * textCost(actualSize(b)),
};

/** Equality of two values; Kubernetes' own types cost one. */
const equality: CallCost = (args, result) => (isCheapToCompare(args[0]) ? 1 : smaller(args, result));

/** The cost function of a call; the id of its form is empty where several forms may be meant. */
export function callCost(costs: "kubernetes" | "standard", name: string, overloadId: string): CallCost {
  if (name === "_==_") return costs === "kubernetes" ? equality : smaller;
  if (name === "_!=_") return smaller;
  const kubernetes = costs === "kubernetes" ? kubernetesCost(name, overloadId) : undefined;
  return kubernetes ?? (Object.hasOwn(byOverload, overloadId) ? byOverload[overloadId] : undefined) ?? one;
}
