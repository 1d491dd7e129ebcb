// Generated policies for people: what they allow and why, what they miss, leave open and cut, and the policies themselves.
import type { Block, Cell, Document } from "../../../core/index.ts";
import { printYaml } from "../../../languages/yaml/index.ts";
import type { PortRanges } from "../../../engines/network-policy/index.ts";
import type { FoldNames } from "../question/fold-names.ts";
import { formatPorts } from "../question/port-text.ts";
import type { CollectedFlows } from "./collect-flows.ts";
import { mostLeft } from "./left-open.ts";
import type { NetworkGenerate } from "./network-generate.ts";
import type { MissingWish } from "./prove-wishes.ts";

/** How it is drawn. */
export interface GenerateDrawing {
  readonly label: string;
  readonly fold: FoldNames;
  readonly verbose: boolean;
}

const shownRows = 30;
const toldLost = 10;

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function cutText(cut: NetworkGenerate["cut"]): string {
  if (cut === undefined)
    return "What is cut that is open today is not told, as too much changes: generate for fewer namespaces (-n) to see it.";
  if (cut.pairs === 0) return "Nothing that is open today is cut.";
  const more = cut.omitted === 0 ? "" : `, of which not all are listed (${cut.omitted} more rows)`;
  return `Cut would be something that is open today between ${plural(cut.pairs, "pair", "pairs")} of workloads or places${more}.`;
}

/** One sentence for each thing that matters; also what is told beside the YAML. */
function generateSummary(data: NetworkGenerate): readonly string[] {
  const { policies, namespaces, wishes, missing, unmet, leftOpen, cut } = data;
  const lost = missing.length + unmet.length;
  return [
    `${plural(policies.length, "policy", "policies")} for ${plural(namespaces.length, "namespace", "namespaces")}, for ${plural(wishes.length, "wish", "wishes")}.`,
    lost === 0
      ? "Proven: everything wanted stays possible."
      : `${plural(lost, "thing", "things")} wanted would not be possible.`,
    leftOpen.length === 0
      ? "Nothing else stays open."
      : `Beyond that, something stays open between ${leftOpen.length >= mostLeft ? "at least " : ""}${plural(leftOpen.length, "pair", "pairs")} of workloads or places.`,
    cutText(cut),
  ];
}

/** What a person at a terminal must know when the policies themselves are the output. */
export function generateNotices(data: NetworkGenerate): readonly string[] {
  const lost = [
    ...foldedMissing(data).map(({ from, to, ports, because, closedToday }) => {
      const who = from.length > 3 ? `${from.slice(0, 3).join(", ")} and ${from.length - 3} more` : from.join(", ");
      return `${who} to ${to} on ${ports.join(", ")}: ${because}${closedToday ? " (closed today, too)" : ""}`;
    }),
    ...data.unmet,
  ].map((text) => `not possible: ${text}`);
  const more = lost.length > toldLost ? [`not possible: ${lost.length - toldLost} more`] : [];
  return [...generateSummary(data), ...lost.slice(0, toldLost), ...more, ...toKnow(data)];
}

function table(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  verbose: boolean,
): Block[] {
  if (rows.length === 0) return [];
  const shown = verbose ? rows : rows.slice(0, shownRows);
  const rest = rows.length - shown.length;
  return [
    { type: "heading", level: 2, text: title },
    { type: "table", columns, rows: shown },
    ...(rest === 0 ? [] : [{ type: "paragraph", text: `${rest} more rows (-v shows them).`, tone: "muted" } as const]),
  ];
}

function portsText(ports: readonly string[] | "any"): string {
  return ports === "any" ? "all ports" : ports.join(", ");
}

/** Rows that differ only in where they come from become one. */
function foldedRows({ leftOpen }: NetworkGenerate, fold: FoldNames): Cell[][] {
  const groups = new Map<string, { from: string[]; to: string; ports: PortRanges; because: string }>();
  for (const { from, to, ports, because } of leftOpen) {
    const key = JSON.stringify([to, ports, because]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { from: [from], to, ports, because });
    else group.from.push(from);
  }
  return [...groups.values()].map(({ from, to, ports, because }) => [
    { text: fold(from) },
    { text: to },
    { text: formatPorts(ports), tone: "warning" },
    { text: because },
  ]);
}

