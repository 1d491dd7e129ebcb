// From a checked expression to functions that evaluate it (cel-go interpreter/planner.go).
import type { Checked } from "../checker/check-expression.ts";
import type { CelExpression, CelFold, CelSelect } from "../syntax/expression.ts";
import { CelFault } from "../values/cel-fault.ts";
import { CelTypeValue, type CelValue } from "../values/cel-value.ts";
import { resolveAttribute, testAttribute, type Attribute, type Qualifier } from "./attribute.ts";
import type { PatternCache, Step } from "./evaluation.ts";
import { freshStart } from "./append.ts";
import { CallPlanner } from "./plan-call.ts";
import { foldStep } from "./plan-fold.ts";
import { listStep, mapStep, objectStep } from "./plan-literal.ts";
import type { CelEnvironment } from "../environment.ts";

/** A planned part: its step, its value where that is known, its chain of fields where it is one. */
export interface Planned {
  readonly step: Step;
  readonly constant?: { readonly value: CelValue };
  readonly attribute?: Attribute;
}

/** A planned expression, and how many variables of comprehensions it needs. */
export interface Plan {
  readonly step: Step;
  readonly slots: number;
  /** Patterns compiled so far, for every run. */
  readonly patterns: PatternCache;
}

type Scope = ReadonlyMap<string, Step>;

function constant(value: CelValue): Planned {
  return { step: () => value, constant: { value } };
}

function attribute(chain: Attribute): Planned {
  const step: Step = (run) => {
    const value = resolveAttribute(run, chain);
    if (chain.free !== true) run.charge(1);
    return value;
  };
  return { step, attribute: chain };
}

class ExpressionPlanner extends CallPlanner {
  slots = 0;
  private scope: Scope = new Map();
  /** Parts that macros use twice are planned once in each scope. */
  private readonly planned = new Map<CelExpression, { readonly scope: Scope; readonly plan: Planned }>();

  override plan(node: CelExpression): Planned {
    const known = this.planned.get(node);
    if (known?.scope === this.scope) return known.plan;
    const plan = this.planNew(node);
    this.planned.set(node, { scope: this.scope, plan });
    return plan;
  }

  private planNew(node: CelExpression): Planned {
    switch (node.kind) {
      case "literal":
        return constant(node.value);
      case "identifier":
        return this.planName(node, node.name);
      case "select":
        return this.planSelect(node);
      case "call":
        return this.planCall(node);
      case "list":
        return listStep(
          node.elements.map((item) => this.plan(item)),
          node.optional,
        );
      case "map": {
        const entries = node.entries.map(
          ({ key, value, optional }) => [this.plan(key), this.plan(value), optional] as const,
        );
        return mapStep(entries, this.environment.dialect.repeatedKeys);
      }
      case "object":
        return {
          step: objectStep(node.fields.map(({ field, value, optional }) => [field, this.plan(value), optional])),
        };
      default:
        return { step: this.planFold(node) };
    }
  }

  private planName(node: CelExpression, name: string): Planned {
    const meaning = this.checked.meanings.get(node);
    if (meaning?.kind === "type") return constant(new CelTypeValue(meaning.type));
    if (meaning?.kind === "variable") {
      const variable = meaning.name;
      return attribute({ base: (run) => run.variable(variable), qualifiers: [] });
    }
    const local = this.scope.get(name);
    const fault = new CelFault(`no such attribute(s): ${name}`);
    return attribute({ base: local ?? (() => fault), qualifiers: [] });
  }

  private planSelect(node: CelSelect): Planned {
    if (this.checked.meanings.has(node)) return this.planName(node, node.field);
    const operand = this.plan(node.operand);
    if (!node.test) return this.qualify(operand, { key: node.field, optional: false });
    const chain = this.chainOf(operand);
    return { step: (run) => testAttribute(run, chain, node.field) };
  }

  private chainOf(operand: Planned): Attribute {
    return operand.attribute ?? { base: operand.step, qualifiers: [] };
  }

  protected override qualify(operand: Planned, qualifier: Qualifier): Planned {
    const chain = this.chainOf(operand);
    return attribute({ ...chain, qualifiers: [...chain.qualifiers, qualifier] });
  }

  private planFold(node: CelFold): Step {
    const range = this.plan(node.range).step;
    const initial = freshStart(node.initial) ?? this.plan(node.initial).step;
    const outer = this.scope;
    const [accumulator, first, second] = [this.slots++, this.slots++, this.slots++];
    const local =
      (slot: number): Step =>
      (run) =>
        run.locals[slot] ?? new CelFault("no such attribute");
    const accumulated: Step = (run) => (run.locals[accumulator] ??= initial(run));
    const around = new Map(outer).set(node.accumulator, accumulated);
    const inner = new Map(around).set(node.variable, local(first));
    if (node.second !== undefined) inner.set(node.second, local(second));
    this.scope = inner;
    const [condition, step] = [this.plan(node.condition).step, this.plan(node.step).step];
    this.scope = around;
    const result = this.plan(node.result).step;
    this.scope = outer;
    return foldStep({
      range,
      condition,
      step,
      result,
      slots: [accumulator, first, second],
      two: node.second !== undefined,
    });
  }
}

/** Plans a checked expression. A fault is a constant that no run could do anything with (`int("x")`, a broken pattern). */
export function planExpression(
  expression: CelExpression,
  checked: Checked,
  environment: CelEnvironment,
): Plan & { readonly fault?: CelFault } {
  const planner = new ExpressionPlanner(checked, environment);
  const { step } = planner.plan(expression);
  return {
    step,
    slots: planner.slots,
    patterns: planner.patterns,
    ...(planner.constantFault && { fault: planner.constantFault }),
  };
}
