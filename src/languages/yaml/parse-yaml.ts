// YAML text to values, read as kubectl reads it, with the place of every fault.
import { textPosition, type JsonValue } from "../../core/index.ts";
import { buildValue, type ExpansionBudget } from "./build-value.ts";
import { documentSpans } from "./document-spans.ts";
import { readEvents, type YamlFault } from "./yaml-events.ts";

/** One document: its value, or none where it is broken; faults have offsets into its text. A key set twice is a fault beside a value. */
export interface YamlReading {
  readonly value: JsonValue | undefined;
  readonly faults: readonly YamlFault[];
}

/** A document that could be read; offsets are UTF-16 units into the whole text, `end` exclusive. */
interface YamlDocument {
  readonly value: JsonValue;
  readonly start: number;
  readonly end: number;
}

/** A fault, with its place in the whole text; `start` and `end` are the extent of its document. */
interface YamlError {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** What a text of many documents holds. A key set twice is an error of a document that is read all the same. */
export interface YamlDocuments {
  readonly documents: readonly YamlDocument[];
  readonly errors: readonly YamlError[];
}

const startBudget = 1_000_000;

/**
 * Reads the text of one document (between separators). Plain mutable objects, no two of them shared; integers beyond 2^53 are bigint.
 * `budget` bounds what aliases may add and is used up by it. Never throws. Linear in the text.
 */
export function parseYamlDocument(text: string, budget: ExpansionBudget = { nodes: startBudget }): YamlReading {
  const read = readEvents(text);
  if ("message" in read) return { value: undefined, faults: [read] };
  const built = buildValue(read, budget);
  return "message" in built ? { value: undefined, faults: [built] } : { value: built.value, faults: built.notes };
}

/** Reads all documents of a text; a broken one is an error and the rest goes on. Never throws. Linear in the text. */
export function parseYamlDocuments(text: string): YamlDocuments {
  const documents: YamlDocument[] = [];
  const errors: YamlError[] = [];
  const budget = { nodes: startBudget };
  for (const { start, end, onSeparator } of documentSpans(text)) {
    const tell = ({ message, offset }: YamlFault): void => {
      errors.push({ message, ...textPosition(text, start + offset), start, end });
    };
    if (onSeparator) tell({ message: textOnSeparator, offset: 0 });
    else {
      const { value, faults } = parseYamlDocument(text.slice(start, end), budget);
      faults.forEach(tell);
      if (value !== undefined) documents.push({ value, start, end });
    }
  }
  return { documents, errors };
}

/** Why a document with text on its separator line is not read. */
export const textOnSeparator = "text on the line of a --- separator is refused by kubectl: put it on the next line";
