// From a field path back to the place in the text.
import { EVENT_ID, getScalarValue, type Event } from "js-yaml";
import type { PathSegment } from "../../core/index.ts";
import { readEvents } from "./yaml-events.ts";

/** Walks events to the field; `at` is the index of the node that the rest of the path is sought in. */
class Finder {
  private readonly events: readonly Event[];
  private readonly source: string;

  constructor(events: readonly Event[], source: string) {
    this.events = events;
    this.source = source;
  }

  /** The index after the node that begins at `at`. */
  private skip(at: number): number {
    let depth = 0;
    let index = at;
    do {
      const type = this.events[index++]?.type;
      if (type === EVENT_ID.SEQUENCE || type === EVENT_ID.MAPPING) depth++;
      else if (type === EVENT_ID.POP || type === undefined) depth--;
    } while (depth > 0);
    return index;
  }

  private child(at: number, segment: PathSegment): { readonly at: number; readonly offset: number } | undefined {
    const type = this.events[at]?.type;
    if (type === EVENT_ID.SEQUENCE && typeof segment === "number") return this.item(at, segment);
    if (type === EVENT_ID.MAPPING && typeof segment === "string") return this.field(at, segment);
    return undefined;
  }

  private item(at: number, wanted: number): { readonly at: number; readonly offset: number } | undefined {
    let index = at + 1;
    for (let count = 0; this.events[index]?.type !== EVENT_ID.POP; count++) {
      if (count === wanted) return { at: index, offset: this.offset(index) };
      index = this.skip(index);
    }
    return undefined;
  }

  private field(at: number, wanted: string): { readonly at: number; readonly offset: number } | undefined {
    let found: { readonly at: number; readonly offset: number } | undefined;
    for (let key = at + 1; this.events[key]?.type !== EVENT_ID.POP;) {
      const value = this.skip(key);
      const event = this.events[key];
      if (event?.type === EVENT_ID.SCALAR && getScalarValue(this.source, event) === wanted)
        found = { at: value, offset: this.offset(key) };
      key = this.skip(value);
    }
    return found;
  }

  private offset(index: number): number {
    const event = this.events[index];
    if (event === undefined) return 0;
    if (event.type === EVENT_ID.SCALAR) return Math.max(event.valueStart - quoteLength(event.style), 0);
    if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) return event.start;
    return event.type === EVENT_ID.ALIAS ? event.anchorStart - 1 : 0;
  }

  locate(segments: readonly PathSegment[]): number {
    let at = 1;
    let offset = this.offset(at);
    for (const segment of segments) {
      const next = this.child(at, segment);
      if (next === undefined) return offset;
      ({ at, offset } = next);
    }
    return offset;
  }
}

function quoteLength(style: number): number {
  return style === 2 || style === 3 ? 1 : 0;
}

/**
 * Reads the text of one document once, and answers for any number of paths with the offset of the field: of its key, or of the
 * item of a list; of the nearest ancestor that is there where the field is not. 0 for text that cannot be read. Linear in the text.
 */
export function yamlLocator(text: string): (segments: readonly PathSegment[]) => number {
  const read = readEvents(text);
  if ("message" in read || read.events.length === 0) return () => 0;
  const finder = new Finder(read.events, read.source);
  return (segments) => read.toOriginal(finder.locate(segments));
}

/** As {@link yamlLocator}, for one path. */
export function locateYamlPath(text: string, segments: readonly PathSegment[]): number {
  return yamlLocator(text)(segments);
}
