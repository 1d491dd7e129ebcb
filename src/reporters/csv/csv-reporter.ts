// Findings, tables and graphs as comma-separated values (RFC 4180), for spreadsheets.
import {
  boundGraph,
  describeObject,
  plainText,
  singleEdges,
  type Document,
  type Graph,
  type Report,
  type ReportCheck,
  type ReportFinding,
} from "../../core/index.ts";
import type { Reporter } from "../reporter.ts";

type Column = readonly [name: string, value: (finding: ReportFinding) => string | number | undefined];

const columns: readonly Column[] = [
  ["outcome", ({ outcome }) => outcome],
  ["severity", ({ severity }) => severity],
  ["check", ({ check }) => check],
  ["title", ({ title }) => title],
  ["domain", ({ domain }) => domain],
  ["kind", ({ object }) => object.kind],
  ["namespace", ({ object }) => object.namespace],
  ["name", ({ object }) => object.name],
  ["api_version", ({ object }) => object.apiVersion],
  ["owner", ({ owner }) => describeObject(owner)],
  ["message", ({ message }) => message],
  ["path", ({ path }) => path],
  ["file", ({ location }) => location?.file],
  ["line", ({ location }) => location?.line],
  ["column", ({ location }) => location?.column],
  ["pods", ({ pods }) => pods],
  ["rank", ({ rank }) => rank],
  ["rank_reasons", ({ rankReasons }) => rankReasons.join("; ")],
  ["evidence", ({ evidence }) => evidence.map(({ text }) => text).join("; ")],
  ["excused", ({ suppression }) => suppression?.kind],
  ["excuse", ({ suppression }) => suppression?.reason],
  ["excuse_expires", ({ suppression }) => suppression?.expires],
  ["fingerprint", ({ fingerprint }) => fingerprint],
];

/** What makes a spreadsheet take a cell for a formula, also behind blanks and in full width. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|]/;

function cell(value: string | number | undefined): string {
  if (typeof value !== "string") return value === undefined ? "" : String(value);
  const text = plainText(value);
  const guarded = formula.test(text) ? `'${text}` : text;
  return /[",]/.test(guarded) || guarded !== guarded.trim() ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** A check that could not be decided as a whole: a line without an object. */
function undecided({ id, title, domain, severity, reason }: ReportCheck): string {
  const known = new Map([
    ["outcome", "unknown"],
    ["severity", severity],
    ["check", id],
    ["title", title],
    ["domain", domain],
    ["message", reason ?? "not decided"],
  ]);
  return `${columns.map(([name]) => cell(known.get(name))).join(",")}\r\n`;
}

function* rows(report: Report): Iterable<string> {
  yield `${columns.map(([name]) => name).join(",")}\r\n`;
  for (const finding of report.findings) yield `${columns.map(([, value]) => cell(value(finding))).join(",")}\r\n`;
  for (const check of report.checks) if (check.outcome === "unknown") yield undecided(check);
}

function csvLine(values: readonly (string | number)[]): string {
  return `${values.map(cell).join(",")}\r\n`;
}

/** More pairs than this, and boxes stand for their nodes. */
const mostPairs = 500_000;

function* graphRows(whole: Graph): Iterable<string> {
  const { graph } = boundGraph(whole, mostPairs);
  const boxes = new Map(graph.groups.map(({ id, label }) => [id, label]));
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const place = (id: string): readonly [string, string] => {
    const { label = id, group } = nodes.get(id) ?? {};
    return [group === undefined ? "" : (boxes.get(group) ?? group), label];
  };
  yield csvLine(["from_group", "from", "to_group", "to", "label", "connections"]);
  for (const { from, to, edge } of singleEdges(graph))
    yield csvLine([...place(from), ...place(to), edge.label ?? "", edge.weight ?? 1]);
}

/** The edges of its graph, if a document has one, else its tables with an empty line between them. */
function documentRows({ blocks }: Document): Iterable<string> | undefined {
  const graph = blocks.find((block) => block.type === "graph");
  if (graph !== undefined) return graphRows(graph);
  const tables = blocks.filter((block) => block.type === "table");
  if (tables.length === 0) return undefined;
  return tables.flatMap(({ columns, rows: body }, index) => [
    ...(index === 0 ? [] : ["\r\n"]),
    csvLine(columns),
    ...body.map((cells) => csvLine(cells.map(({ text }) => text))),
  ]);
}

/** One line a finding, whatever its outcome, and one for each check that could not be decided. A text that could be taken for a formula starts with an apostrophe. */
export const csvReporter: Reporter = {
  name: "csv",
  extension: "csv",
  mediaType: "text/csv; charset=utf-8; header=present",
  report: rows,
  document: documentRows,
};
