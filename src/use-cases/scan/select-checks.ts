// Which checks run, with which severities and options: the command line and the configuration, understood.
import { domains, type Check } from "../../checking/index.ts";
import { didYouMean, matchesGlob, PlimsollError, severities, type Severity } from "../../core/index.ts";
import { readCheckOptions, type CheckOptions } from "./check-options.ts";

/** Settings of one check in the configuration. */
export interface CheckSettings {
  /** `off` leaves the check out. */
  readonly severity?: Severity | "off";
  readonly options?: Readonly<Record<string, unknown>>;
}

/** What to run. Names are ids, former ids, or patterns with `*`; lists that are absent or empty select everything. */
export interface CheckSelection {
  readonly check?: readonly string[];
  readonly skip?: readonly string[];
  readonly domain?: readonly string[];
  /** By id or former id. */
  readonly checks?: Readonly<Record<string, CheckSettings>>;
}

/** The checks to run, and their options by id. */
export interface SelectedChecks {
  readonly checks: readonly Check[];
  readonly options: Readonly<Record<string, CheckOptions>>;
}

function namesOf({ id, aliases = [] }: Check): readonly string[] {
  return [id, ...aliases];
}

/** @throws PlimsollError PLIMSOLL_UNKNOWN_CHECK, with the names that come close. */
export function unknownCheck(name: string, all: readonly Pick<Check, "id" | "aliases">[]): PlimsollError {
  const names = all.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
  return new PlimsollError("PLIMSOLL_UNKNOWN_CHECK", {
    message: `there is no check "${name}".${didYouMean(name, names)}`,
    hint: "`plimsoll checks` lists every check",
  });
}

/** The checks a pattern names; one that names none is an error, lest a typing mistake pass for a clean result. */
function named(all: readonly Check[], pattern: string): readonly Check[] {
  const found = all.filter((check) => namesOf(check).some((name) => matchesGlob(pattern, name)));
  if (found.length === 0) throw unknownCheck(pattern, all);
  return found;
}

function requireDomains(names: readonly string[]): void {
  const wrong = names.find((name) => !(domains as readonly string[]).includes(name));
  if (wrong === undefined) return;
  throw new PlimsollError("PLIMSOLL_USAGE", {
    message: `there is no domain "${wrong}".${didYouMean(wrong, domains)}`,
    hint: `the domains are ${domains.join(", ")}`,
  });
}

function requireSeverity(id: string, severity: string | undefined): void {
  const allowed: readonly string[] = [...severities, "off"];
  if (severity === undefined || allowed.includes(severity)) return;
  throw new PlimsollError("PLIMSOLL_CONFIG", {
    message: `the severity of check ${id} is "${severity}".${didYouMean(severity, allowed)}`,
    hint: `use one of ${allowed.join(", ")}`,
  });
}

/** A check whose findings all have one severity, those too that would depend on what is found. */
function withSeverity(check: Check, severity: Severity): Check {
  return {
    ...check,
    severity,
    *run(model, context) {
      for (const finding of check.run(model, context)) yield { ...finding, severity };
    },
  };
}

function settingsById(all: readonly Check[], checks: CheckSelection["checks"] = {}): Map<string, CheckSettings> {
  const settings = new Map<string, CheckSettings>();
  for (const [name, given] of Object.entries(checks)) {
    const check = all.find((one) => namesOf(one).includes(name));
    if (check === undefined) throw unknownCheck(name, all);
    requireSeverity(check.id, given.severity);
    settings.set(check.id, given);
  }
  return settings;
}

/**
 * Selects checks: those named, of the domains named, without those skipped or turned off. Keeps the order of `all`.
 * @throws PlimsollError for a name or pattern that names nothing, a wrong severity or option, or when no check is left:
 * a scan that examines nothing would look like a clean one.
 */
export function selectChecks(all: readonly Check[], selection: CheckSelection = {}): SelectedChecks {
  const { check = [], skip = [], domain = [] } = selection;
  requireDomains(domain);
  const settings = settingsById(all, selection.checks);
  const wanted = new Set(check.length === 0 ? all : check.flatMap((pattern) => named(all, pattern)));
  const skipped = new Set(skip.flatMap((pattern) => named(all, pattern)));
  const selected = all.flatMap((one) => {
    const severity = settings.get(one.id)?.severity;
    const inDomain = domain.length === 0 || domain.includes(one.domain);
    if (!wanted.has(one) || skipped.has(one) || !inDomain || severity === "off") return [];
    return [severity === undefined ? one : withSeverity(one, severity)];
  });
  if (selected.length === 0) {
    throw new PlimsollError("PLIMSOLL_USAGE", {
      message: "no check is left to run",
      hint: "the checks and domains asked for, less those skipped or turned off, leave nothing: ask for more or skip less",
    });
  }
  const options = all.flatMap((one) => {
    const given = settings.get(one.id)?.options;
    return given === undefined ? [] : [[one.id, readCheckOptions(one, given)] as const];
  });
  return { checks: selected, options: Object.fromEntries(options) };
}
