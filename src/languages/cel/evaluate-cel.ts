// A program with values for its variables gives a value, or says why there is none, and what it cost.
import type { CelProgram } from "./compile-cel.ts";
import { Evaluation, LimitReached } from "./evaluator/evaluation.ts";
import { CelFault } from "./values/cel-fault.ts";
import type { CelValue } from "./values/cel-value.ts";

/** Value of each variable; `celUnknown(name)` for one that was not seen. A variable left out gives "no such attribute". */
export type CelBindings = Readonly<Record<string, CelValue | CelFault>>;

/** How far an evaluation may go. */
export interface CelEvaluationOptions {
  /** Units of cost as Kubernetes counts them; default 1,000,000, the API server's limit per expression. */
  readonly costLimit?: number;
}

/** A value, or the error in cel-go's words; `unknowns` are the unknown variables the answer needs, `limited` tells that a limit ended it. */
export type CelEvaluation =
  | { readonly value: CelValue; readonly cost: number }
  | { readonly error: string; readonly cost: number; readonly unknowns?: readonly string[]; readonly limited?: true };

/** PerCallLimit of k8s.io/apiserver/pkg/apis/cel. */
const perCallLimit = 1_000_000;

/**
 * Evaluates a program. Never throws for what the expression does. Time and memory are bounded by the cost limit.
 * Costs are those of k8s.io/apiserver (pkg/cel/library/cost.go over cel-go's interpreter/runtimecost.go).
 */
export function evaluateCel(
  { plan }: CelProgram,
  bindings: CelBindings,
  { costLimit = perCallLimit }: CelEvaluationOptions = {},
): CelEvaluation {
  const run = new Evaluation(bindings, plan.patterns, { limit: costLimit, slots: plan.slots });
  try {
    const value = plan.step(run);
    if (!(value instanceof CelFault)) return { value, cost: run.cost };
    const { message, unknowns } = value;
    return { error: message, cost: run.cost, ...(unknowns.length > 0 && { unknowns }) };
  } catch (thrown) {
    if (thrown instanceof LimitReached)
      return { error: thrown.message, cost: Math.min(run.cost, costLimit), limited: true };
    // The stack of a deep expression over deep data, or a text beyond what memory allows: an answer, not a crash.
    if (thrown instanceof RangeError)
      return { error: `operation cancelled: ${thrown.message}`, cost: run.cost, limited: true };
    throw thrown;
  }
}
