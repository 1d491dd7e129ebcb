// The waiver file: which findings are accepted, why, and until when.
import type { JsonObject, Location, PathSegment } from "../../core/index.ts";
import { endOfDay } from "./calendar-date.ts";
import { OwnDocument } from "./own-document.ts";

/** Objects by pattern (`*` stands for any text); a part left out matches anything. */
export interface ObjectPattern {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** One accepted risk. */
export interface Waiver {
  /** Id or former id of the check. */
  readonly check: string;
  readonly object: ObjectPattern;
  /** Pattern of field paths; what lies below a match is covered too. */
  readonly path?: string;
  readonly reason: string;
  /** Last day on which the waiver holds: 2027-01-31. */
  readonly expires?: string;
  /** Who answers for it. */
  readonly owner?: string;
}

/** A waiver of a file. */
export interface FileWaiver extends Waiver {
  readonly index: number;
}

/** A waiver file that has been read. */
export interface WaiverFile {
  readonly file: string;
  readonly waivers: readonly FileWaiver[];
  /** Where a waiver stands. Linear in the file. */
  locate(waiver: FileWaiver): Location;
}

const hint =
  'a waiver file is "waivers:" with a list of {check, object: {kind, namespace, name}, reason, expires: YYYY-MM-DD}; see docs/guide/waivers.md';
const keys = ["check", "object", "path", "reason", "expires", "owner"];
const mostWaivers = 10_000;

type Path = readonly PathSegment[];

function parsePattern(document: OwnDocument, parent: JsonObject, path: Path): ObjectPattern {
  const at = [...path, "object"];
  const object = document.mapping(parent["object"], at, ["kind", "namespace", "name"]);
  const entries = (["kind", "namespace", "name"] as const).flatMap((key) => {
    const text = document.optionalText(object, at, key);
    return text === undefined ? [] : [[key, text] as const];
  });
  if (entries.length === 0)
    document.fail(
      at,
      "must have kind, namespace or name; to leave out a whole check, turn it off in the configuration",
    );
  return Object.fromEntries(entries);
}

function parseWaiver(document: OwnDocument, value: unknown, index: number): FileWaiver {
  const path = ["waivers", index];
  const given = document.mapping(value, path, keys);
  const check = document.requiredText(given, path, "check");
  const reason = document.requiredText(given, path, "reason");
  const expires = document.optionalText(given, path, "expires");
  if (expires !== undefined && endOfDay(expires) === undefined)
    document.fail(
      [...path, "expires"],
      `must be a day of the calendar such as 2027-01-31, not ${JSON.stringify(expires)}`,
    );
  const field = document.optionalText(given, path, "path");
  const owner = document.optionalText(given, path, "owner");
  return {
    index,
    check,
    object: parsePattern(document, given, path),
    reason,
    ...(field === undefined ? {} : { path: field }),
    ...(expires === undefined ? {} : { expires }),
    ...(owner === undefined ? {} : { owner }),
  };
}

/**
 * Reads a waiver file. Whether its checks exist is told later, in the report.
 * @throws PlimsollError PLIMSOLL_WAIVERS_INVALID with the line, at the first fault.
 */
export function parseWaivers(text: string, file: string): WaiverFile {
  const document = new OwnDocument(text, { file, code: "PLIMSOLL_WAIVERS_INVALID", name: "the waiver file", hint });
  const top = document.mapping(document.value, [], ["apiVersion", "kind", "waivers"]);
  document.header(top, "Waivers", true);
  const list = document.list(top, [], "waivers");
  if (list.length > mostWaivers)
    document.fail(["waivers"], `has ${list.length} entries, at most ${mostWaivers} are read`);
  return {
    file,
    waivers: list.map((value, index) => parseWaiver(document, value, index)),
    locate: ({ index }) => document.locate(["waivers", index]),
  };
}
