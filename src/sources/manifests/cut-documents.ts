// From the bytes of one input to values with their places: JSON or YAML told apart by content as kubectl does, Lists cut into items.
import { isJsonObject, type JsonObject, type JsonValue } from "../../core/index.ts";
import {
  deepestNesting,
  jsonExtent,
  parseJson,
  parseJsonExactly,
  skipJsonBlank,
  type JsonItems,
  type JsonReading,
} from "../../languages/json/index.ts";
import {
  documentSpans,
  parseYamlDocument,
  textOnSeparator,
  yamlListSpans,
  type ExpansionBudget,
  type YamlReading,
} from "../../languages/yaml/index.ts";
import { longestText, spanText, type Place, type Span } from "./place.ts";

/** A fault of the input; `offset` is into the text of the span, `read` says that its value was read all the same. */
export interface Broken {
  readonly read: boolean;
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

const tooLong = `one document is longer than ${longestText / 1024 / 1024} MiB`;
const bytesPerStep = 8 * 1024 * 1024;
const openBrace = 123;
/** The way from a value to itself. */
const whole: Place["within"] = [];
/** Broken JSON up to this size is tried as YAML, as kubectl does; larger is a cut dump. */
const mostRetried = 4 * 1024 * 1024;
/** YAML documents above this size are cut into items where they are Lists as kubectl writes them. */
const largeDocument = 256 * 1024;

/** Cuts one input, in order. Never throws. Linear in the bytes, but for aliases, which the budget bounds. */
export class DocumentCutter {
  private readonly bytes: Buffer;
  private readonly sink: DocumentSink;
  private readonly budget: ExpansionBudget;
  private readonly progress: (bytes: number) => void;
  private nextStep = bytesPerStep;

  constructor(bytes: Buffer, sink: DocumentSink, budget: ExpansionBudget, progress: (bytes: number) => void) {
    this.bytes = bytes;
    this.sink = sink;
    this.budget = budget;
    this.progress = progress;
  }

  run(): void {
    for (const { start, end, onSeparator } of documentSpans(this.bytes)) {
      const at = skipJsonBlank(this.bytes, start);
      if (onSeparator)
        this.sink.broken({ span: { format: "yaml", start, end }, message: textOnSeparator, offset: 0, read: false });
      else if (this.bytes[at] === openBrace) this.jsonStream(at, end);
      else this.yaml({ format: "yaml", start, end });
    }
  }

  /** JSON values one after the other; what is not JSON is YAML in braces, or broken. */
  private jsonStream(start: number, end: number): void {
    let at = start;
    while (at < end && this.bytes[at] === openBrace) {
      const next = this.json(at, end);
      if (next === undefined) break;
      at = skipJsonBlank(this.bytes, next);
    }
    if (at < end) this.yaml({ format: "yaml", start: at, end });
  }

  /** One JSON value; where the next may begin, or undefined where the rest is to be read as YAML. */
  private json(start: number, limit: number): number | undefined {
    const extent = jsonExtent(this.bytes.subarray(0, limit), start, deepestNesting);
    const span: Span = { format: "json", start, end: extent.end };
    const next = extent.fault === undefined ? extent.end : limit;
    if (extent.items !== undefined && this.jsonList(span, extent.items, extent.fault)) return next;
    const reading = this.jsonReading(span);
    if ("value" in reading) {
      this.sink.document(reading.value, { ...span, within: [] });
      for (const note of reading.notes) this.sink.broken({ span, ...note, read: true });
    } else if (this.isYaml(start, limit)) return undefined;
    else this.sink.broken({ span, ...reading.fault, read: false });
    return next;
  }

  /** Text that is cut off or nested too deep is parsed too, for the exact place of the fault. */
  private jsonReading(span: Span): JsonReading {
    this.step(span.end);
    if (isTooLong(span)) return { fault: { message: tooLong, offset: 0 } };
    return parseJsonExactly(spanText(this.bytes, span));
  }

