// One run of a program: values of variables, what it has cost so far, and the limits it must keep.
import type { CelRegex, CelRegexEngine } from "../regex-engine.ts";
import { CelFault } from "../values/cel-fault.ts";
import type { CelResult } from "../values/runtime-type.ts";
import type { CallContext } from "../library/overload.ts";

/** Ends a run that costs or does too much. */
export class LimitReached extends Error {}

/** The server's words when the cost limit ends an evaluation (cel-go interpreter/runtimecost.go). */
const costExceeded = "operation cancelled: actual cost limit exceeded";

/** Work that costs do not count: comparing and copying what was built. Far more than any expression of use needs. */
const mostWork = 20_000_000;

/** Patterns longer than this are not compiled: memory of a compiled pattern is a multiple of its length. */
const longestPattern = 100_000;

/** How many steps a pattern may take for each character: its length, and what its repetitions add to it (at most 1000 times). */
function patternWeight(pattern: string): number {
  let times = 1;
  for (const [, least = "", most = ""] of pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g))
    times = Math.min(1000, times * Math.max(1, Number(least), Number(most)));
  return pattern.length * times;
}

/** Compiled patterns of a program. */
export class PatternCache {
  private readonly engine: CelRegexEngine;
  private readonly known = new Map<string, CelRegex | CelFault>();

  constructor(engine: CelRegexEngine) {
    this.engine = engine;
  }

  compile(pattern: string): CelRegex | CelFault {
    const known = this.known.get(pattern);
    if (known !== undefined) return known;
    const compiled = this.compileNew(pattern);
    if (this.known.size >= 100) this.known.clear();
    this.known.set(pattern, compiled);
    return compiled;
  }

  private compileNew(pattern: string): CelRegex | CelFault {
    if (pattern.length > longestPattern) return new CelFault("error parsing regexp: expression too large");
    const compiled = this.engine.compile(pattern);
    return "fault" in compiled ? new CelFault(compiled.fault) : compiled;
  }
}

/** The state of one run. */
export class Evaluation implements CallContext {
  cost = 0;
  /** Values of the variables that comprehensions declare; undefined where the accumulator has not been asked for. */
  readonly locals: (CelResult | undefined)[];
  private readonly limit: number;
  private work = mostWork;
  private readonly bindings: Readonly<Record<string, CelResult | undefined>>;
  private readonly patterns: PatternCache;

  constructor(
    bindings: Readonly<Record<string, CelResult | undefined>>,
    patterns: PatternCache,
    options: { readonly limit: number; readonly slots: number },
  ) {
    this.bindings = bindings;
    this.patterns = patterns;
    this.limit = options.limit;
    this.locals = Array.from({ length: options.slots }, () => undefined);
  }

  charge(cost: number): void {
    this.cost += cost;
    if (this.cost > this.limit) throw new LimitReached(costExceeded);
  }

  readonly spend = (steps: number): void => {
    this.work -= steps;
    if (this.work < 0) throw new LimitReached("operation cancelled: too much work");
  };

  variable(name: string): CelResult {
    const value = Object.hasOwn(this.bindings, name) ? this.bindings[name] : undefined;
    return value === undefined ? new CelFault(`no such attribute(s): ${name}`) : value;
  }

  readonly regex = (pattern: string, text: string): CelRegex | CelFault => {
    this.spend(pattern.length + ((text.length + 1) * patternWeight(pattern)) / 16);
    return this.patterns.compile(pattern);
  };
}

/** A part of a program: what it does in a run. */
export type Step = (run: Evaluation) => CelResult;
