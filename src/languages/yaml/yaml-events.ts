// From the text of one document to js-yaml's events, faults told with their offset.
import { parseEvents, YAMLException, type Event } from "js-yaml";
import { indentContinuations, type PaddedText } from "./indent-continuations.ts";

/** Collections nested deeper than this are refused: no API object comes near it, and recursion stays safe. */
export const deepestNesting = 200;

/** The events of a text; offsets in them are into `source`, and `toOriginal` leads back to the text given. */
export interface YamlEvents {
  readonly events: readonly Event[];
  readonly source: string;
  toOriginal(offset: number): number;
}

/** Why a text is not YAML, and where. */
export interface YamlFault {
  readonly message: string;
  readonly offset: number;
}

function faultOf(error: unknown): YamlFault {
  if (!(error instanceof YAMLException)) return { message: "the text is too complex to read", offset: 0 };
  const mark: { readonly position: number } | undefined = error.mark;
  const message = error.reason.startsWith("nesting exceeded")
    ? `nested deeper than ${deepestNesting} levels`
    : error.reason;
  return { message, offset: mark?.position ?? 0 };
}

function eventsOf(source: string): readonly Event[] {
  return parseEvents(source, { maxDepth: deepestNesting });
}

/** Reads a text into events; where js-yaml is stricter than kubectl about indentation, reads it a second time with it mended. */
export function readEvents(text: string): YamlEvents | YamlFault {
  try {
    return { events: eventsOf(text), source: text, toOriginal: (offset) => offset };
  } catch (error) {
    const mended = indentContinuations(text);
    return mended === undefined ? faultOf(error) : secondReading(mended);
  }
}

function secondReading(padded: PaddedText): YamlEvents | YamlFault {
  try {
    return { events: eventsOf(padded.text), source: padded.text, toOriginal: (offset) => padded.toOriginal(offset) };
  } catch (error) {
    const { message, offset } = faultOf(error);
    return { message, offset: padded.toOriginal(offset) };
  }
}
