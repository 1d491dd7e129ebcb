// A kubeconfig file as it was read, and its entries with their places: nothing is refused here, so that a broken file can be told about.
import { isJsonObject, positionsIn, type JsonObject, type Location, type PathSegment } from "../../core/index.ts";
import { documentSpans, yamlLocator } from "../../languages/yaml/index.ts";

/** The three lists of a kubeconfig, by what one entry of each is. */
export type EntryKind = "cluster" | "user" | "context";

/** Every kind, in the order in which kubectl prints their lists. */
export const entryKinds: readonly EntryKind[] = ["cluster", "context", "user"];

/** One file; `file` is its name as the user wrote it. */
export interface ConfigFile {
  readonly file: string;
  readonly text: string;
  readonly value: JsonObject;
}

/** One entry of a list; `body` is what it says, unchecked. */
export interface ConfigEntry {
  readonly kind: EntryKind;
  readonly name: string;
  readonly file: ConfigFile;
  /** Where the body stands: `users`, 0, `user`. */
  readonly path: readonly PathSegment[];
  readonly body: JsonObject;
}

/** The text at a key, or none: empty text counts as absent, as in Go. */
export function textAt(body: JsonObject, key: string): string | undefined {
  const value = Object.hasOwn(body, key) ? body[key] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The mapping at a key; empty where there is none. */
export function objectAt(body: JsonObject, key: string): JsonObject {
  const value = Object.hasOwn(body, key) ? body[key] : undefined;
  return isJsonObject(value) ? value : {};
}

/** The list at a key; empty where there is none. */
export function listAt(body: JsonObject, key: string): readonly unknown[] {
  const value = Object.hasOwn(body, key) ? body[key] : undefined;
  return Array.isArray(value) ? value : [];
}

const known = new WeakMap<ConfigFile, Map<EntryKind, readonly ConfigEntry[]>>();

/** The entries of one kind in a file, in its order; the same ones each time. */
export function entriesOf(file: ConfigFile, kind: EntryKind): readonly ConfigEntry[] {
  const byKind = known.get(file) ?? new Map<EntryKind, readonly ConfigEntry[]>();
  known.set(file, byKind);
  const entries = byKind.get(kind) ?? readEntries(file, kind);
  byKind.set(kind, entries);
  return entries;
}

function readEntries(file: ConfigFile, kind: EntryKind): readonly ConfigEntry[] {
  return listAt(file.value, `${kind}s`).flatMap((item, index): readonly ConfigEntry[] => {
    if (!isJsonObject(item)) return [];
    const path = [`${kind}s`, index, kind];
    return [{ kind, name: textAt(item, "name") ?? "", file, path, body: objectAt(item, kind) }];
  });
}

const locators = new WeakMap<ConfigFile, (path: readonly PathSegment[]) => Location>();

/** The place of a field, or of what is nearest to it. Reads the text once for all fields of a file. */
export function placeOf(file: ConfigFile, path: readonly PathSegment[]): Location {
  let locate = locators.get(file);
  if (locate === undefined) {
    const [first] = documentSpans(file.text);
    const start = first?.start ?? 0;
    const offset = yamlLocator(file.text.slice(start, first?.end));
    const position = positionsIn(file.text);
    locate = (to) => ({ file: file.file, line: position(start + offset(to)).line });
    locators.set(file, locate);
  }
  return locate(path);
}
