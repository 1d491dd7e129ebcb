// For each format that shows documents: what its reader makes of a text, as a shape no text of a cluster may change.
import { formatRules, type FormatRule } from "./format-rules.ts";

/** How a format is judged, and which documents it can show. */
export interface DocumentRule extends Pick<FormatRule, "shape" | "faults"> {
  readonly shows: readonly ("tables" | "graph")[];
}

function ruleOf(format: string): FormatRule {
  const rule = formatRules.find((candidate) => candidate.format === format);
  if (rule === undefined) throw new Error(`no rule for ${format}`);
  return rule;
}

/** Tags with the names of their attributes; of drawings only the values that are not measures. */
function tags(text: string): string[] {
  const bare = text.replaceAll(/(<(style|script)[^>]*>)[^]*?(?=<\/\2>)/g, "$1");
  return (bare.match(/<[^>]*>/g) ?? []).map((tag) => tag.replaceAll(/"[^"]*"/g, '""'));
}

/** A statement of DOT, as far as the reporter writes it: quoted strings, names, arrows, attributes. */
const dotLine =
  /^\s*(?:digraph plimsoll \{|subgraph cluster_\d+ \{|\}|(?:graph|node|edge|n\d+|n\d+ -> n\d+)(?: \[[\w=.", ]*\])?;)$/;

function dotShape(text: string): string[] {
  return text.split("\n").map((line) => line.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""'));
}

/** Mermaid's statements; what stands in quotes has no quote, no backtick and none of Mermaid's or HTML's signs. */
const mermaidLine =
  /^\s*(?:flowchart LR|%% [^{}%]*|subgraph g\d+\[""\]|end|classDef [\w:#,\- ]+|n\d+(?:\[\[|\(\(|\{\{|\[\/|\[\(|\(\[|\[)""(?:\]\]|\)\)|\}\}|\/\]|\)\]|\]\)|\])(?::::\w+)?|n\d+ (?:-->|==>)(?:\|""\|)? n\d+)$/;
const mermaidInside = /[^\p{L}\p{N}\p{M} ./,→…()+;#-]/u;

function mermaidShape(text: string): string[] {
  return text.split("\n").map((line) => (line.startsWith("%%") ? "%%" : line.replaceAll(/"[^"]*"/g, '""')));
}

/** By format. */
export const documentRules: Readonly<Record<string, DocumentRule>> = {
  terminal: { ...ruleOf("terminal"), shows: ["tables", "graph"] },
  markdown: { ...ruleOf("markdown"), shows: ["tables", "graph"] },
  csv: { ...ruleOf("csv"), shows: ["tables", "graph"] },
  html: { shape: tags, shows: ["tables", "graph"], faults: (text) => dataFaults(text) },
  svg: {
    shape: tags,
    shows: ["graph"],
    faults: (text) => [
      ...xmlFaults(text),
      ...tags(text).filter((tag) =>
        /^<(?:script|foreignObject|a|image|use|animate|set)\b|\s(?:on\w+|\w*:?href|style)=/i.test(tag),
      ),
      ...(text.match(/&(?!(?:amp|lt|gt|quot|#39);)/g) ?? []),
    ],
  },
  dot: {
    shape: dotShape,
    shows: ["graph"],
    faults: (text) => dotShape(text).filter((line) => line !== "" && !dotLine.test(line)),
  },
  mermaid: {
    shape: mermaidShape,
    shows: ["graph"],
    faults: (text) => [
      ...mermaidShape(text).filter((line) => line !== "" && line !== "%%" && !mermaidLine.test(line)),
      ...text.split("\n").filter((line) => line.startsWith("%%") && /[{}]/.test(line)),
      ...[...text.replaceAll(/^%%.*$/gm, "").matchAll(/"([^"]*)"/g)].flatMap(([, inside = ""]) =>
        mermaidInside.test(inside) || /#(?!\d+;)|(?<!#\d+);/.test(inside) ? inside : [],
      ),
    ],
  },
};

function dataFaults(text: string): string[] {
  return [...text.matchAll(/<script type="application\/json"[^>]*>([^]*?)<\/script>/g)].flatMap(([, data = ""]) => {
    JSON.parse(data);
    return /[<>]/.test(data) ? ["markup in the data"] : [];
  });
}

function xmlFaults(text: string): string[] {
  const rule = ruleOf("junit");
  rule.shape(text.replace(/<style>[^]*?<\/style>/, ""));
  return [];
}
