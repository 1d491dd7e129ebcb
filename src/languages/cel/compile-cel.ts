// From the text of an expression to a checked program.
import { checkExpression } from "./checker/check-expression.ts";
import { validateLiterals } from "./checker/validate-literals.ts";
import type { CelEnvironment } from "./environment.ts";
import { planExpression, type Plan } from "./evaluator/plan.ts";
import type { CelError } from "./syntax/cel-error.ts";
import type { CelExpression } from "./syntax/expression.ts";
import { parseCel } from "./syntax/parse-cel.ts";
import { positionIn } from "./syntax/source-position.ts";
import type { CelType } from "./values/cel-type.ts";

/** A checked expression, ready to be evaluated any number of times. */
export interface CelProgram {
  readonly source: string;
  readonly expression: CelExpression;
  readonly environment: CelEnvironment;
  readonly plan: Plan;
}

/** A program and the type of its result, or every error found. */
export type CelCompilation =
  | { readonly ok: true; readonly program: CelProgram; readonly resultType: CelType }
  | { readonly ok: false; readonly errors: readonly CelError[] };

/** cel-go reports no more errors than this. */
const mostErrors = 100;

/**
 * Parses and checks an expression. Never throws for a bad expression: errors have line and column and read as cel-go's.
 * Bounded as cel-go bounds it: 100,000 characters, nesting of 250.
 */
export function compileCel(source: string, environment: CelEnvironment): CelCompilation {
  const parsed = parseCel(source, environment.dialect);
  if ("errors" in parsed) return { ok: false, errors: parsed.errors.slice(0, mostErrors) };
  const { expression } = parsed;
  const checked = checkExpression(expression, environment);
  const faults = checked.faults.length > 0 ? checked.faults : validateLiterals(expression, checked.typeOf, environment);
  if (faults.length > 0) {
    const place = positionIn(source);
    const first = [...faults].sort((a, b) => a.at - b.at).slice(0, mostErrors);
    return { ok: false, errors: first.map(({ at, ...fault }) => ({ ...fault, ...place(at) })) };
  }
  const plan = planExpression(expression, checked, environment);
  if (plan.fault !== undefined && environment.dialect.checksConstants)
    return { ok: false, errors: [{ message: plan.fault.message, line: 1, column: 1 }] };
  return { ok: true, program: { source, expression, environment, plan }, resultType: checked.typeOf(expression) };
}
