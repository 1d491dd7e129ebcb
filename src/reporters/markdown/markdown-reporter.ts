// Reports and documents as Markdown, short enough for a comment on a pull request.
import {
  boundGraph,
  describeObject,
  formatLocation,
  fullNames,
  graphSize,
  plainLines,
  severities,
  singleEdges,
  type Block,
  type Cell,
  type Document,
  type FixFirst,
  type Graph,
  type Report,
  type ReportFinding,
  type TreeNode,
} from "../../core/index.ts";
import type { Reporter } from "../reporter.ts";
import { mermaidText } from "./mermaid-text.ts";
import { markdownBlock, markdownCode, markdownText } from "./markdown-text.ts";

/** GitHub refuses comments of more than 65,536 characters. */
const longestReport = 60_000;
const longestText = 300;
const longestName = 200;
const mostNotices = 20;
/** Edges of a drawing one can still read. */
const mostDrawn = 60;
const mostListed = 150;

function text(value: string): string {
  return markdownText(value, longestText);
}

function code(value: string): string {
  return markdownCode(value, longestName);
}

/** Text that opens a line: what is not a letter could start a list, a heading or a command. */
function opening(value: string): string {
  return /^\p{L}/u.test(value) ? text(value) : `&#8203;${text(value)}`;
}

function head({ input, score, counts, tool, asOf }: Report): string {
  const title = score.value === undefined ? "no score" : `score ${score.value.toFixed(1)} of 100`;
  const time = asOf === undefined ? "" : `, as of ${text(asOf)}`;
  const cells = severities.map((severity) => counts.bySeverity[severity]);
  return [
    `## Plimsoll: ${title}\n`,
    `${code(input.label)}: ${input.objects} objects in ${input.namespaces} namespaces, Kubernetes ${text(input.version)}${time}, plimsoll ${text(tool.version)}. ${score.decided.toFixed(1)} % could be decided.\n`,
    `| ${severities.join(" | ")} | not decided | excused | passing |`,
    `|${"---:|".repeat(severities.length + 3)}`,
    `| ${[...cells, counts.unknown, counts.suppressed, counts.pass].join(" | ")} |\n`,
  ].join("\n");
}

function step(fix: FixFirst): string {
  const place = fix.location === undefined ? "" : ` at ${code(formatLocation(fix.location))}`;
  const why = fix.rankReasons.length === 0 ? "" : ` (${text(fix.rankReasons.join(", "))})`;
  return `1. **${fix.severity}** ${code(describeObject(fix.owner))}: ${text(fix.message)}${why}${place}. ${text(fix.remediation)}`;
}

function fixFirst(report: Report): string {
  if (report.fixFirst.length === 0) return "";
  return `\n### Fix these first\n\n${report.fixFirst.slice(0, 10).map(step).join("\n")}\n`;
}

function findingLine(finding: ReportFinding): string {
  const label = finding.outcome === "unknown" ? "unknown" : finding.severity;
  const place = finding.location === undefined ? "" : ` at ${code(formatLocation(finding.location))}`;
  return `- **${label}** ${code(describeObject(finding.object))}: ${text(finding.message)} · ${code(finding.check)}${place}\n`;
}

function notices(report: Report): string {
  const sections: [string, string[]][] = [
    ["Not seen", report.coverage.map(({ part, reason, remedy }) => `${code(part)}: ${text(reason)}; ${text(remedy)}`)],
    [
      "Checks that could not be decided",
      report.checks
        .filter(({ outcome }) => outcome === "unknown")
        .map(({ id, reason }) => `${code(id)}: ${text(reason ?? "")}`),
    ],
    [
      "Could not be used",
      report.problems.map(({ location, object, message }) => {
        const name = object === undefined ? "input" : describeObject(object);
        return `${code(location === undefined ? name : formatLocation(location))}: ${text(message)}`;
      }),
    ],
    ["Waivers to look at", report.waivers.map((notice) => `${notice.kind}: ${text(notice.text)}`)],
  ];
  return sections
    .filter(([, items]) => items.length > 0)
    .map(([title, items]) => {
      const rest = items.length - mostNotices;
      const more = rest > 0 ? [`… and ${rest} more`] : [];
      const lines = [...items.slice(0, mostNotices), ...more].map((item) => `- ${item}\n`);
      return `\n### ${title}\n\n${lines.join("")}`;
    })
    .join("");
}

function reportText(report: Report): string {
  const open = report.findings.filter(({ outcome, suppression }) => outcome !== "pass" && suppression === undefined);
  const before = `${head(report)}${fixFirst(report)}`;
  const after = notices(report);
  if (open.length === 0) return `${before}\nNothing fails.\n${after}`;
  let room = longestReport - before.length - after.length - 200;
  const lines: string[] = [];
  for (const finding of open) {
    const line = findingLine(finding);
    room -= line.length;
    if (room < 0) break;
    lines.push(line);
  }
  const rest = open.length - lines.length;
  if (rest > 0) lines.push(`- … and ${rest} more: the JSON and HTML reports have all of them\n`);
  const summary = `<details><summary>${open.length} open findings</summary>`;
  return `${before}\n${summary}\n\n${lines.join("")}\n</details>\n${after}`;
}

function treeItems(nodes: readonly TreeNode[], margin: string): string {
  return nodes
    .map((node) => `${margin}- ${opening(node.text)}\n${treeItems(node.children ?? [], `${margin}  `)}`)
    .join("");
}

function tableText(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(text).join(" | ")} |\n`;
  const body = rows.map((cells) => row(cells.map((cell) => cell.text)));
  return `${row(columns)}|${"---|".repeat(columns.length)}\n${body.join("")}`;
}

/** A drawing while it is small, else the edges. */
function graphText(graph: Graph): string {
  if (graphSize(graph) <= mostDrawn)
    return markdownBlock([...mermaidText(graph)].join("").trimEnd().split("\n"), "mermaid");
  const { graph: bounded, collapsed, omitted } = boundGraph(graph, mostListed);
  const labels = fullNames(bounded);
  const rows = [...singleEdges(bounded)].map(({ from, to, edge: { label = "", weight = 1 } }) =>
    [labels.get(from) ?? from, labels.get(to) ?? to, label, String(weight)].map((value): Cell => ({ text: value })),
  );
  const notes = [
    ...(collapsed ? ["Boxes stand for all that is in them."] : []),
    ...(omitted > 0 ? [`${omitted} more are left out: the JSON and HTML reports have all of them.`] : []),
  ];
  return [tableText(["from", "to", "what", "connections"], rows), ...notes.map((note) => `${note}\n`)].join("\n");
}

function blockText(block: Block): string {
  switch (block.type) {
    case "heading":
      return `${"#".repeat(block.level + 1)} ${text(block.text)}\n`;
    case "paragraph":
      return `${opening(block.text)}\n`;
    case "list":
      return block.items.map((item) => `- ${opening(item)}\n`).join("");
    case "code":
      return markdownBlock(plainLines(block.text), block.language);
    case "tree":
      return treeItems(block.roots, "");
    case "table":
      return tableText(block.columns, block.rows);
    case "graph":
      return graphText(block);
  }
  return block satisfies never;
}

function* documentText(document: Document): Iterable<string> {
  yield `# ${text(document.title)}\n`;
  for (const block of document.blocks) yield `\n${blockText(block)}`;
}

/** At most 60,000 characters; texts beyond 300 and what does not fit say how much is left out. */
export const markdownReporter: Reporter = {
  name: "markdown",
  extension: "md",
  mediaType: "text/markdown; charset=utf-8",
  report: reportText,
  document: documentText,
};
