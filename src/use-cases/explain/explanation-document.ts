// The explanation of a check as a page.
import type { Block, Cell, Document } from "../../core/index.ts";
import type { CheckExample, CheckExplanation } from "./check-explanation.ts";

function section(title: string, blocks: readonly Block[]): readonly Block[] {
  return blocks.length === 0 ? [] : [{ type: "heading", level: 2, text: title }, ...blocks];
}

function list(items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : [{ type: "list", items }];
}

function versionsText({ since, until }: CheckExplanation["versions"]): string {
  if (since === undefined && until === undefined) return "Kubernetes: every version.";
  if (until === undefined) return `Kubernetes: ${since} and later.`;
  return since === undefined ? `Kubernetes: up to ${until}.` : `Kubernetes: ${since} to ${until}.`;
}

function lookedAt({ judges, argues, versions, messages }: CheckExplanation): readonly Block[] {
  const sentences = [
    judges.length === 0 ? "" : `Judged one by one: ${judges.join(", ")}.`,
    argues.length === 0
      ? ""
      : `Argued about as a whole: ${argues.join(", ")}. Where these were not fully seen, the answer is unknown.`,
    versionsText(versions),
  ].filter((sentence) => sentence !== "");
  const rows = messages.map(({ id, text }): Cell[] => [{ text: id, tone: "strong" }, { text }]);
  return [...list(sentences), { type: "table", columns: ["message", "says"], rows }];
}

function optionTable({ options }: CheckExplanation): readonly Block[] {
  if (options.length === 0) return [];
  const rows = options.map((option): Cell[] => [
    { text: option.name, tone: "strong" },
    { text: JSON.stringify(option.default) },
    { text: option.description },
  ]);
  return [{ type: "table", columns: ["option", "default", "meaning"], rows }];
}

const outcomeTones: Readonly<Record<string, NonNullable<Cell["tone"]>>> = { pass: "good", fail: "bad" };

function exampleBlocks({ title, outcome, yaml, findings }: CheckExample): readonly Block[] {
  const said = findings.map(({ outcome: verdict, severity, object, path, message }) => {
    const place = path === undefined ? object : `${object} ${path}`;
    return `${verdict === "fail" ? severity : verdict}: ${place}: ${message}`;
  });
  const tone = outcomeTones[outcome] ?? "muted";
  return [
    { type: "paragraph", text: `${outcome}: ${title}`, tone },
    { type: "code", language: "yaml", text: yaml },
    ...list(said),
  ];
}

/** The page: sections that have nothing to say are left out. */
export function explanationDocument(check: CheckExplanation): Document {
  const names = check.aliases.length === 0 ? check.id : `${check.id} (formerly ${check.aliases.join(", ")})`;
  const blocks: readonly Block[] = [
    { type: "paragraph", text: `${names} · ${check.domain} · ${check.severity}`, tone: "muted" },
    ...section("Why it matters", [{ type: "paragraph", text: check.rationale }]),
    ...section("What is looked at", lookedAt(check)),
    ...section("Options", optionTable(check)),
    ...section("Examples", check.examples.flatMap(exampleBlocks)),
    ...section("Fix", [{ type: "paragraph", text: check.remediation }]),
    ...section("Frameworks", list(check.frameworks)),
    ...section("References", list(check.references)),
  ];
  return { title: check.title, blocks };
}
