// Everything a party reaches, for people: namespace by namespace, a whole namespace in one row where it is all alike.
import type { Block, Cell, Document } from "../../../core/index.ts";
import type { NetworkView } from "../../../checking/network/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import { pluginText, readingText, reasonText } from "../question/plugin-text.ts";
import { formatPorts } from "../question/port-text.ts";
import { cautions } from "../question/unseen.ts";
import type { NetworkReachAll, ReachedOther } from "./reach-all.ts";

const shownRows = 40;

function portsText({ ports, everywhere, open, ownNode }: ReachedOther, port: string | undefined): string {
  const text = port === undefined ? formatPorts(ports) : open ? `${port} open` : `${port} closed`;
  if (ownNode) return `${text} (on the same node only, always)`;
  return everywhere ? text : `${text} (not all of them)`;
}

function inForceText({ openEnforced, enforcedPorts }: ReachedOther, port: string | undefined): string {
  if (openEnforced === "unknown") return "not known";
  if (port !== undefined) return openEnforced ? `${port} open` : `${port} closed`;
  return formatPorts(enforcedPorts);
}

interface Row {
  readonly place: string;
  readonly who: string;
  readonly other: ReachedOther;
}

/** One row for a namespace all of whose workloads are alike, else one for each. */
function rowsOf(workloads: readonly ReachedOther[]): Row[] {
  const byNamespace = new Map<string, ReachedOther[]>();
  for (const other of workloads) {
    const list = byNamespace.get(other.namespace ?? "");
    if (list === undefined) byNamespace.set(other.namespace ?? "", [other]);
    else list.push(other);
  }
  return [...byNamespace].flatMap(([place, list]): Row[] => {
    const texts = new Set(
      list.map(({ ports, enforcedPorts, everywhere, openEnforced }) =>
        JSON.stringify([ports, enforcedPorts, everywhere, openEnforced]),
      ),
    );
    const [first] = list;
    if (texts.size === 1 && list.length > 1 && first !== undefined)
      return [{ place, who: `all ${list.length} workloads`, other: first }];
    return list.map((other) => ({ place, who: other.label, other }));
  });
}

function table(rows: readonly Row[], port: string | undefined, differs: boolean): Block {
  const columns = ["Namespace", "Who", "As written", ...(differs ? ["As enforced"] : [])];
  const cells = rows.map(({ place, who, other }): Cell[] => [
    { text: place },
    { text: who },
    { text: portsText(other, port), tone: other.open ? "strong" : "muted" },
    ...(differs ? [{ text: inForceText(other, port) }] : []),
  ]);
  return { type: "table", columns, rows: cells };
}

function openOnly(others: readonly ReachedOther[]): readonly ReachedOther[] {
  return others.filter(({ open, openEnforced }) => open || openEnforced !== false);
}

function summary({ party, direction, workloads, outside, certainty }: NetworkReachAll): string {
  const open = workloads.filter((other) => other.open);
  const places = outside
    .filter((other) => other.open)
    .map(({ label, everywhere }) => (everywhere ? label : `part of ${label}`));
  const who = `${open.length} of ${workloads.length} workloads`;
  const away = places.length === 0 ? "nothing" : places.join(", ");
  const unsure = certainty === "unknown" ? "On what was seen: " : "";
  return direction === "egress"
    ? `${unsure}${party} reaches ${who}; outside: ${away}.`
    : `${unsure}${who} reach ${party}; from outside: ${away}.`;
}

/** All rows, or the first with those of outside. */
function rowsShown(data: NetworkReachAll, verbose: boolean): { readonly shown: readonly Row[]; readonly rest: number } {
  const away = verbose ? data.outside : openOnly(data.outside);
  const outside = away.map((other) => ({ place: "(outside)", who: other.label, other }));
  const inside = rowsOf(verbose ? data.workloads : openOnly(data.workloads));
  const first = verbose ? inside : inside.slice(0, shownRows);
  return { shown: [...first, ...outside], rest: inside.length - first.length };
}

/** The document of a question without a second party. */
export function reachAllDocument(
  model: ClusterModel,
  view: NetworkView,
  data: NetworkReachAll,
  verbose: boolean,
): Document {
  const { party, direction, port } = data;
  const { shown, rest } = rowsShown(data, verbose);
  const differs = shown.some(({ other: { open, openEnforced } }) => open !== openEnforced);
  const notes = [...data.notes, ...cautions(model, view, data.unseen)];
  const readings = [`As enforced by ${pluginText(view)}. ${reasonText(view)}`, `Read so: ${readingText(view)}.`];
  const more: Block = { type: "paragraph", text: `${rest} more rows (-v shows them).`, tone: "muted" };
  const known: Block[] = [
    { type: "heading", level: 2, text: "To know" },
    { type: "list", items: notes },
  ];
  const on = port === undefined ? "" : ` on ${port}`;
  return {
    title: direction === "egress" ? `What ${party} reaches${on}` : `What reaches ${party}${on}`,
    blocks: [
      { type: "paragraph", text: summary(data), tone: "strong" },
      { type: "list", items: readings },
      ...(shown.length === 0 ? [] : [table(shown, port, differs)]),
      ...(rest === 0 ? [] : [more]),
      ...(notes.length === 0 ? [] : known),
    ],
  };
}
