// From an object and a field path to the line a person can go to, long after the object was read.
import { parsePath, positionsIn, type Location, type PathSegment, type TextPosition } from "../../core/index.ts";
import type { KubernetesObject } from "../../kubernetes/index.ts";
import type { ObjectOrigin } from "./collector.ts";
import type { Contents } from "./contents.ts";
import { locationAt, locatorIn, spanText, type Span } from "./place.ts";

// Whoever asks for large objects in turns makes each be read again and again. After this many bytes their fields are
// placed where the object begins.
const smallSpan = 64 * 1024;
const mostReading = 16 * 1024 * 1024;

/** A span whose text was read, ready to find fields in. */
interface Opened {
  readonly file: string;
  readonly start: number;
  readonly positionOf: (path: readonly PathSegment[]) => TextPosition;
}

function open(file: string, span: Span, bytes: Buffer): Opened {
  const text = spanText(bytes, span);
  const offsetOf = locatorIn(text, span);
  const positionAt = positionsIn(text);
  return { file, start: span.start, positionOf: (path) => positionAt(offsetOf(path)) };
}

/** Finds fields in the files objects came from. The span read last stays open: ask for what stands in it one after the other. */
export class ObjectLocator {
  private readonly origins: ReadonlyMap<KubernetesObject, ObjectOrigin>;
  private readonly contents: Contents;
  private opened: Opened | undefined;
  private left = mostReading;

  constructor(origins: ReadonlyMap<KubernetesObject, ObjectOrigin>, contents: Contents) {
    this.origins = origins;
    this.contents = contents;
  }

  /** The location of a field, or of the object; the first line of a file that has changed since; undefined for objects not read here. */
  locate(object: KubernetesObject, path = ""): Location | undefined {
    const origin = this.origins.get(object);
    if (origin === undefined) return undefined;
    const { file, place } = origin;
    const content = this.contents.of(file);
    if (content === undefined) return { file, line: 1 };
    const opened = this.open(file, place, content.bytes);
    const position = opened?.positionOf([...place.within, ...parsePath(path)]) ?? { line: 1, column: 1 };
    return locationAt(file, content.lines, place.start, position);
  }

  private open(file: string, span: Span, bytes: Buffer): Opened | undefined {
    if (this.opened?.file === file && this.opened.start === span.start) return this.opened;
    const size = span.end - span.start;
    if (size > smallSpan && (this.left -= size) < 0) return undefined;
    this.opened = open(file, span, bytes);
    return this.opened;
  }
}
