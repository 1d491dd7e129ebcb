// From events to a value, as go-yaml v2 and sigs.k8s.io/yaml build it: aliases copied, merge keys applied where they stand, keys made text.
import { EVENT_ID, getScalarValue, SCALAR_STYLE, type Event } from "js-yaml";
import { isJsonObject, type JsonValue } from "../../core/index.ts";
import { plainScalar, ScalarError, taggedScalar } from "./scalars.ts";
import { deepestNesting, type YamlEvents, type YamlFault } from "./yaml-events.ts";

/** How many values aliases and merges may still add; one budget can be shared by all documents of an input. */
export interface ExpansionBudget {
  nodes: number;
}

/** A value, and what of the text does not count: keys set twice in one mapping (the last wins, as for kubectl), text after `...`. */
export interface BuiltValue {
  readonly value: JsonValue;
  readonly notes: readonly YamlFault[];
}

/** A fault of the document, with its offset in the event source. */
class BuildError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

type ScalarEvent = Extract<Event, { readonly chomping: unknown }>;
type AliasEvent = Extract<Event, { readonly type: typeof EVENT_ID.ALIAS }>;
type CollectionEvent = Extract<Event, { readonly start: number }>;
interface Anchor {
  value: JsonValue;
  open: boolean;
}
type Mutable = Record<string, JsonValue>;

const coreTag = "tag:yaml.org,2002:";
/** Values one document may add by aliases, whatever the budget of the input. */
const mostExpandedPerDocument = 100_000;
const mostNotes = 20;

function setKey(target: Mutable, key: string, value: JsonValue): void {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
  else target[key] = value;
}

class Builder {
  readonly notes: YamlFault[] = [];
  private readonly events: readonly Event[];
  private readonly source: string;
  private readonly budget: ExpansionBudget;
  private readonly anchors = new Map<string, Anchor>();
  private at = 0;
  private expanded = 0;
  private depth = 0;

  constructor({ events, source }: YamlEvents, budget: ExpansionBudget) {
    this.events = events;
    this.source = source;
    this.budget = budget;
  }

  /** The value of the first document; `extra` is the offset of a second one. */
  document(): { readonly value: JsonValue; readonly extra: number | undefined } {
    if (this.events.length === 0) return { value: null, extra: undefined };
    this.at = 1;
    const value = this.node();
    this.at++;
    const second = this.events[this.at + 1];
    return { value, extra: second === undefined || isBlank(second) ? undefined : offsetOf(second) };
  }

  private next(): Event {
    const event = this.events[this.at++];
    if (event === undefined) throw new BuildError("the document ends too early", this.source.length);
    return event;
  }

