// What a check is: metadata a person can read, and a function that asks the engines and reports.
import type { Evidence, Finding, Minor, Severity } from "../core/index.ts";
import type { ClusterModel, PartName } from "../model/index.ts";
import type { CheckContext } from "./check-context.ts";

/** The areas of the catalogue. */
export const domains = [
  "authentication",
  "authorization",
  "workloads",
  "images",
  "secrets",
  "namespaces",
  "services",
  "ingress",
  "network",
  "control-plane",
  "node",
  "certificates",
  "audit",
  "admission",
  "upgrade",
] as const;

export type Domain = (typeof domains)[number];

/**
 * A part a check reads. `each`: objects are judged one by one. `all`: the check argues from absence ("no policy selects
 * it"), so a part that is not fully collected makes the answer unknown; `within: "namespace"` when only the namespace of
 * the object matters.
 */
export type Read =
  | { readonly part: PartName; readonly as: "each" }
  | { readonly part: PartName; readonly as: "all"; readonly within?: "namespace" };

/** One setting a user may change; the type is that of the default. */
export interface OptionDefinition<T> {
  readonly default: T;
  readonly description: string;
}

/** The options of a check: text, number, truth value or list of texts each. */
export type OptionSchema<Opt extends object> = { readonly [K in keyof Opt]: OptionDefinition<Opt[K]> };

/** A link to a specification or an explanation. */
export type URLString = `https://${string}`;

/** One check of the catalogue. */
export interface Check<M extends string = string, Opt extends object = object> {
  /** kebab-case, the file's name; never reused. */
  readonly id: string;
  readonly domain: Domain;
  /** What is out of line, as a short statement: "Container runs privileged". */
  readonly title: string;
  readonly severity: Severity;
  /** Why it matters, for a reader new to the problem. */
  readonly rationale: string;
  /** What to do about it. */
  readonly remediation: string;
  readonly references: readonly [URLString, ...URLString[]];
  readonly reads: readonly [Read, ...Read[]];
  /** Minors the check speaks of; outside them it is not applicable. */
  readonly versions?: { readonly since?: Minor; readonly until?: Minor };
  readonly options?: OptionSchema<Opt>;
  readonly messages: Readonly<Record<M, string>>;
  /** Former ids, still accepted in waivers, baselines and on the command line. */
  readonly aliases?: readonly string[];
  run(model: ClusterModel, context: CheckContext<Opt>): Iterable<Finding<NoInfer<M>>>;
}

/** A check whose message ids and options are inferred from its definition. */
export function defineCheck<const M extends string, Opt extends object = Record<never, never>>(
  check: Check<M, Opt>,
): Check<M, Opt> {
  return check;
}

/** Evidence that a field of an object decided. */
export function fieldEvidence(path: string, value: string | number | boolean | null, text: string): Evidence {
  return { source: "field", path, value, text };
}
