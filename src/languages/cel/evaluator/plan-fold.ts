// Comprehensions: a loop over a list or a map that carries an accumulator.
import { CelFault } from "../values/cel-fault.ts";
import { CelMap, type CelValue } from "../values/cel-value.ts";
import { isList, typeName } from "../values/runtime-type.ts";
import type { Evaluation, Step } from "./evaluation.ts";

/** The parts of a fold; `slots` are the places of the accumulator and the two variables. */
export interface FoldPlan {
  readonly range: Step;
  readonly condition: Step;
  readonly step: Step;
  readonly result: Step;
  readonly slots: readonly [accumulator: number, first: number, second: number];
  readonly two: boolean;
}

/** cel-go names the type of its own program here. */
function goName(value: CelValue): string {
  const name = typeName(value).split(".").at(-1) ?? "";
  return `types.${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

type Entry = readonly [first: CelValue, second: CelValue];

function* entriesOf(range: readonly CelValue[] | CelMap, two: boolean): Generator<Entry> {
  if (!(range instanceof CelMap)) {
    for (const [at, item] of range.entries()) yield two ? [BigInt(at), item] : [item, item];
    return;
  }
  for (const [key, value] of range.entries.values()) yield [key, value];
}

/** The step of a fold. An error in the condition or the step does not end the loop: `all` and `exists` may still decide. */
export function foldStep(plan: FoldPlan): Step {
  const [accumulator, first, second] = plan.slots;
  const loop = (run: Evaluation, range: readonly CelValue[] | CelMap): void => {
    for (const [one, other] of entriesOf(range, plan.two)) {
      run.locals[first] = one;
      run.locals[second] = other;
      run.spend(1);
      const goesOn = plan.condition(run);
      if (goesOn === false) return;
      run.locals[accumulator] = plan.step(run);
    }
  };
  return (run) => {
    const range = plan.range(run);
    if (range instanceof CelFault) return range;
    if (!isList(range) && !(range instanceof CelMap))
      return new CelFault(
        plan.two
          ? `unsupported comprehension range type: ${goName(range)}`
          : `got '${goName(range)}', expected iterable type`,
      );
    run.locals[accumulator] = undefined;
    loop(run, range);
    const result = plan.result(run);
    run.locals[accumulator] = undefined;
    return result;
  };
}
