// Where an object stands in a file, and how to find the line of a field there.
import { textPosition, type Location, type PathSegment } from "../../core/index.ts";
import { locateJsonPath } from "../../languages/json/index.ts";
import { locateYamlPath } from "../../languages/yaml/index.ts";
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

/** The offset of a field in the text of its place. */
export function locateIn(text: string, place: Place, path: readonly PathSegment[]): number {
  const segments = [...place.within, ...path];
  return place.format === "json" ? locateJsonPath(text, segments) : locateYamlPath(text, segments);
}

/** The location of an offset in the text of a span. */
export function locationAt(file: string, lines: LineIndex, start: number, text: string, offset: number): Location {
  const { line, column } = textPosition(text, offset);
  return {
    file,
    line: lines.lineOf(start) + line - 1,
    column: line === 1 ? lines.columnsBefore(start) + column : column,
  };
}
