// Calls: operators that do not need all of their operands, and functions chosen by the types of their arguments.
import type { Checked } from "../checker/check-expression.ts";
import { callCost } from "../cost/call-cost.ts";
import type { CelEnvironment } from "../environment.ts";
import { appendStep, isAppending } from "./append.ts";
import { matchesType } from "../library/matches-type.ts";
import { noSuchOverload, type CelOverload } from "../library/overload.ts";
import type { CelCall, CelExpression } from "../syntax/expression.ts";
import { CelFault } from "../values/cel-fault.ts";
import { CelOptional, type CelValue } from "../values/cel-value.ts";
import { equalValues } from "../values/equality.ts";
import { isList, keyOf, typeName, type CelResult } from "../values/runtime-type.ts";
import { resolveAttribute, type Qualifier } from "./attribute.ts";
import { Evaluation, PatternCache, type Step } from "./evaluation.ts";
import type { Planned } from "./plan.ts";

const conversions = new Set([
  "bool",
  "bytes",
  "double",
  "duration",
  "dyn",
  "int",
  "string",
  "timestamp",
  "type",
  "uint",
]);

const patternTakers = new Set(["matches", "find", "findAll"]);

/** Fewer faults first: what is unknown may still be known, an error stays. */
function strongest(a: CelFault | undefined, b: CelFault): CelFault {
  if (a === undefined || (a.unknowns.length === 0 && b.unknowns.length > 0)) return b;
  if (a.unknowns.length === 0 || b.unknowns.length === 0) return a;
  const unknowns = [...new Set([...a.unknowns, ...b.unknowns])];
  return new CelFault(`unknown: ${unknowns.join(", ")}`, unknowns);
}

/** `a && b && …`: `decides` is the operand that settles it whatever the others are. */
function logicalStep(steps: readonly Step[], decides: boolean): Step {
  return (run) => {
    let fault: CelFault | undefined;
    for (const step of steps) {
      const value = step(run);
      if (value === decides) return decides;
      if (value instanceof CelFault) fault = strongest(fault, value);
      else if (typeof value !== "boolean") fault = strongest(fault, noSuchOverload);
    }
    return fault ?? !decides;
  };
}

/** The part of the planner that is about calls. */
export abstract class CallPlanner {
  protected readonly checked: Checked;
  protected readonly environment: CelEnvironment;
  /** The first constant call that fails. */
  constantFault: CelFault | undefined;
  readonly patterns: PatternCache;

  constructor(checked: Checked, environment: CelEnvironment) {
    this.checked = checked;
    this.environment = environment;
    this.patterns = new PatternCache(environment.regex);
  }

  abstract plan(node: CelExpression): Planned;
  protected abstract qualify(operand: Planned, qualifier: Qualifier): Planned;

  protected planCall(node: CelCall): Planned {
    const [first, second, third] = node.arguments;
    switch (node.function) {
      case "_&&_":
      case "_||_":
        return {
          step: logicalStep(
            node.arguments.map((part) => this.plan(part).step),
            node.function === "_||_",
          ),
        };
      case "_[_]":
      case "_[?_]":
      case "_?._":
        return first === undefined || second === undefined
          ? this.planFunction(node)
          : this.planIndex(node, first, second);
      case "_?_:_":
        return first === undefined || second === undefined || third === undefined
          ? this.planFunction(node)
          : this.planConditional(this.plan(first).step, this.plan(second), this.plan(third));
      case "@not_strictly_false":
        return first === undefined ? this.planFunction(node) : { step: notStrictlyFalse(this.plan(first).step) };
      case "or":
      case "orValue":
        return node.target !== undefined && first !== undefined && node.arguments.length === 1
          ? { step: orStep(this.plan(node.target).step, this.plan(first).step, node.function === "orValue") }
          : this.planFunction(node);
      default:
        return this.planFunction(node);
    }
  }

  private planIndex(node: CelCall, operand: CelExpression, index: CelExpression): Planned {
    const { attribute, constant, step } = this.plan(index);
    const lookUp: Step = attribute === undefined ? step : (run) => resolveAttribute(run, attribute);
    const key = constant === undefined ? lookUp : constant.value;
    return this.qualify(this.plan(operand), { key, optional: node.function !== "_[_]" });
  }

  /** The chosen branch costs nothing of its own where it is a chain of fields. */
  private planConditional(condition: Step, chosen: Planned, other: Planned): Planned {
    const branch = ({ attribute, step }: Planned): Step =>
      attribute === undefined ? step : (run) => resolveAttribute(run, attribute);
    const [ifTrue, ifFalse] = [branch(chosen), branch(other)];
    const step: Step = (run) => {
      const value = condition(run);
      if (value instanceof CelFault) return value;
      return typeof value === "boolean" ? (value ? ifTrue(run) : ifFalse(run)) : noSuchOverload;
    };
    return { step, attribute: { base: step, qualifiers: [], free: true } };
  }

