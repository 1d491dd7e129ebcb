// Which rules can ever decide a request: those covered by earlier rules never do, whatever is asked.
import type { AuditedRequest, AuditPolicy, AuditRule } from "./policy.ts";
import { axesOf, freshText, isPossible, type Axis, type RequestPart } from "./request-space.ts";
import { proofOf } from "./shadow-proof.ts";

/**
 * Whether a rule decides anything.
 * - `reachable`: `witness` is a request it decides, as usual a one as there is: where its user is absent, only failed logins reach the rule.
 * - `shadowed`: every request it takes is decided by one of `by`, of which none can be left out; `proof` says why, its names untrusted.
 * - `empty`: no request there is fits it: a verb that no request has, a URL that is a resource's.
 * - `undecided`: the policy is too large to be sure.
 */
export type RuleReach =
  | { readonly rule: number; readonly status: "reachable"; readonly witness: AuditedRequest }
  | {
      readonly rule: number;
      readonly status: "shadowed";
      readonly by: readonly number[];
      readonly proof: readonly string[];
    }
  | { readonly rule: number; readonly status: "empty" | "undecided" };

/** How many comparisons of words one policy may cost, and what a combination of values counts for. */
const most = 10_000_000;
const combinationCost = 20;

class TooLarge extends Error {}

/** One value of an axis, and the earlier rules that take it, as bits. */
interface Choice {
  readonly value: RequestPart;
  readonly takers: bigint;
}

/** A request no earlier rule takes, or the earlier rules that take part in taking all; neither for a rule that nothing fits. */
interface Search {
  readonly witness?: RequestPart;
  readonly covering?: bigint;
}

class Finder {
  private readonly policy: AuditPolicy;
  private readonly fresh: string;
  /** The words of the rules before each rule. */
  private readonly words: readonly number[];
  private work = 0;

  constructor(policy: AuditPolicy) {
    this.policy = policy;
    this.fresh = freshText(policy);
    let words = 0;
    this.words = policy.rules.map((rule) => (words += wordsOf(rule)) - wordsOf(rule));
  }

  reach(rule: number): RuleReach {
    try {
      return this.find(rule);
    } catch (error) {
      if (error instanceof TooLarge) return { rule, status: "undecided" };
      throw error;
    }
  }

  private find(index: number): RuleReach {
    const rule = this.policy.rules[index];
    this.spend(rule === undefined ? 0 : rule.users.length * rule.userGroups.length + wordsOf(rule));
    const axes = rule === undefined ? [] : axesOf(rule, this.fresh);
    const spaces = axes.map((list) => list.map((axis) => this.choices(axis, index)));
    const { witness, covering } = this.search(spaces, (1n << BigInt(index)) - 1n);
    if (witness !== undefined) return { rule: index, status: "reachable", witness: requestOf(witness) };
    if (covering === undefined) return { rule: index, status: "empty" };
    const by = this.least(spaces, covering);
    return { rule: index, status: "shadowed", by, proof: proofOf(this.policy, index, by) };
  }

  private spend(amount: number): void {
    this.work += amount;
    if (this.work > most) throw new TooLarge();
  }

  /** Values that earlier rules treat alike count once. */
  private choices({ values, takes, kind }: Axis, index: number): readonly Choice[] {
    const choices = new Map<string, Choice>();
    const earlier = this.policy.rules.slice(0, index);
    for (const value of values) {
      this.spend(1 + (this.words[index] ?? 0));
      let takers = 0n;
      for (const [at, rule] of earlier.entries()) if (takes(rule, value)) takers |= 1n << BigInt(at);
      const key = `${takers} ${kind(value)}`;
      if (!choices.has(key)) choices.set(key, { value, takers });
    }
    return [...choices.values()];
  }

  private search(spaces: readonly (readonly (readonly Choice[])[])[], mask: bigint): Search {
    let covering: bigint | undefined;
    for (const axes of spaces) {
      for (const { value, takers } of this.combinations(axes, { value: {}, takers: mask })) {
        if (!isPossible(value)) continue;
        if (takers === 0n) return { witness: value };
        covering = (covering ?? 0n) | takers;
      }
    }
    return covering === undefined ? {} : { covering };
  }

  private *combinations([first, ...rest]: readonly (readonly Choice[])[], start: Choice): Generator<Choice> {
    if (first === undefined) {
      yield start;
      return;
    }
    for (const { value, takers } of first) {
      this.spend(combinationCost);
      yield* this.combinations(rest, { value: { ...start.value, ...value }, takers: start.takers & takers });
    }
  }

  /** Leaves out every rule, the last ones first, that the others do without. */
  private least(spaces: readonly (readonly (readonly Choice[])[])[], covering: bigint): readonly number[] {
    let mask = covering;
    for (let at = covering.toString(2).length - 1; at >= 0; at--) {
      const without = mask & ~(1n << BigInt(at));
      if (without !== mask && this.search(spaces, without).witness === undefined) mask = without;
    }
    return this.policy.rules.flatMap((_rule, at) => (((mask >> BigInt(at)) & 1n) === 1n ? [at] : []));
  }
}

function wordsOf({ users, userGroups, verbs, resources, namespaces, nonResourceURLs }: AuditRule): number {
  const inGroups = resources.map(({ resources, resourceNames }) => 1 + resources.length + resourceNames.length);
  const lists = [users, userGroups, verbs, namespaces, nonResourceURLs].map(({ length }) => length);
  return [...lists, ...inGroups].reduce((sum, length) => sum + length, 1);
}

function requestOf({ user, ...part }: RequestPart): AuditedRequest {
  const { verb = "", path, namespace = "", apiGroup = "", resource = "", subresource = "", name = "" } = part;
  if (path !== undefined) return { user, verb, path };
  return { user, verb, apiGroup, apiVersion: "v1", resource, subresource, namespace, name };
}

/**
 * Whether each rule decides any request, in the order of the rules. Exact: users, groups, names, namespaces and resources may be any, verbs are
 * those a URL can have. Exponential at worst, as covering boxes is; bounded, with `undecided` for what is left.
 */
export function ruleReach(policy: AuditPolicy): readonly RuleReach[] {
  const finder = new Finder(policy);
  return policy.rules.map((_rule, index) => finder.reach(index));
}
