// The answer of `network reach FROM TO` for people: the verdict, which ends and ports, and why.
import type { Block, Cell, Document, TreeNode } from "../../../core/index.ts";
import type { NetworkView } from "../../../checking/network/index.ts";
import type { PairAnswer } from "../question/ask-pairs.ts";
import type { Member } from "../question/party.ts";
import { formatPorts } from "../question/port-text.ts";
import { cautions } from "../question/unseen.ts";
import type { Reached, ReachResult } from "./reach.ts";
import { traceTree, type TraceSource } from "./trace-tree.ts";

const shownPairs = 25;

/** Up to three names, and how many more. */
export function namesOf(members: readonly Member[], most = 3): string {
  const shown = members.slice(0, most).map(({ label }) => label);
  return members.length > most ? `${shown.join(", ")} and ${members.length - most} more` : shown.join(", ");
}

/** How the plugin is called, and whether it enforces what is written. */
export function pluginText({ plugin }: NetworkView): string {
  const running = plugin.plugins.filter(({ state }) => state === "running").map(({ plugin: { name } }) => name);
  const name = running.length === 0 ? "the network plugin" : running.join(" with ");
  const { ingress, egress } = plugin;
  if (ingress === "enforced" && egress === "enforced") return `${name}, which enforces policies`;
  if (ingress === "not-enforced" && egress === "not-enforced") return `${name}, which enforces no policies`;
  if (ingress === "unknown" && egress === "unknown")
    return `${name}, of which it is not known whether it enforces policies`;
  return `${name} (ingress ${ingress}, egress ${egress})`;
}

/** Which readings of the API this plugin has. */
export function readingText({ options }: NetworkView): string {
  const { ipBlockMatchesPods, ipBlockMatchesNodes, hostNetworkAsPod } = options;
  return [
    `ipBlock ${ipBlockMatchesPods ? "matches" : "does not match"} pods`,
    `and ${ipBlockMatchesNodes ? "matches" : "does not match"} nodes`,
    `pods on the host network count as ${hostNetworkAsPod ? "pods" : "their node"}`,
  ].join(", ");
}

const words: Readonly<Record<Reached, string>> = { yes: "yes", partly: "partly", no: "no", unknown: "unknown" };

function headline({ data, from, to }: ReachResult): string {
  const port = data.port === undefined ? "" : ` on ${data.port}`;
  const connection = `${from.label} → ${to.label}${port}`;
  if (data.answer === "unknown" && data.written !== "unknown")
    return `Unknown: ${connection}. On what was seen: ${words[data.written]}.`;
  return `${words[data.answer].replace(/^./, (letter) => letter.toUpperCase())}: ${connection}.`;
}

function pairRow(answer: PairAnswer, differs: boolean): readonly Cell[] {
  const { arrival, open, openEnforced, written, enforced } = answer;
  const servicePort = arrival?.servicePort;
  const on =
    arrival === undefined
      ? undefined
      : `${servicePort === undefined || servicePort.port === arrival.port ? "" : `${servicePort.port} → `}${arrival.port}/${arrival.protocol}`;
  const opened: Cell =
    on === undefined
      ? { text: formatPorts(written), tone: open ? "strong" : "muted" }
      : { text: `${on} ${open ? "open" : "closed"}`, tone: open ? "strong" : "muted" };
  const inForce =
    openEnforced === "unknown"
      ? "not known"
      : on === undefined
        ? formatPorts(enforced)
        : openEnforced
          ? "open"
          : "closed";
  return [
    { text: namesOf(answer.from) },
    { text: namesOf(answer.to) },
    opened,
    ...(differs ? [{ text: inForce }] : []),
  ];
}

function pairsTable({ answers, verbose }: ReachResult): Block[] {
  if (answers.length === 0) return [];
  const differs = answers.some(({ open, openEnforced }) => openEnforced !== open);
  const shown = verbose ? answers : answers.slice(0, shownPairs);
  const columns = ["From", "To", "As written", ...(differs ? ["As enforced"] : [])];
  const table: Block = { type: "table", columns, rows: shown.map((answer) => pairRow(answer, differs)) };
  const rest = answers.length - shown.length;
  return rest === 0
    ? [table]
    : [table, { type: "paragraph", text: `${rest} more rows (-v shows them).`, tone: "muted" }];
}

/** The document of a reach answer. */
export function reachDocument(result: ReachResult, source: TraceSource): Document {
  const { data, view, model, from, to } = result;
  const port = data.port === undefined ? "" : ` on ${data.port}`;
  const roots: TreeNode[] = result.traced.map((traced) => traceTree(traced, source));
  const notes = [...data.notes, ...cautions(model, view, data.unseen)];
  return {
    title: `Can ${from.label} reach ${to.label}${port}?`,
    blocks: [
      { type: "paragraph", text: headline(result), tone: "strong" },
      {
        type: "list",
        items: [
          `As written: ${words[data.written]}.`,
          `As enforced by ${pluginText(view)}: ${words[data.enforced]}. ${view.plugin.reason}.`.replaceAll("..", "."),
          `Read so: ${readingText(view)}.`,
        ],
      },
      ...pairsTable(result),
      ...(roots.length === 0
        ? []
        : ([
            { type: "heading", level: 2, text: "Why" },
            { type: "tree", roots },
          ] as const)),
      ...(notes.length === 0
        ? []
        : ([
            { type: "heading", level: 2, text: "To know" },
            { type: "list", items: notes },
          ] as const)),
    ],
  };
}
