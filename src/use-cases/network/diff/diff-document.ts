// What opens and closes, for people.
import type { Block, Cell, Document } from "../../../core/index.ts";
import type { FoldNames } from "../question/fold-names.ts";
import { formatPorts, isNoPort } from "../question/port-text.ts";
import type { GatheredChange } from "./gather-changes.ts";
import type { NetworkDiff, OnlyThere } from "./network-diff.ts";

/** How it is drawn. */
export interface DiffDrawing {
  readonly fold: FoldNames;
  readonly verbose: boolean;
}

const shownRows = 50;
const shownNames = 6;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, shownNames).join(", ");
  return names.length > shownNames ? `${shown} and ${names.length - shownNames} more` : shown;
}

function rowsOf(
  changes: readonly GatheredChange[],
  of: "opened" | "closed",
  fold: FoldNames,
): readonly (readonly Cell[])[] {
  const tone = of === "opened" ? "warning" : "good";
  return changes.map((change) => [
    { text: fold(change.from) },
    { text: fold(change.to) },
    { text: formatPorts(change[of]), tone },
    { text: change.responsible.length === 0 ? "labels, ports or addresses" : listed(change.responsible) },
  ]);
}

function changesBlocks(data: NetworkDiff, of: "opened" | "closed", { fold, verbose }: DiffDrawing): Block[] {
  const changes = data.changes.filter((change) => !isNoPort(change[of]));
  if (changes.length === 0) return [];
  const shown = rowsOf(verbose ? changes : changes.slice(0, shownRows), of, fold);
  const rest = changes.length - shown.length;
  return [
    { type: "heading", level: 2, text: of === "opened" ? "Opens" : "Closes" },
    { type: "table", columns: ["From", "To", "Ports", "Because of"], rows: shown },
    ...(rest === 0 ? [] : [{ type: "paragraph", text: `${rest} more rows (-v shows them).`, tone: "muted" } as const]),
  ];
}

function onlyTexts({ workloads, namespaces }: OnlyThere, where: string): string[] {
  return [
    ...(namespaces.length === 0 ? [] : [`Namespaces only ${where}: ${listed(namespaces)}.`]),
    ...(workloads.length === 0
      ? []
      : [`Workloads only ${where}, whose connections are not counted above: ${listed(workloads)}.`]),
  ];
}

function policyTexts({ policies: { added, removed, changed } }: NetworkDiff): string[] {
  return [
    ...(added.length === 0 ? [] : [`Policies added: ${listed(added)}.`]),
    ...(changed.length === 0 ? [] : [`Policies changed: ${listed(changed)}.`]),
    ...(removed.length === 0 ? [] : [`Policies removed: ${listed(removed)}.`]),
  ];
}

function summary({ equal, opens, closes }: NetworkDiff): string {
  if (equal) return "No connection opens or closes.";
  const pairs = (count: number): string => `${count} ${count === 1 ? "pair" : "pairs"} of workloads or places`;
  return `Between ${pairs(opens)} something opens, between ${pairs(closes)} something closes.`;
}

/** The document of a difference. */
export function diffDocument(data: NetworkDiff, warnings: readonly string[], drawing: DiffDrawing): Document {
  const problems = data.problems.map(
    ({ level, object, path, message }) => `${level === "error" ? "Refused" : "Odd"}: ${object}, ${path} ${message}.`,
  );
  const items = [
    ...(data.omitted === 0
      ? []
      : [
          `${data.omitted} more changes are counted and not listed, as there are too many (change fewer policies at once).`,
        ]),
    ...policyTexts(data),
    ...onlyTexts(data.onlyBefore, "before"),
    ...onlyTexts(data.onlyAfter, "after"),
    ...problems.slice(0, shownRows),
    ...data.notes,
    ...warnings,
  ];
  return {
    title: `What changes from ${data.before} to ${data.after}`,
    blocks: [
      { type: "paragraph", text: summary(data), tone: data.equal ? "good" : "strong" },
      ...changesBlocks(data, "opened", drawing),
      ...changesBlocks(data, "closed", drawing),
      ...(items.length === 0
        ? []
        : ([
            { type: "heading", level: 2, text: "To know" },
            { type: "list", items },
          ] as const)),
    ],
  };
}
