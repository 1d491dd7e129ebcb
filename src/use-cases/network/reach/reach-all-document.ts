// Everything a party reaches, for people: namespace by namespace, a whole namespace in one row where it is all alike.
import type { Block, Cell, Document } from "../../../core/index.ts";
import type { NetworkView } from "../../../checking/network/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import { formatPorts } from "../question/port-text.ts";
import { cautions } from "../question/unseen.ts";
import type { NetworkReachAll, ReachedOther } from "./reach-all.ts";
import { pluginText, readingText } from "./reach-document.ts";

const shownRows = 40;

function portsText({ ports, everywhere, open }: ReachedOther, port: string | undefined): string {
  const text = port === undefined ? formatPorts(ports) : open ? `${port} open` : `${port} closed`;
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
  const byNamespace = Map.groupBy(workloads, ({ namespace = "" }) => namespace);
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
  const away = places.length === 0 ? "nothing outside" : places.join(", ");
  const unsure = certainty === "unknown" ? "On what was seen: " : "";
  return direction === "egress"
    ? `${unsure}${party} reaches ${who}; outside: ${away}.`
    : `${unsure}${who} reach ${party}; from outside: ${away}.`;
}

/** The document of a question without a second party. */
export function reachAllDocument(
  model: ClusterModel,
  view: NetworkView,
  data: NetworkReachAll,
  verbose: boolean,
): Document {
  const { party, direction, port } = data;
  const listed = verbose ? data.workloads : openOnly(data.workloads);
  const rows = [
    ...rowsOf(listed),
    ...(verbose ? data.outside : openOnly(data.outside)).map((other) => ({
      place: "(outside)",
      who: other.label,
      other,
    })),
  ];
  const differs = rows.some(({ other: { open, openEnforced } }) => open !== openEnforced);
  const shown = verbose
    ? rows
    : [...rows.slice(0, shownRows), ...rows.slice(shownRows).filter(({ place }) => place === "(outside)")];
  const rest = rows.length - shown.length;
  const notes = [...data.notes, ...cautions(model, view, data.unseen)];
  const on = port === undefined ? "" : ` on ${port}`;
  return {
    title: direction === "egress" ? `What ${party} reaches${on}` : `What reaches ${party}${on}`,
    blocks: [
      { type: "paragraph", text: summary(data), tone: "strong" },
      {
        type: "list",
        items: [
          `As enforced by ${pluginText(view)}. ${view.plugin.reason}.`.replaceAll("..", "."),
          `Read so: ${readingText(view)}.`,
        ],
      },
      ...(shown.length === 0 ? [] : [table(shown, port, differs)]),
      ...(rest === 0
        ? []
        : [{ type: "paragraph", text: `${rest} more rows (-v shows them).`, tone: "muted" } as const]),
      ...(notes.length === 0
        ? []
        : ([
            { type: "heading", level: 2, text: "To know" },
            { type: "list", items: notes },
          ] as const)),
    ],
  };
}
