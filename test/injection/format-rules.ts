// For each format: what its reader would make of a text, as a shape that no text of a cluster may change.
import { marked, type Token } from "marked";
import { SaxesParser } from "saxes";
import { displayWidth } from "../../src/reporters/terminal/display-width.ts";
import { sarifFaults } from "./sarif-schema.ts";

/** How a format is judged. `shape` parses strictly and throws where its reader would. */
export interface FormatRule {
  readonly format: string;
  readonly shape: (text: string) => unknown;
  /** Faults beyond a changed shape. */
  readonly faults?: (text: string) => string[];
}

/** Every value but the structure left out. */
function skeleton(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(skeleton);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      ["patch", "fix", "artifactLocation"].includes(key) ? "" : skeleton(item),
    ]),
  );
}

function xmlShape(text: string): string[] {
  const found: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("doctype", () => found.push("doctype"));
  parser.on("cdata", () => found.push("cdata"));
  parser.on("processinginstruction", () => found.push("instruction"));
  parser.on("opentag", ({ name, attributes }) => found.push([name, ...Object.keys(attributes)].join(" ")));
  parser.on("closetag", ({ name }) => found.push(`/${name}`));
  parser.write(text).close();
  return found;
}

function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? "";
    if (quoted && character === '"' && text[index + 1] === '"') cell += text[index++];
    else if (character === '"' && (quoted || cell === "")) quoted = !quoted;
    else if (!quoted && character === '"') throw new Error("a quote inside a bare cell");
    else if (!quoted && (character === "," || text.startsWith("\r\n", index))) {
      rows.at(-1)?.push(cell);
      cell = "";
      if (character !== ",") {
        rows.push([]);
        index++;
      }
    } else cell += character;
  }
  if (quoted || cell !== "" || rows.at(-1)?.length !== 0) throw new Error("the last row is not ended");
  return rows.slice(0, -1);
}

const inert = new Set(["text", "escape", "space", "br"]);

/** The tokens inside a token, in lists too. */
function inside(token: Token): readonly Token[] {
  const items = token.type === "list" ? (token["items"] as readonly Token[]) : [];
  const { tokens = [] } = token as { readonly tokens?: readonly Token[] };
  return [...tokens, ...items];
}

function markdownShape(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    const own = token.type === "html" ? [`html ${token.raw.trim()}`] : inert.has(token.type) ? [] : [token.type];
    return [...own, ...markdownShape(inside(token))];
  });
}

/** The text that a site looks through for mentions, references and addresses: all but code. */
function bareText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === "codespan" || token.type === "code") return " ";
      const nested = inside(token);
      if (nested.length > 0) return bareText(nested);
      return token.raw.replaceAll("&#8203;", "\u200b").replaceAll(/\\(?=[!-/:-@[-`{-~])/g, "");
    })
    .join("");
}

/** The messages of a log, where viewers look for links and placeholders. */
function messagesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(messagesOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === "message" ? [(item as { readonly text: string }).text] : messagesOf(item),
  );
}

function tagShape(text: string): string[] {
  const withoutCode = text.replace(/<style>[^]*?<\/style>/, "").replaceAll(/(<script[^>]*>)[^]*?<\/script>/g, "$1");
  return (withoutCode.match(/<[^>]*>/g) ?? []).map((tag) => tag.replaceAll(/"[^"]*"/g, '""'));
}

function terminalPlain(text: string): string {
  return text
    .replaceAll(/\u001b\[[\d;]*m/g, "")
    .replaceAll(/\u001b\]8;;(?:https:\/\/kubernetes\.io\/[!-~]*)?\u0007/g, "");
}

function policyShape(text: string): unknown {
  const { items } = JSON.parse(text) as {
    readonly items: readonly {
      readonly metadata: Readonly<Record<string, string>>;
      readonly results: readonly object[];
    }[];
  };
  for (const { metadata } of items) {
    for (const name of [metadata["name"], metadata["namespace"] ?? "x"]) {
      if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name ?? ""))
        throw new Error(`${name} is not a name the API server takes`);
    }
  }
  return items.flatMap(({ results }) => results).length;
}

/** The rule of each format. */
export const formatRules: readonly FormatRule[] = [
  {
    format: "terminal",
    shape: () => "",
    faults: (text) => {
      const plain = terminalPlain(text);
      const wide = plain.split("\n").filter((line) => displayWidth(line) > 100);
      return [
        ...(plain.includes("\u001b") ? ["an escape"] : []),
        ...wide.map((line) => `too wide: ${line.slice(0, 120)}`),
      ];
    },
  },
  { format: "json", shape: (text) => skeleton(JSON.parse(text)) },
  {
    format: "sarif",
    shape: (text) => skeleton(JSON.parse(text)),
    faults: (text) => {
      const log: unknown = JSON.parse(text);
      const links = messagesOf(log).filter((message) => /(?:^|[^\\])\]\s*\(|(?:^|[^{])\{\d+\}(?!\})/.test(message));
      return [...sarifFaults(log), ...links.map((message) => `a link or placeholder: ${message}`)];
    },
  },
  { format: "junit", shape: xmlShape },
  {
    format: "csv",
    shape: (text) => csvRows(text).map(({ length }) => length),
    faults: (text) =>
      csvRows(text)
        .flat()
        .filter((cell) => /^\s*[=+@|]|^\s*-\D|^-\d+\D/.test(cell)),
  },
  {
    format: "markdown",
    shape: (text) => markdownShape(marked.lexer(text, { gfm: true })),
    faults: (text) => [
      ...(text.length > 65_000 ? ["too long for a comment"] : []),
      ...(bareText(marked.lexer(text, { gfm: true })).match(/[@#!~][\p{L}\p{N}]|\w:\/\/|www\./gu) ?? []),
    ],
  },
  {
    format: "html",
    shape: tagShape,
    faults: (text) => {
      const [, data = ""] = /id="data">([^]*?)<\/script>/.exec(text) ?? [];
      JSON.parse(data);
      return /[<>]/.test(data) ? ["markup in the data"] : [];
    },
  },
  { format: "open-reports", shape: policyShape },
  { format: "policy-report", shape: policyShape },
  {
    format: "prometheus",
    shape: (text) =>
      text
        .split("\n")
        .map((line) => line.replaceAll(/"(?:[^"\\]|\\["\\n])*"/g, '""'))
        .map((line) => (line.startsWith("#") ? line : line.replace(/ [\d.]+$/, " 0"))),
    faults: (text) =>
      text
        .split("\n")
        .filter(
          (line) =>
            line !== "" &&
            !line.startsWith("# ") &&
            !/^[a-z_]+(?:\{(?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)*\})? [\d.]+$/.test(line),
        ),
  },
];
