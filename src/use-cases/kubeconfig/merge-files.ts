// Several kubeconfigs as one, as client-go merges the files of KUBECONFIG (tools/clientcmd/loader.go): the first that names an entry wins, whole.
import { isJsonObject, type JsonObject } from "../../core/index.ts";
import {
  entriesOf,
  listAt,
  objectAt,
  textAt,
  type ConfigEntry,
  type ConfigFile,
  type EntryKind,
} from "./config-file.ts";

/** Entries by name, and what did not get in. */
export interface MergedConfig {
  readonly files: readonly ConfigFile[];
  readonly cluster: ReadonlyMap<string, ConfigEntry>;
  readonly user: ReadonlyMap<string, ConfigEntry>;
  readonly context: ReadonlyMap<string, ConfigEntry>;
  /** Entries of a name that an earlier file, or an earlier place in the file, has already. */
  readonly shadowed: readonly ShadowedEntry[];
  /** The context chosen, and the file that chooses it. */
  readonly currentContext: { readonly name: string; readonly file: ConfigFile } | undefined;
  readonly preferences: JsonObject;
  readonly extensions: readonly JsonObject[];
}

/** An entry that does not count, and the one that does. */
export interface ShadowedEntry {
  readonly entry: ConfigEntry;
  readonly by: ConfigEntry;
}

function mergeEntries(files: readonly ConfigFile[], kind: EntryKind, shadowed: ShadowedEntry[]) {
  const merged = new Map<string, ConfigEntry>();
  for (const entry of files.flatMap((file) => entriesOf(file, kind))) {
    const by = merged.get(entry.name);
    if (by === undefined) merged.set(entry.name, entry);
    else shadowed.push({ entry, by });
  }
  return merged;
}

/** Named extensions of several lists; the first of a name wins. */
function mergeExtensions(lists: readonly (readonly unknown[])[]): readonly JsonObject[] {
  const merged = new Map<string, JsonObject>();
  for (const item of lists.flat()) {
    if (!isJsonObject(item)) continue;
    const name = textAt(item, "name") ?? "";
    if (!merged.has(name)) merged.set(name, item);
  }
  return [...merged.values()];
}

/** Merges files in the order given. Linear in their entries. */
export function mergeFiles(files: readonly ConfigFile[]): MergedConfig {
  const shadowed: ShadowedEntry[] = [];
  const current = files.find(({ value }) => textAt(value, "current-context") !== undefined);
  const preferences = files.map(({ value }) => objectAt(value, "preferences"));
  return {
    files,
    cluster: mergeEntries(files, "cluster", shadowed),
    user: mergeEntries(files, "user", shadowed),
    context: mergeEntries(files, "context", shadowed),
    shadowed,
    currentContext:
      current === undefined ? undefined : { name: textAt(current.value, "current-context") ?? "", file: current },
    preferences: {
      colors: preferences.some(({ colors }) => colors === true),
      extensions: mergeExtensions(preferences.map((one) => listAt(one, "extensions"))),
    },
    extensions: mergeExtensions(files.map(({ value }) => listAt(value, "extensions"))),
  };
}

/** A name as messages show it: some are empty, or hold blanks. */
export function quoted(name: string): string {
  return JSON.stringify(name);
}
