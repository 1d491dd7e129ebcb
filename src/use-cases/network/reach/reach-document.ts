// The answer of `network reach FROM TO` for people: the verdict, which ends and ports, and why.
import type { Block, Cell, Document, TreeNode } from "../../../core/index.ts";
import type { PairAnswer } from "../question/ask-pairs.ts";
import type { Member } from "../question/party.ts";
import { pluginText, readingText, reasonText } from "../question/plugin-text.ts";
import { formatPorts } from "../question/port-text.ts";
import { cautions } from "../question/unseen.ts";
import type { Reached, ReachResult } from "./reach.ts";
import { traceTree, type TraceSource } from "./trace-tree.ts";

const shownPairs = 25;

/** Up to three names, and how many more. */
function namesOf(members: readonly Member[], most = 3): string {
  const shown = members.slice(0, most).map(({ label }) => label);
  return members.length > most ? `${shown.join(", ")} and ${members.length - most} more` : shown.join(", ");
}

const words: Readonly<Record<Reached, string>> = { yes: "yes", partly: "partly", no: "no", unknown: "unknown" };

function headline({ data, from, to }: ReachResult): string {
  const port = data.port === undefined ? "" : ` on ${data.port}`;
  const connection = `${from.label} → ${to.label}${port}`;
  if (data.answer === "unknown" && data.written !== "unknown")
    return `Unknown: ${connection}. On what was seen: ${words[data.written]}.`;
  if (data.enforced === "unknown" && data.written !== "unknown")
    return `${capital(words[data.written])}: ${connection}, as written. Whether that is in force is not known.`;
  return `${capital(words[data.answer])}: ${connection}.`;
}

function capital(text: string): string {
  return text.replace(/^./, (letter) => letter.toUpperCase());
}

/** Answers that say the same of the same sources, as one. */
function mergedTargets(answers: readonly PairAnswer[]): readonly PairAnswer[] {
  const merged = new Map<string, PairAnswer>();
  for (const answer of answers) {
    const { from, arrival, written, enforced, openEnforced } = answer;
    const key = JSON.stringify([from[0]?.label, from.length, arrival, written, enforced, openEnforced]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? answer : { ...known, to: [...known.to, ...answer.to] });
  }
  return [...merged.values()];
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
  const merged = mergedTargets(answers);
  const shown = verbose ? merged : merged.slice(0, shownPairs);
  const columns = ["From", "To", "As written", ...(differs ? ["As enforced"] : [])];
  const table: Block = { type: "table", columns, rows: shown.map((answer) => pairRow(answer, differs)) };
  const rest = merged.length - shown.length;
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
          `As enforced by ${pluginText(view)}: ${words[data.enforced]}. ${reasonText(view)}`,
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