function cutRows({ cut }: NetworkGenerate, fold: FoldNames): Cell[][] {
  return (cut?.served ?? []).map(({ to, ports, from }) => [
    { text: to },
    { text: formatPorts(ports), tone: "good" },
    { text: String(from.length) },
    { text: fold(from) },
  ]);
}

function troubleItems(what: string, flows: Omit<CollectedFlows, "wishes"> | undefined): string[] {
  if (flows === undefined) return [];
  const skipped = Object.entries(flows.skipped).map(([reason, count]) => `${count} ${reason}`);
  return [
    `${what}: ${flows.lines} lines, ${flows.flows} flows used${skipped.length === 0 ? "" : `; left out: ${skipped.join(", ")}`}.`,
    ...flows.trouble.map(
      ({ reason, count, lines }) =>
        `${plural(count, "line", "lines")} not used: ${reason} (line ${lines.join(", ")}${count > lines.length ? " …" : ""}).`,
    ),
  ];
}

/** One sentence for all that are alike. */
function alikeTexts({ alike }: NetworkGenerate): string[] {
  const groups = new Set(alike.map(({ workload, like }) => [workload, ...like].sort().join("\n")));
  return [...groups].slice(0, toldLost).map((group) => {
    const names = group.split("\n");
    const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
    return `No lasting label tells ${names.slice(0, 5).join(", ")}${more} apart: what one of them may do, all may.`;
  });
}

function toKnow(data: NetworkGenerate): string[] {
  return [
    ...troubleItems("Flows", data.flows),
    ...troubleItems("Wishes", data.wishRows),
    ...alikeTexts(data),
    ...(data.obsolete.length === 0
      ? []
      : [`To delete, as the new policies stand in their place: ${data.obsolete.join(", ")}.`]),
    ...data.notes,
  ];
}

/** What is missed, sources of the same taken together: the source is no more than a list of names. */
function foldedMissing({ missing }: NetworkGenerate): readonly (Omit<MissingWish, "from"> & { from: string[] })[] {
  const groups = new Map<string, Omit<MissingWish, "from"> & { from: string[] }>();
  for (const { from, ...rest } of missing) {
    const key = JSON.stringify(rest);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { ...rest, from: [from] });
    else group.from.push(from);
  }
  return [...groups.values()];
}

function missingBlocks(data: NetworkGenerate, { fold, verbose }: GenerateDrawing): Block[] {
  const rows = foldedMissing(data).map(({ from, to, ports, why, because, closedToday }): Cell[] => [
    { text: fold(from) },
    { text: to },
    { text: ports.join(", "), tone: "bad" },
    { text: why },
    { text: closedToday ? `${because} (closed today, too)` : because },
  ]);
  return [
    ...table("Wanted, but not possible", ["From", "To", "Ports", "Why it is wanted", "Because"], rows, verbose),
    ...(data.unmet.length === 0 ? [] : [{ type: "list", items: data.unmet } as const]),
  ];
}

/** The document of generated policies. */
export function generateDocument(data: NetworkGenerate, drawing: GenerateDrawing): Document {
  const { label, fold, verbose } = drawing;
  const proven = data.missing.length + data.unmet.length === 0;
  const wishes = data.wishes.map(({ from, to, ports, why, confidence }): Cell[] => [
    { text: from },
    { text: to },
    { text: portsText(ports) },
    { text: why },
    { text: confidence, tone: confidence === "assumed" ? "warning" : "muted" },
  ]);
  const yaml = printYaml(data.policies);
  return {
    title: `Network policies for ${label}`,
    blocks: [
      { type: "paragraph", text: generateSummary(data).join(" "), tone: proven ? "good" : "bad" },
      ...missingBlocks(data, drawing),
      ...table("Allowed", ["From", "To", "Ports", "Why", "How sure"], wishes, verbose),
      ...table("Also left open", ["From", "To", "Ports", "Because"], foldedRows(data, fold), verbose),
      ...table(
        "Cut, of what is served",
        ["Not reached any more", "Ports", "By", "Which"],
        cutRows(data, fold),
        verbose,
      ),
      { type: "heading", level: 2, text: "To know" },
      { type: "list", items: toKnow(data) },
      { type: "heading", level: 2, text: "Policies" },
      { type: "code", language: "yaml", text: yaml },
    ],
  };
}
