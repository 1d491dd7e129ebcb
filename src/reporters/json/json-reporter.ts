// Answers as versioned JSON: the report itself, or a document's data.
import { isJsonObject, safeJson, type Report } from "../../core/index.ts";
import type { Reporter } from "../reporter.ts";

/** Fields in the order they are written; ones not named here follow, in the order of the alphabet. */
const order: readonly string[] = [
  ["apiVersion", "kind", "tool", "asOf", "input", "score", "counts", "fixFirst", "coverage", "problems", "waivers"],
  ["id", "check", "outcome", "severity", "title", "domain", "namespace", "name", "object", "owner", "path"],
  ["messageId", "message", "text", "location", "file", "line", "column", "source", "value", "evidence", "fix"],
  ["patch", "note", "rank", "rankReasons", "pods", "suppression", "reason", "expires", "fingerprint"],
  ["examined", "failed", "unknown", "rationale", "remediation", "references", "frameworks"],
  ["critical", "high", "medium", "low", "info", "bySeverity", "fail", "pass", "suppressed", "objects"],
].flat();
const places: ReadonlyMap<string, number> = new Map(order.map((name, index) => [name, index]));

function inOrder([a]: [string, unknown], [b]: [string, unknown]): number {
  const [placeA = order.length, placeB = order.length] = [places.get(a), places.get(b)];
  return placeA - placeB || (a < b ? -1 : 1);
}

/** The same value with the fields of records in a fixed order; a patch is the user's own and stays as it is. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).sort(inOrder);
  return Object.fromEntries(entries.map(([name, item]) => [name, name === "patch" ? item : ordered(item)]));
}

function* list(name: string, items: readonly unknown[]): Iterable<string> {
  yield `,\n  ${JSON.stringify(name)}: [`;
  for (const [index, item] of items.entries()) {
    const text = safeJson(ordered(item), 2).replaceAll("\n", "\n    ");
    yield `${index === 0 ? "" : ","}\n    ${text}`;
  }
  yield items.length === 0 ? "]" : "\n  ]";
}

/** One finding or check at a time, so that a large report never is one string. */
function* reportText({ checks, findings, ...head }: Report): Iterable<string> {
  yield safeJson(ordered(head), 2).replace(/\n\}$/, "");
  yield* list("checks", checks);
  yield* list("findings", findings);
  yield "\n}\n";
}

/** Everything, in a fixed order, integers exact. */
export const jsonReporter: Reporter = {
  name: "json",
  extension: "json",
  mediaType: "application/json",
  report: reportText,
  document: (_document, data) => `${safeJson(data, 2)}\n`,
};