  private node(): JsonValue {
    const event = this.next();
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.anchored(event, this.scalar(event));
      case EVENT_ID.SEQUENCE:
        return this.sequence(event);
      case EVENT_ID.MAPPING:
        return this.mapping(event);
      case EVENT_ID.ALIAS:
        return this.alias(event);
      default:
        throw new BuildError("a value is missing", offsetOf(event));
    }
  }

  private scalar(event: ScalarEvent): JsonValue {
    const text = getScalarValue(this.source, event);
    if (event.tagStart === -1) {
      if (event.style !== SCALAR_STYLE.PLAIN) return text;
      const value = plainScalar(text);
      if (typeof value === "number" && !Number.isFinite(value))
        throw new BuildError(`${text} cannot be sent to the API: it is not a finite number`, offsetOf(event));
      return value;
    }
    try {
      return taggedScalar(this.coreTagOf(event), text);
    } catch (error) {
      throw new BuildError(error instanceof ScalarError ? error.message : "the value cannot be read", offsetOf(event));
    }
  }

  private coreTagOf({ tagStart, tagEnd }: ScalarEvent): string | undefined {
    const tag = this.source.slice(tagStart, tagEnd);
    if (tag.startsWith("!!")) return tag.slice(2);
    return tag.startsWith(`!<${coreTag}`) ? tag.slice(coreTag.length + 2, -1) : undefined;
  }

  private anchored(event: ScalarEvent | CollectionEvent, value: JsonValue, open = false): JsonValue {
    if (open) this.depth++;
    if (event.anchorStart !== -1)
      this.anchors.set(this.source.slice(event.anchorStart, event.anchorEnd), { value, open });
    return value;
  }

  private finish(event: CollectionEvent): void {
    this.at++;
    this.depth--;
    if (event.anchorStart === -1) return;
    const anchor = this.anchors.get(this.source.slice(event.anchorStart, event.anchorEnd));
    if (anchor !== undefined) anchor.open = false;
  }

  private sequence(event: CollectionEvent): JsonValue {
    const items: JsonValue[] = [];
    this.anchored(event, items, true);
    while (this.events[this.at]?.type !== EVENT_ID.POP) items.push(this.node());
    this.finish(event);
    return items;
  }

  private mapping(event: CollectionEvent): JsonValue {
    const fields: Mutable = {};
    this.anchored(event, fields, true);
    let merged: Set<string> | undefined;
    while (this.events[this.at]?.type !== EVENT_ID.POP) {
      const keyEvent = this.next();
      if (this.isMerge(keyEvent)) {
        merged ??= new Set();
        this.merge(fields, merged, offsetOf(keyEvent));
        continue;
      }
      const key = this.key(keyEvent);
      if (Object.hasOwn(fields, key) && merged?.delete(key) !== true) this.tellDuplicate(key, keyEvent);
      setKey(fields, key, this.node());
    }
    this.finish(event);
    return fields;
  }

  private tellDuplicate(key: string, event: Event): void {
    if (this.notes.length >= mostNotes) return;
    const message = `the key ${JSON.stringify(key.slice(0, 80))} is set twice in one mapping: kubectl takes the last`;
    this.notes.push({ message, offset: offsetOf(event) });
  }

  private key(event: Event): string {
    const offset = offsetOf(event);
    if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING)
      throw new BuildError("a list or mapping cannot be a key", offset);
    this.at--;
    const value = this.node();
    if (typeof value === "string") return value;
    if (value === null) throw new BuildError("a key cannot be empty or null", offset);
    if (typeof value === "object") throw new BuildError("a list or mapping cannot be a key", offset);
    return String(value);
  }

  private isMerge(event: Event): boolean {
    if (event.type !== EVENT_ID.SCALAR || event.style !== SCALAR_STYLE.PLAIN) return false;
    if (event.tagStart !== -1 && this.coreTagOf(event) !== "merge") return false;
    return getScalarValue(this.source, event) === "<<";
  }

  /** go-yaml v2 sets merged keys where `<<` stands: they replace earlier keys of the mapping and are replaced by later ones. */
  private merge(fields: Mutable, merged: Set<string>, offset: number): void {
    const value = this.node();
    const sources = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
    for (const source of sources.toReversed()) {
      if (!isJsonObject(source)) throw new BuildError("<< must be given a mapping or a list of mappings", offset);
      for (const [key, item] of Object.entries(source)) {
        this.charge(offset);
        setKey(fields, key, item as JsonValue);
        merged.add(key);
      }
    }
  }

  private alias(event: AliasEvent): JsonValue {
    const name = this.source.slice(event.anchorStart, event.anchorEnd);
    const anchor = this.anchors.get(name);
    // A password that begins with a star is read as an alias: its name is not told.
    if (anchor === undefined) throw new BuildError("the alias has no anchor before it", event.anchorStart);
    const label = JSON.stringify(name.slice(0, 80));
    if (anchor.open) throw new BuildError(`the anchor ${label} contains itself`, event.anchorStart);
    return this.copy(anchor.value, event.anchorStart, this.depth);
  }

  private copy(value: JsonValue, offset: number, depth: number): JsonValue {
    this.charge(offset);
    if (depth > deepestNesting) throw new BuildError(`aliases nest deeper than ${deepestNesting} levels`, offset);
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => this.copy(item, offset, depth + 1));
    if (!isJsonObject(value)) return value;
    const fields: Mutable = {};
    for (const [key, item] of Object.entries(value))
      setKey(fields, key, this.copy(item as JsonValue, offset, depth + 1));
    return fields;
  }

  private charge(offset: number): void {
    this.budget.nodes--;
    if (++this.expanded > mostExpandedPerDocument || this.budget.nodes < 0)
      throw new BuildError("aliases expand to too many values", offset);
  }
}

function isBlank(event: Event): boolean {
  return event.type === EVENT_ID.SCALAR && event.valueStart === -1 && event.tagStart === -1;
}

function offsetOf(event: Event): number {
  if (event.type === EVENT_ID.SCALAR) return Math.max(event.valueStart, event.tagStart, event.anchorStart, 0);
  if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) return event.start;
  return event.type === EVENT_ID.ALIAS ? event.anchorStart : 0;
}

/** Builds the one value of a document, or tells the first fault; offsets are into the original text. Linear, but for aliases, which the budget bounds. */
export function buildValue(read: YamlEvents, budget: ExpansionBudget): BuiltValue | YamlFault {
  const builder = new Builder(read, budget);
  const original = ({ message, offset }: YamlFault): YamlFault => ({ message, offset: read.toOriginal(offset) });
  try {
    const { value, extra } = builder.document();
    if (extra !== undefined)
      builder.notes.push({ message: "text after `...` is not read by kubectl: begin it with ---", offset: extra });
    return { value, notes: builder.notes.map(original) };
  } catch (error) {
    if (error instanceof BuildError) return original(error);
    throw error;
  }
}