  /** Whether what is not JSON is a YAML document in braces: with comments, trailing commas, single quotes. */
  private isYaml(start: number, end: number): boolean {
    if (end - start > mostRetried) return false;
    const text = this.bytes.toString("utf8", start, end);
    return !isJsonSyntax(text) && parseYamlDocument(text).value !== undefined;
  }

  /** Items of a List, parsed one by one; false for an object that has `items` and is no List. */
  private jsonList(span: Span, items: JsonItems, fault: string | undefined): boolean {
    const { bytes, sink } = this;
    if (isTooLong({ start: items.close, end: span.end + items.open - span.start })) return false;
    const before = bytes.toString("utf8", span.start, items.open);
    const after = fault === undefined ? bytes.toString("utf8", items.close + 1, span.end) : "}";
    const head = parseJsonExactly(`${before}[]${after}`);
    if (!("value" in head) || !(isList(head.value) || fault !== undefined)) return false;
    sink.beginList(head.value, span);
    const { spans, exact } = items;
    for (let index = 0; index < spans.length; index += 2) {
      const start = skipJsonBlank(bytes, spans[index] ?? 0);
      const place: Place = { format: "json", start, end: spans[index + 1] ?? start, within: whole };
      this.jsonItem(place, exact.has(index / 2));
    }
    if (fault !== undefined)
      sink.broken({ span: { ...span, start: span.end }, message: fault, offset: 0, read: false });
    sink.endList(fault !== undefined);
    return true;
  }

  private jsonItem(span: Place, exact: boolean): void {
    const text = spanText(this.bytes, span);
    const reading = exact ? parseJsonExactly(text) : parseJson(text);
    this.step(span.end);
    if ("value" in reading) {
      this.sink.item(reading.value, span);
      for (const note of reading.notes) this.sink.broken({ span, ...note, read: true });
    } else this.sink.broken({ span, ...reading.fault, read: false });
  }

  private yaml(span: Span): void {
    if (span.end - span.start >= largeDocument && this.yamlList(span)) return;
    const { value, faults } = this.yamlReading(span);
    if (value !== undefined) this.sink.document(value, { ...span, within: [] });
    for (const fault of faults) this.sink.broken({ span, ...fault, read: value !== undefined });
  }

  private yamlReading(span: Span): YamlReading {
    this.step(span.end);
    if (isTooLong(span)) return { value: undefined, faults: [{ message: tooLong, offset: 0 }] };
    return parseYamlDocument(spanText(this.bytes, span), this.budget);
  }

  /** A large List, item by item; false where it is laid out otherwise, or an item may lean on another's anchor. */
  private yamlList(span: Span): boolean {
    const part = this.bytes.subarray(span.start, span.end);
    const spans = sharesNodes(part) ? undefined : yamlListSpans(part);
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
    const { value, faults } = this.yamlReading(span);
    const item = Array.isArray(value) ? (value as readonly JsonValue[])[0] : undefined;
    if (item !== undefined) this.sink.item(item, { ...span, within: [0] });
    for (const fault of faults) this.sink.broken({ span, ...fault, read: item !== undefined });
  }

  private step(at: number): void {
    if (at < this.nextStep) return;
    this.nextStep = at + bytesPerStep;
    this.progress(at);
  }
}

function isTooLong({ start, end }: { readonly start: number; readonly end: number }): boolean {
  return end - start > longestText;
}

/** JSON whose numbers are out of range is JSON all the same. */
function isJsonSyntax(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function sharesNodes(bytes: Buffer): boolean {
  const holds = (mark: string): boolean => [": ", "- ", "["].some((before) => bytes.includes(before + mark));
  return holds("*") && holds("&");
}

/** Whether a value is a List of the API: `kind: List`, `PodList` …, with items. */
function isList(value: JsonValue | undefined): value is JsonObject {
  if (!isJsonObject(value)) return false;
  return typeof value["kind"] === "string" && value["kind"].endsWith("List") && Array.isArray(value["items"]);
}
