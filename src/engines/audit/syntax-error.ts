// Faults of our YAML and JSON readers in the words of the libraries kube-apiserver reads with (go.yaml.in/yaml/v2, Go's encoding/json).
import { goQuote } from "../../kubernetes/index.ts";
import { textPosition } from "../../core/index.ts";

/** A fault at an offset of a text. */
export interface Fault {
  readonly message: string;
  readonly offset: number;
}

interface Wording {
  readonly text: string;
  /** yaml's parser counts lines from 0 where its scanner counts from 1; some errors tell none. */
  readonly line: "scanner" | "parser" | "none";
}

const scanner = (text: string): Wording => ({ text, line: "scanner" });
const parser = (text: string): Wording => ({ text, line: "parser" });

const cannotStart = scanner("found character that cannot start any token");
const noContent = parser("did not find expected node content");
const noKey = parser("did not find expected key");

/** js-yaml takes what cannot stand somewhere for a fault of the indentation around it: the character there tells what yaml says. */
function misplaced(text: string, offset: number): Wording {
  const character = text.charAt(offset);
  if (character === ":") return scanner("mapping values are not allowed in this context");
  if (character === ">" || character === "|") return scanner("did not find expected comment or line break");
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const value = /^[ ]*(?:- )*[^\s:#][^:#\n]*:[ ]+(\S)/.exec(text.slice(start, start + 1000))?.[1] ?? "";
  if ("@`%".includes(character) || (value !== "" && "@`%".includes(value))) return cannotStart;
  return "]}".includes(character) || value === "]" || value === "}" ? noContent : noKey;
}

function misplacedEntry(text: string, offset: number): Wording {
  if (!/^-\s/.test(text.slice(offset, offset + 2))) return misplaced(text, offset);
  return scanner("block sequence entries are not allowed in this context");
}

function misplacedItem(text: string, offset: number): Wording {
  if (!/^-\s/.test(text.slice(offset, offset + 2))) return misplaced(text, offset);
  return parser("did not find expected '-' indicator");
}

function afterPlainText(text: string, offset: number): boolean {
  const before = text.slice(0, text.lastIndexOf("\n", offset - 1) + 1).trimEnd();
  return /[^\s:>|\-[\]{},"']$/.test(before);
}

function inFlow(text: string, offset: number): Wording {
  if (/^-(?:\s|$)/.test(text.slice(offset, offset + 2))) return noContent;
  if ("@`%".includes(text.charAt(offset))) return cannotStart;
  const brackets: string[] = [];
  for (const character of text.slice(0, offset)) {
    if (character === "[" || character === "{") brackets.push(character);
    else if (character === "]" || character === "}") brackets.pop();
  }
  return parser(`did not find expected ',' or '${brackets.at(-1) === "{" ? "}" : "]"}'`);
}

const yamlWordings: readonly (readonly [RegExp, (text: string, offset: number) => Wording])[] = [
  [
    /^tab characters must not/,
    (text, offset) =>
      scanner(afterPlainText(text, offset) ? "found a tab character that violates indentation" : cannotStart.text),
  ],
  [/^unexpected end of the stream within a (?:double|single) quoted/, () => scanner("found unexpected end of stream")],
  [/^unexpected end of the stream within a flow collection/, inFlow],
  [/^missed comma between flow collection entries/, inFlow],
  [/^bad indentation of a sequence entry/, misplacedItem],
  [/^bad indentation of a mapping entry/, misplacedEntry],
  [/^end of the stream or a document separator/, misplaced],
  [
    /multiline key may not be an implicit key|^expected ':' after a mapping key/,
    () => scanner("could not find expected ':'"),
  ],
  [/^unknown escape sequence/, () => scanner("found unknown escape character")],
  [/non-printable characters/, () => ({ text: "control characters are not allowed", line: "none" })],
  [/^<< must be given/, () => ({ text: "map merge requires map or sequence of maps as the value", line: "none" })],
];

/** The error of go-yaml for a fault, as near as ours tells it: libraries find the same fault at different places. */
export function yamlSyntaxError(text: string, { message, offset }: Fault): string {
  if (message.startsWith("the alias has no anchor"))
    return `yaml: unknown anchor '${/^[^\s,[\]{}]*/.exec(text.slice(offset))?.[0] ?? ""}' referenced`;
  const wording = yamlWordings.find(([pattern]) => pattern.test(message))?.[1](text, offset);
  if (wording === undefined) return `yaml: ${message}`;
  const blanks = /^\s*/.exec(text.slice(offset))?.[0].length ?? 0;
  const { line } = textPosition(text, wording.text.startsWith("could not find") ? offset + blanks : offset);
  const told = wording.line === "scanner" ? line : line - 1;
  return wording.line === "none" || line === 1 ? `yaml: ${wording.text}` : `yaml: line ${told}: ${wording.text}`;
}

const jsonContexts = [
  ["where a key in double quotes is needed", "looking for beginning of object key string"],
  ["where } or a comma is needed", "after object key:value pair"],
  ["where ] or a comma is needed", "after array element"],
  ["where : after a key is needed", "after object key"],
  ["where a value is needed", "looking for beginning of value"],
  ["where the end of the value is needed", "after top-level value"],
] as const;

/** A character as Go's scanner quotes it, which looks at bytes. */
function quoteCharacter(character: string): string {
  if (character === "'") return String.raw`'\''`;
  if (character === '"') return `'"'`;
  const [byte = 0] = new TextEncoder().encode(character);
  return `'${goQuote(String.fromCodePoint(byte)).slice(1, -1)}'`;
}

function badString(text: string, offset: number): string | undefined {
  const [, escape, control] =
    /^"(?:[^"\\\u0000-\u001f]|\\["\\/bfnrtu])*(?:\\([^])|([\u0000-\u001f]))/.exec(text.slice(offset)) ?? [];
  if (escape !== undefined) return `invalid character ${quoteCharacter(escape)} in string escape code`;
  return control === undefined ? undefined : `invalid character ${quoteCharacter(control)} in string literal`;
}

/** The error of Go's encoding/json for a fault, as near as ours tells it. */
export function jsonSyntaxError(text: string, { message, offset }: Fault): string {
  if (message.startsWith("a string")) return badString(text, offset) ?? "unexpected end of JSON input";
  const context = jsonContexts.find(([ending]) => message.endsWith(ending))?.[1];
  if (context === undefined || offset >= text.length) return "unexpected end of JSON input";
  return `invalid character ${quoteCharacter(text.charAt(offset))} ${context}`;
}
