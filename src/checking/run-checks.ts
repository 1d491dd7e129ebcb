// Runs checks over a model. What was not seen becomes unknown, never a pass.
import { compareMinor, renderMessage, type Finding, type Minor, type Outcome, type Severity } from "../core/index.ts";
import { settingsOf } from "../engines/component-config/index.ts";
import type { ClusterModel } from "../model/index.ts";
import type { Check } from "./check.ts";
import type { CheckContext, Examinable } from "./check-context.ts";
import { blindSpots, type BlindSpots } from "./blind-spots.ts";

/** A finding with everything defaulted and its message written out. */
export interface CheckFinding extends Finding {
  readonly outcome: "pass" | "fail" | "unknown";
  readonly severity: Severity;
  readonly text: string;
}

/** What one check says of the whole model. */
export interface CheckResult {
  readonly check: Check;
  readonly outcome: Outcome;
  /** Why the outcome is unknown or not applicable, and what would change that. */
  readonly reason?: string;
  readonly remedy?: string;
  /** Objects judged, and those left out because something about them was not seen. */
  readonly examined: number;
  readonly unseen: number;
  readonly findings: readonly CheckFinding[];
}

/** What the run is told. */
export interface RunOptions {
  /** Minors the facts speak of. */
  readonly supported: { readonly oldest: Minor; readonly newest: Minor };
  /** Options by check id; missing ones are the check's defaults. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Verdict = Pick<CheckResult, "outcome" | "reason" | "remedy">;

function versionVerdict(check: Check, version: Minor, supported: RunOptions["supported"]): Verdict | undefined {
  if (check.versions === undefined) return undefined;
  const { since, until } = check.versions;
  if (compareMinor(version, supported.oldest) < 0 || compareMinor(version, supported.newest) > 0) {
    return {
      outcome: "unknown",
      reason: `the check depends on the version, and facts cover ${supported.oldest} to ${supported.newest}, not ${version}`,
      remedy: "use a release of Plimsoll whose facts cover this version",
    };
  }
  if (since !== undefined && compareMinor(version, since) < 0) {
    return { outcome: "not-applicable", reason: `applies to Kubernetes ${since} and later` };
  }
  if (until !== undefined && compareMinor(version, until) > 0) {
    return { outcome: "not-applicable", reason: `applies to Kubernetes ${until} and earlier` };
  }
  return undefined;
}

function optionsOf(check: Check, given: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const schema = Object.entries(check.options ?? {}) as [string, { readonly default: unknown }][];
  return Object.fromEntries(schema.map(([name, option]) => [name, given[name] ?? option.default]));
}

function namespaceOf(item: Examinable): string | undefined {
  if ("metadata" in item) return item.metadata.namespace;
  return "namespace" in item ? item.namespace : undefined;
}

class Counter {
  examined = 0;
  unseen = 0;
  readonly #spots: BlindSpots;

  constructor(spots: BlindSpots) {
    this.#spots = spots;
  }

  each<T extends Examinable>(items: Iterable<T>): Iterable<T> {
    if (this.#spots.mayHide) return this.#seen(items);
    const all: readonly T[] = Array.isArray(items) ? items : Array.from(items);
    this.examined += all.length;
    return all;
  }

  *#seen<T extends Examinable>(items: Iterable<T>): Iterable<T> {
    for (const item of items) {
      if (this.#spots.hides(namespaceOf(item))) this.unseen++;
      else {
        this.examined++;
        yield item;
      }
    }
  }
}

function complete(check: Check, finding: Finding): CheckFinding {
  return {
    ...finding,
    outcome: finding.outcome ?? "fail",
    severity: finding.severity ?? check.severity,
    text: renderMessage(check.messages[finding.message] ?? finding.message, finding.data),
  };
}

function summarise(findings: readonly CheckFinding[], counter: Counter, spots: BlindSpots): Verdict {
  const has = (outcome: Outcome): boolean => findings.some((finding) => finding.outcome === outcome);
  const gap = spots.gap;
  if (has("fail")) return { outcome: "fail" };
  if (gap !== undefined) return { outcome: "unknown", reason: gap.reason, remedy: gap.remedy };
  if (has("unknown"))
    return { outcome: "unknown", reason: findings.find(({ outcome }) => outcome === "unknown")?.text ?? "" };
  if (counter.examined > 0) return { outcome: "pass" };
  return { outcome: "not-applicable", reason: "nothing that it applies to is in the input" };
}

function runCheck(check: Check, model: ClusterModel, options: RunOptions): CheckResult {
  const verdict = versionVerdict(check, model.version.minor, options.supported);
  if (verdict !== undefined) return { check, examined: 0, unseen: 0, findings: [], ...verdict };
  const spots = blindSpots(check, model);
  const counter = new Counter(spots);
  const context: CheckContext = {
    version: model.version.minor,
    asOf: model.asOf,
    options: optionsOf(check, options.options?.[check.id]),
    settings: (component) =>
      model.parts[`component/${component}`].objects.map((instance) => settingsOf(instance, model.version.minor)),
    each: (items) => counter.each(items),
  };
  const findings = spots.blind ? [] : Array.from(check.run(model, context), (finding) => complete(check, finding));
  return {
    check,
    examined: counter.examined,
    unseen: counter.unseen,
    findings,
    ...summarise(findings, counter, spots),
  };
}

/** Runs every check over the model; linear in checks, each check linear in what it reads. */
export function runChecks(model: ClusterModel, checks: readonly Check[], options: RunOptions): CheckResult[] {
  return checks.map((check) => runCheck(check, model, options));
}
