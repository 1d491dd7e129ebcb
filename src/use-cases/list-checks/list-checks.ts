// The catalogue as a table, whole or filtered.
import {
  atLeast,
  didYouMean,
  PlimsollError,
  severities,
  severityRank,
  type Answer,
  type Cell,
  type Document,
  type Severity,
} from "../../core/index.ts";
import type { CheckInfo } from "../scan/index.ts";

/** Filters; one that is absent lets everything through, several must all hold. */
export interface CheckFilters {
  readonly domain?: string;
  /** This severity or worse. */
  readonly severity?: string;
  /** Part of the name of a framework or control, in any case: `cis`. */
  readonly framework?: string;
  /** Words that must all occur in id, title, rationale or a former id. */
  readonly text?: string;
}

/** One line of the list. */
export interface ListedCheck {
  readonly id: string;
  readonly title: string;
  readonly domain: string;
  readonly severity: Severity;
  readonly frameworks: readonly string[];
}

/** The versioned result of `plimsoll checks`. */
export interface CheckList {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "CheckList";
  /** How many checks there are in all. */
  readonly total: number;
  readonly checks: readonly ListedCheck[];
}

function oneOf<T extends string>(what: string, value: string | undefined, allowed: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new PlimsollError("PLIMSOLL_USAGE", {
    message: `there is no ${what} "${value}".${didYouMean(value, allowed)}`,
    hint: `use one of ${allowed.join(", ")}`,
  });
}

function hasWords(check: CheckInfo, text: string): boolean {
  const all = [check.id, check.title, check.rationale, ...(check.aliases ?? [])].join("\n").toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

function listDocument({ checks, total }: CheckList): Document {
  const rows = checks.map(({ id, title, domain, severity, frameworks }): Cell[] => [
    { text: id, tone: "strong" },
    { text: severity, ...(severityRank(severity) >= severityRank("high") ? { tone: "bad" as const } : {}) },
    { text: domain },
    { text: title },
    { text: frameworks.join(", "), tone: "muted" },
  ]);
  const columns = ["check", "severity", "domain", "title", "frameworks"];
  const text = checks.length === total ? `${total} checks.` : `${checks.length} of ${total} checks.`;
  return {
    title: "Checks",
    blocks: [
      { type: "table", columns, rows },
      { type: "paragraph", text, tone: "muted" },
    ],
  };
}

/**
 * Lists checks by id. `frameworksOf` gives the controls a check answers.
 * @throws PlimsollError PLIMSOLL_USAGE for a domain no check has, or a severity there is not.
 */
export function listChecks(
  catalogue: readonly CheckInfo[],
  filters: CheckFilters,
  frameworksOf: (check: string) => readonly string[],
): Answer<CheckList> {
  const known = [...new Set(catalogue.map((check) => check.domain))].sort((a, b) => (a < b ? -1 : 1));
  const domain = oneOf("domain", filters.domain, known);
  const severity = oneOf("severity", filters.severity, severities);
  const framework = filters.framework?.toLowerCase();
  const checks = catalogue
    .filter((check) => domain === undefined || check.domain === domain)
    .filter((check) => severity === undefined || atLeast(check.severity, severity))
    .filter((check) => filters.text === undefined || hasWords(check, filters.text))
    .map((check) => ({
      id: check.id,
      title: check.title,
      domain: check.domain,
      severity: check.severity,
      frameworks: frameworksOf(check.id),
    }))
    .filter(
      ({ frameworks }) => framework === undefined || frameworks.some((name) => name.toLowerCase().includes(framework)),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const data: CheckList = { apiVersion: "plimsoll/v1", kind: "CheckList", total: catalogue.length, checks };
  return { data, document: listDocument(data) };
}
