// Where an object stands in a file, and how to find the line of a field there.
import type { Location, PathSegment, TextPosition } from "../../core/index.ts";
import { jsonLocator } from "../../languages/json/index.ts";
import { yamlLocator } from "../../languages/yaml/index.ts";
import type { LineIndex } from "./line-index.ts";

/** The bytes a value was parsed from. */
export interface Span {
  readonly format: "yaml" | "json";
  /** Byte offsets into the unpacked file, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

/** An object: a span, and the way from its value to the object (`items[3]` of a List that was parsed whole). */
export interface Place extends Span {
  readonly within: readonly PathSegment[];
}

/** No text is longer than this; a JavaScript string ends at twice as much. */
export const longestText = 256 * 1024 * 1024;

/** The text of a span, its beginning where it is longer than a text may be. Bytes that are not UTF-8 become U+FFFD, as kubectl reads them. */
export function spanText(bytes: Buffer, { start, end }: Span): string {
  return bytes.toString("utf8", start, Math.min(end, start + longestText));
}

/** Finds the offsets of fields in the text of a span; made once for as many paths as are asked for. */
export function locatorIn(text: string, { format }: Span): (path: readonly PathSegment[]) => number {
  return format === "json" ? jsonLocator(text) : yamlLocator(text);
}

/** The location of a position in the text of a span that begins at `start`. */
export function locationAt(file: string, lines: LineIndex, start: number, { line, column }: TextPosition): Location {
  return {
    file,
    line: lines.lineOf(start) + line - 1,
    column: line === 1 ? lines.columnsBefore(start) + column : column,
  };
}
