// The findings of kubeconfig lint for people: by severity, and once for all of an id why it matters and what to do.
import {
  formatLocation,
  severities,
  type Block,
  type Document,
  type Severity,
  type TreeNode,
} from "../../../core/index.ts";
import type { KubeconfigFinding, KubeconfigLint } from "./ask-lint.ts";

const shownOfOne = 10;
const tones = { critical: "bad", high: "bad", medium: "warning", low: "muted", info: "muted" } as const;

function ruleNode(id: string, severity: Severity, findings: readonly KubeconfigFinding[], verbose: boolean): TreeNode {
  const shown = verbose ? findings : findings.slice(0, shownOfOne);
  const rest = findings.length - shown.length;
  const [first] = findings;
  return {
    text: `${id} (${findings.length})`,
    tone: tones[severity],
    children: [
      ...shown.map(({ location, message }): TreeNode => ({ text: `${formatLocation(location)}: ${message}` })),
      ...(rest === 0 ? [] : [{ text: `${rest} more (-v shows them)`, tone: "muted" } as const]),
      { text: `Why: ${first?.why ?? ""}`, tone: "muted" },
      { text: `Fix: ${first?.fix ?? ""}`, tone: "muted" },
    ],
  };
}

function severityBlocks({ findings }: KubeconfigLint, severity: Severity, verbose: boolean): readonly Block[] {
  const byId = new Map<string, KubeconfigFinding[]>();
  for (const one of findings.filter((finding) => finding.severity === severity)) {
    const list = byId.get(one.id);
    if (list === undefined) byId.set(one.id, [one]);
    else list.push(one);
  }
  if (byId.size === 0) return [];
  return [
    { type: "heading", level: 2, text: severity },
    { type: "tree", roots: [...byId].map(([id, list]) => ruleNode(id, severity, list, verbose)) },
  ];
}

/** The document of a lint. */
export function lintDocument(data: KubeconfigLint, verbose: boolean): Document {
  const { counts, files, notSeen } = data;
  const told = severities.flatMap((severity) => (counts[severity] === 0 ? [] : [`${counts[severity]} ${severity}`]));
  return {
    title: `Kubeconfig ${files.join(", ")}`,
    blocks: [
      {
        type: "paragraph",
        text: told.length === 0 ? "Nothing found." : `Found: ${told.join(", ")}.`,
        tone: counts.critical + counts.high > 0 ? "bad" : counts.medium > 0 ? "warning" : "good",
      },
      ...severities.flatMap((severity) => severityBlocks(data, severity, verbose)),
      ...(notSeen.length === 0
        ? []
        : ([
            { type: "heading", level: 2, text: "Not seen" },
            { type: "list", items: notSeen },
          ] as const)),
    ],
  };
}
