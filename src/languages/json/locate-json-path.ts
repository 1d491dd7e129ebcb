// From a field path back to the place in JSON text.
import type { PathSegment } from "../../core/index.ts";
import { JsonCursor, JsonFaultError } from "./json-cursor.ts";

/** A part of a value: where its key (or item) stands, and where its value does. */
interface Child {
  readonly offset: number;
  readonly value: number;
}

type Children = ReadonlyMap<PathSegment, Child>;

/** Remembers the parts of every mapping and list it has passed through. */
class Finder {
  private readonly cursor: JsonCursor;
  private readonly known = new Map<number, Children>();

  constructor(text: string) {
    this.cursor = new JsonCursor(text);
  }

  locate(segments: readonly PathSegment[]): number {
    this.cursor.at = 0;
    this.cursor.peek();
    let offset = this.cursor.at;
    let value = offset;
    for (const segment of segments) {
      const child = this.childrenOf(value).get(segment);
      if (child === undefined) return offset;
      ({ offset, value } = child);
    }
    return offset;
  }

  private childrenOf(value: number): Children {
    const known = this.known.get(value);
    if (known !== undefined) return known;
    this.cursor.at = value;
    const children = this.cursor.take("{") ? this.fields() : this.cursor.take("[") ? this.items() : new Map();
    this.known.set(value, children);
    return children;
  }

  /** Of two fields of one name the last counts. */
  private fields(): Children {
    const { cursor } = this;
    const fields = new Map<PathSegment, Child>();
    if (cursor.peek() === "}") return fields;
    do {
      cursor.peek();
      const offset = cursor.at;
      const name = cursor.string();
      cursor.expect(":", "after a key");
      cursor.peek();
      fields.set(name, { offset, value: cursor.at });
      cursor.skip();
    } while (cursor.take(","));
    return fields;
  }

  private items(): Children {
    const { cursor } = this;
    const items = new Map<PathSegment, Child>();
    if (cursor.peek() === "]") return items;
    do {
      cursor.peek();
      items.set(items.size, { offset: cursor.at, value: cursor.at });
      cursor.skip();
    } while (cursor.take(","));
    return items;
  }
}

/**
 * Reads the text of one value, and answers for any number of paths with the offset of the field: of its key, or of the item of a
 * list; of the nearest ancestor that is there where the field is not. 0 for text that cannot be read. Each mapping and list is read
 * once, when a path first leads into it.
 */
export function jsonLocator(text: string): (segments: readonly PathSegment[]) => number {
  const finder = new Finder(text);
  return (segments) => {
    try {
      return finder.locate(segments);
    } catch (error) {
      if (error instanceof JsonFaultError) return 0;
      throw error;
    }
  };
}

/** As {@link jsonLocator}, for one path. */
export function locateJsonPath(text: string, segments: readonly PathSegment[]): number {
  return jsonLocator(text)(segments);
}