  private planFunction(node: CelCall): Planned {
    const meaning = this.checked.meanings.get(node);
    const overloads = meaning?.kind === "function" ? meaning.overloads : [];
    const name = meaning?.kind === "function" ? meaning.name : node.function;
    const qualified = meaning?.kind === "function" && meaning.qualified;
    const parts = node.target === undefined || qualified ? node.arguments : [node.target, ...node.arguments];
    const planned = parts.map((part) => this.plan(part));
    this.compileConstantPattern(name, planned[1]);
    if (isAppending(node) && planned[0] !== undefined && planned[1] !== undefined)
      return {
        step: appendStep(
          name,
          planned.map((plan) => plan.step),
        ),
      };
    const inSet = this.planMembership(overloads, planned);
    if (inSet !== undefined) return inSet;
    const step = this.functionStep(
      name,
      overloads,
      planned.map((plan) => plan.step),
    );
    const [only] = planned;
    if (planned.length !== 1 || only?.constant === undefined || !conversions.has(name)) return { step };
    return this.fold(step);
  }

  /** A constant pattern is compiled when the program is made. */
  private compileConstantPattern(name: string, pattern: Planned | undefined): void {
    const text = pattern?.constant?.value;
    if (!patternTakers.has(name) || typeof text !== "string") return;
    const compiled = this.patterns.compile(text);
    if (compiled instanceof CelFault) this.constantFault ??= compiled;
  }

  /** A conversion of a constant is done when the program is made. */
  private fold(step: Step): Planned {
    const run = new Evaluation({}, this.patterns, { limit: Number.MAX_SAFE_INTEGER, slots: 0 });
    const value = step(run);
    if (!(value instanceof CelFault)) return { step: () => value, constant: { value } };
    this.constantFault ??= value;
    return { step };
  }

  /** `x in [constants]` looks in a set, and costs no more than x. */
  private planMembership(overloads: readonly CelOverload[], [item, list]: readonly Planned[]): Planned | undefined {
    const [overload] = overloads;
    if (overloads.length !== 1 || overload?.id !== "in_list" || item === undefined) return undefined;
    const values = list?.constant?.value;
    if (values === undefined || !isList(values)) return undefined;
    if (values.length === 0) return { step: () => false, constant: { value: false } };
    if (values.some((value) => value === null || (typeof value === "object" && keyOf(value) === undefined)))
      return undefined;
    const known = new Set(values.map((value) => keyOf(value) ?? value));
    return {
      step: (run) => {
        const value = item.step(run);
        return value instanceof CelFault ? value : known.has(keyOf(value) ?? value);
      },
    };
  }

  private functionStep(name: string, overloads: readonly CelOverload[], steps: readonly Step[]): Step {
    const [single] = overloads;
    const id = overloads.length === 1 && single !== undefined ? single.id : "";
    const cost = callCost(this.environment.dialect.costs, name, id);
    const call = callOf(name, overloads, this.environment.dialect.functions.get(name) ?? overloads);
    return (run) => {
      const args: CelValue[] = [];
      let fault: CelFault | undefined;
      for (const step of steps) {
        const value = step(run);
        if (value instanceof CelFault) {
          fault = strongest(fault, value);
          // What failed has the size of a single value.
          args.push(null);
        } else args.push(value);
      }
      // Most costs are known before the call, so that a call that costs too much is not made.
      const early = cost.length < 2;
      if (early) run.charge(cost(args, null));
      const result = fault ?? call(args, run);
      if (!early) run.charge(cost(args, result));
      return result;
    };
  }
}

/** cel-go names the function where its first argument is of no type that the function knows, and the types where each form is of its own. */
function noOverloadOf(name: string, overloads: readonly CelOverload[], args: readonly CelValue[]): CelFault {
  const [first] = args;
  const isShared = /^[^A-Za-z]|^(?:size|type|dyn|sort)$/.test(name);
  if (!isShared) return new CelFault(`no such overload: ${name}(${args.map(typeName).join(", ")})`);
  const isKnown =
    name === "!_" || first === undefined || overloads.some((overload) => matchesType(first, overload.arguments[0]));
  return isKnown ? noSuchOverload : new CelFault(`no such overload: ${name}`);
}

type Call = (args: readonly CelValue[], run: Evaluation) => CelResult;

function callOf(name: string, overloads: readonly CelOverload[], all: readonly CelOverload[]): Call {
  if (name === "_==_" || name === "_!=_") {
    const wanted = name === "_==_";
    return ([a = null, b = null], run) => equalValues(a, b, run.spend) === wanted;
  }
  return (args, run) => {
    const chosen = overloads.find((overload) => args.every((value, at) => matchesType(value, overload.arguments[at])));
    return chosen === undefined ? noOverloadOf(name, all, args) : chosen.call(args, run);
  };
}

function notStrictlyFalse(operand: Step): Step {
  return (run) => {
    const value = operand(run);
    run.charge(1);
    return value !== false;
  };
}

/** `a.or(b)` and `a.orValue(b)`: b is looked at only where a has no value. */
function orStep(first: Step, other: Step, unwrap: boolean): Step {
  return (run) => {
    const value = first(run);
    if (value instanceof CelFault) return value;
    if (!(value instanceof CelOptional)) return noSuchOverload;
    if (value.value === undefined) return other(run);
    return unwrap ? value.value : value;
  };
}
