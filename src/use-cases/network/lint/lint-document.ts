// Lint findings for people: by level, each with its place, and once for all of an id why it matters and what to do.
import { describeObject, formatLocation, type Block, type Document, type TreeNode } from "../../../core/index.ts";
import type { NetworkView } from "../../../checking/network/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import { cautions } from "../question/unseen.ts";
import { lintRules, type LintId, type LintLevel } from "./lint-rules.ts";
import type { LintFinding, NetworkLint } from "./network-lint.ts";

const shownOfOne = 10;
const titles: Readonly<Record<LintLevel, string>> = { error: "Errors", warning: "Warnings", info: "Good to know" };
const tones = { error: "bad", warning: "warning", info: "muted" } as const;

function findingNode({ object, path, location, message }: LintFinding): TreeNode {
  const place = location === undefined ? "" : ` (${formatLocation({ file: location.file, line: location.line })})`;
  const at = path === undefined ? "" : ` ${path}`;
  const who = object.apiVersion === "plimsoll/v1" ? object.name : describeObject(object);
  const text = message.startsWith(`${path ?? ""} `) && path !== undefined ? message.slice(path.length + 1) : message;
  return { text: `${who}${at}${place}: ${text}` };
}

function ruleNode(id: LintId, level: LintLevel, findings: readonly LintFinding[], verbose: boolean): TreeNode {
  const shown = verbose ? findings : findings.slice(0, shownOfOne);
  const rest = findings.length - shown.length;
  const more: TreeNode[] = rest === 0 ? [] : [{ text: `${rest} more (-v shows them)`, tone: "muted" }];
  return {
    text: `${id} (${findings.length})`,
    tone: tones[level],
    children: [
      ...shown.map(findingNode),
      ...more,
      { text: `Why: ${lintRules[id].why}`, tone: "muted" },
      { text: `Fix: ${lintRules[id].fix}`, tone: "muted" },
    ],
  };
}

function levelBlocks(data: NetworkLint, level: LintLevel, verbose: boolean): Block[] {
  const byId = new Map<LintId, LintFinding[]>();
  for (const finding of data.findings.filter((one) => one.level === level)) {
    const list = byId.get(finding.id);
    if (list === undefined) byId.set(finding.id, [finding]);
    else list.push(finding);
  }
  if (byId.size === 0) return [];
  const roots = [...byId].map(([id, findings]) => ruleNode(id, level, findings, verbose));
  return [
    { type: "heading", level: 2, text: titles[level] },
    { type: "tree", roots },
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** The document of the findings. */
export function lintDocument(model: ClusterModel, view: NetworkView, data: NetworkLint, verbose: boolean): Document {
  const { error, warning, info } = data.counts;
  const notes = [...data.notes, ...cautions(model, view, data.unseen)];
  const clean = error + warning === 0;
  return {
    title: `Network policies of ${model.origin.label}`,
    blocks: [
      {
        type: "paragraph",
        text: `${data.policies} ${data.policies === 1 ? "policy" : "policies"}: ${counted(error, "error")}, ${counted(warning, "warning")}, ${info} good to know.`,
        tone: clean ? "good" : "strong",
      },
      ...(["error", "warning", "info"] as const).flatMap((level) => levelBlocks(data, level, verbose)),
      ...(notes.length === 0
        ? []
        : ([
            { type: "heading", level: 2, text: "To know" },
            { type: "list", items: notes },
          ] as const)),
    ],
  };
}
