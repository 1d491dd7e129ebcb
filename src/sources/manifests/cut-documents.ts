// From the bytes of one input to values with their places: JSON or YAML told apart by content as kubectl does, Lists cut into items.
import { isJsonObject, type JsonValue } from "../../core/index.ts";
import { deepestNesting, jsonExtent, parseJson, parseJsonExactly, skipJsonBlank } from "../../languages/json/index.ts";
import {
  documentSpans,
  parseYamlDocument,
  textOnSeparator,
  yamlListSpans,
  type ExpansionBudget,
} from "../../languages/yaml/index.ts";
import { spanText, type Place, type Span } from "./place.ts";

/** A fault of the input; `offset` is into the text of the span. */
export interface Broken {
  readonly span: Span;
  readonly message: string;
  readonly offset: number;
}

/** What documents are told to. */
export interface DocumentSink {
  document(value: JsonValue, place: Place): void;
  /** A List whose items follow through `item`, then `endList`; `head` is the List without them. */
  beginList(head: JsonValue, span: Span): void;
  item(value: JsonValue, place: Place): void;
  endList(cutOff: boolean): void;
  broken(fault: Broken): void;
}

const openBrace = 123;
/** Broken JSON up to this size is tried as YAML, as kubectl does; larger is a cut dump. */
const mostRetried = 4 * 1024 * 1024;
/** YAML documents above this size are cut into items where they are Lists as kubectl writes them. */
const largeDocument = 256 * 1024;

/** Cuts one input, in order. Never throws. Linear in the bytes, but for aliases, which the budget bounds. */
export class DocumentCutter {
  private readonly bytes: Buffer;
  private readonly sink: DocumentSink;
  private readonly budget: ExpansionBudget;

  constructor(bytes: Buffer, sink: DocumentSink, budget: ExpansionBudget) {
    this.bytes = bytes;
    this.sink = sink;
    this.budget = budget;
  }

  run(): void {
    let at = skipJsonBlank(this.bytes, 0);
    while (this.bytes[at] === openBrace) {
      const end = this.json(at);
      if (end === undefined) break;
      at = skipJsonBlank(this.bytes, end);
    }
    if (at < this.bytes.length) this.yamlDocuments(at);
  }

  /** One JSON value; its end, or undefined where the rest is to be read as YAML. */
  private json(start: number): number | undefined {
    const extent = jsonExtent(this.bytes, start, deepestNesting);
    const span: Span = { format: "json", start, end: extent.end };
    if (extent.items !== undefined && this.jsonList(span, extent.items, extent.fault)) return extent.end;
    const reading = extent.fault === undefined ? parseJsonExactly(spanText(this.bytes, span)) : undefined;
    if (reading !== undefined && "value" in reading) {
      this.sink.document(reading.value, { ...span, within: [] });
      for (const note of reading.notes) this.sink.broken({ span, ...note });
      return extent.end;
    }
    if (this.isYaml(start)) return undefined;
    const fault = reading?.fault ?? { message: extent.fault ?? "cannot be read", offset: 0 };
    this.sink.broken({ span, ...fault });
    return extent.end;
  }

  /** Whether what is not JSON is a YAML document in braces: with comments, trailing commas, single quotes. */
  private isYaml(start: number): boolean {
    if (this.bytes.length - start > mostRetried) return false;
    for (const { start: from, end } of documentSpans(this.bytes.subarray(start)))
      return parseYamlDocument(this.bytes.toString("utf8", start + from, start + end)).value !== undefined;
    return false;
  }

  /** Items of a List, parsed one by one; false for an object that has `items` and is no List. */
  private jsonList(span: Span, items: NonNullable<ReturnType<typeof jsonExtent>["items"]>, fault?: string): boolean {
    const { bytes, sink } = this;
    const before = bytes.toString("utf8", span.start, items.open);
    const after = fault === undefined ? bytes.toString("utf8", items.close + 1, span.end) : "}";
    const head = parseJson(`${before}[]${after}`);
    if (!("value" in head) || !(isList(head.value) || fault !== undefined)) return false;
    sink.beginList(head.value, span);
    const { spans } = items;
    for (let index = 0; index < spans.length; index += 2) {
      const itemStart = skipJsonBlank(bytes, spans[index] ?? 0);
      this.jsonItem({ format: "json", start: itemStart, end: spans[index + 1] ?? itemStart });
    }
    if (fault !== undefined) sink.broken({ span: { ...span, start: span.end }, message: fault, offset: 0 });
    sink.endList(fault !== undefined);
    return true;
  }

  private jsonItem(span: Span): void {
    const reading = parseJson(spanText(this.bytes, span));
    if ("value" in reading) {
      this.sink.item(reading.value, { ...span, within: [] });
      for (const note of reading.notes) this.sink.broken({ span, ...note });
    } else this.sink.broken({ span, ...reading.fault });
  }

  private yamlDocuments(from: number): void {
    for (const { start, end, onSeparator } of documentSpans(this.bytes.subarray(from))) {
      const span: Span = { format: "yaml", start: from + start, end: from + end };
      if (onSeparator) this.sink.broken({ span, message: textOnSeparator, offset: 0 });
      else if (end - start < largeDocument || !this.yamlList(span)) this.yaml(span);
    }
  }

  private yaml(span: Span): void {
    const { value, faults } = parseYamlDocument(spanText(this.bytes, span), this.budget);
    if (value !== undefined) this.sink.document(value, { ...span, within: [] });
    for (const fault of faults) this.sink.broken({ span, ...fault });
  }

  /** A large List, item by item; false where it is laid out otherwise or its items lean on each other. */
  private yamlList(span: Span): boolean {
    const part = this.bytes.subarray(span.start, span.end);
    const spans = yamlListSpans(part);
    if (spans === undefined) return false;
    const around = `${part.toString("utf8", 0, spans.headEnd)} []\n${part.toString("utf8", spans.tailStart)}`;
    const head = parseYamlDocument(around).value;
    if (!isList(head)) return false;
    this.sink.beginList(head, span);
    for (const { start, end } of spans.items)
      this.yamlItem({ format: "yaml", start: span.start + start, end: span.start + end });
    this.sink.endList(false);
    return true;
  }

  private yamlItem(span: Span): void {
    const { value, faults } = parseYamlDocument(spanText(this.bytes, span), this.budget);
    const item = Array.isArray(value) ? (value as readonly JsonValue[])[0] : undefined;
    if (item !== undefined) this.sink.item(item, { ...span, within: [0] });
    for (const fault of faults) this.sink.broken({ span, ...fault });
  }
}

/** Whether a value is a List of the API: `kind: List`, `PodList` …, with items. */
export function isList(value: JsonValue | undefined): boolean {
  if (!isJsonObject(value)) return false;
  return typeof value["kind"] === "string" && value["kind"].endsWith("List") && Array.isArray(value["items"]);
}
