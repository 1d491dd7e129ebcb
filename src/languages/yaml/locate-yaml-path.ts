// From a field path back to the place in the text.
import { EVENT_ID, getScalarValue, type Event } from "js-yaml";
import type { PathSegment } from "../../core/index.ts";
import { readEvents } from "./yaml-events.ts";

/** A part of a node: where its key (or item) stands in the text, and the index of its node. */
interface Child {
  readonly offset: number;
  readonly at: number;
}

type Children = ReadonlyMap<PathSegment, Child>;

/** Walks events to the field, and remembers the parts of every mapping and list it has passed through. */
class Finder {
  private readonly events: readonly Event[];
  private readonly source: string;
  private readonly known = new Map<number, Children>();

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

  private childrenOf(at: number): Children {
    const known = this.known.get(at);
    if (known !== undefined) return known;
    const children = new Map<PathSegment, Child>();
    const type = this.events[at]?.type;
    if (type === EVENT_ID.SEQUENCE) this.addItems(children, at);
    else if (type === EVENT_ID.MAPPING) this.addFields(children, at);
    this.known.set(at, children);
    return children;
  }

  private addItems(children: Map<PathSegment, Child>, at: number): void {
    for (let item = at + 1; this.events[item]?.type !== EVENT_ID.POP; item = this.skip(item))
      children.set(children.size, { at: item, offset: this.offset(item) });
  }

  /** Of two fields of one name the last counts. */
  private addFields(children: Map<PathSegment, Child>, at: number): void {
    for (let key = at + 1; this.events[key]?.type !== EVENT_ID.POP;) {
      const value = this.skip(key);
      const event = this.events[key];
      if (event?.type === EVENT_ID.SCALAR)
        children.set(getScalarValue(this.source, event), { at: value, offset: this.offset(key) });
      key = this.skip(value);
    }
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
      const next = this.childrenOf(at).get(segment);
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
