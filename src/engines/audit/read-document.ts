// A policy file's first document as kube-apiserver reads it, and what of the file it never looks at.
import { isJsonObject, textPosition, type JsonValue } from "../../core/index.ts";
import { parseJsonExactly } from "../../languages/json/index.ts";
import { documentSpans, parseYamlDocument, type YamlReading } from "../../languages/yaml/index.ts";
import type { PolicyWarning } from "./policy-warning.ts";
import { jsonSyntaxError, yamlSyntaxError } from "./syntax-error.ts";

/** The document's value, with JSON keys in the order the server decodes them, or the library's error. */
export type DocumentReading =
  | { readonly value: JsonValue; readonly json: boolean; readonly ignored: readonly PolicyWarning[] }
  | { readonly error: string };

/** YAML goes through a Go map, which is printed as JSON with its keys sorted. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(sorted);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item ?? null)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readJson(text: string): DocumentReading {
  const read = parseJsonExactly(text);
  if ("fault" in read) {
    return { error: `couldn't get version/kind; json parse error: ${jsonSyntaxError(text, read.fault)}` };
  }
  const ignored = read.notes.map(({ message, offset }) => {
    const { line } = textPosition(text, offset);
    return { code: "duplicate-key", message: message.replace("kubectl", "the API server"), line } as const;
  });
  return { value: read.value, json: true, ignored };
}

/** The server stops reading after the first document: a fault in a later one is none. */
function readFirst(text: string): { readonly reading: YamlReading; readonly end: number } {
  const whole = parseYamlDocument(text);
  const [fault] = whole.faults;
  if (whole.value !== undefined || fault === undefined) return { reading: whole, end: text.length };
  const [first, second] = documentSpans(text);
  if (first === undefined || second === undefined || fault.offset < second.start)
    return { reading: whole, end: text.length };
  return { reading: parseYamlDocument(text.slice(0, first.end)), end: first.end };
}

/** Reads the first document of a policy file. Never throws. Linear. */
export function readDocument(text: string): DocumentReading {
  if (/^\s*\{/.test(text)) return readJson(text);
  const { reading, end } = readFirst(text);
  const { value, faults } = reading;
  const [fault] = faults;
  if (value === undefined) return { error: yamlSyntaxError(text, fault ?? { message: "cannot be read", offset: 0 }) };
  const ignored: PolicyWarning[] = [];
  for (const { message, offset } of faults) {
    const { line } = textPosition(text, offset);
    if (message.startsWith("the key"))
      ignored.push({ code: "duplicate-key", message: message.replace("kubectl", "the API server"), line });
    else ignored.push(secondDocument(line));
  }
  if (end < text.length) ignored.push(secondDocument(textPosition(text, end).line));
  return { value: sorted(value), json: false, ignored };
}

function secondDocument(line: number): PolicyWarning {
  return { code: "second-document", message: "the API server reads the first document of the file only", line };
}
