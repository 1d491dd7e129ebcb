// Gives entries that would be lost in a merge names of their own, and follows them in the contexts of their file.
import { isJsonObject, type JsonObject, type JsonValue } from "../../core/index.ts";
import {
  entriesOf,
  entryKinds,
  listAt,
  textAt,
  type ConfigEntry,
  type ConfigFile,
  type EntryKind,
} from "./config-file.ts";
import { sameEntry, type WriteSurroundings } from "./write-config.ts";

/** An entry that got another name. */
export interface Renaming {
  readonly kind: EntryKind;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

type Names = ReadonlyMap<string, string>;

/** What is taken so far, by kind and name. */
class Taken {
  private readonly entries = new Map<string, ConfigEntry>();
  private readonly surroundings: WriteSurroundings;

  constructor(surroundings: WriteSurroundings) {
    this.surroundings = surroundings;
  }

  /** The name an entry gets: its own where that is free or means the same, else `name-2`, `name-3` … */
  place(entry: ConfigEntry): string {
    for (let count = 1; ; count++) {
      const name = count === 1 ? entry.name : `${entry.name}-${count}`;
      const key = `${entry.kind} ${name}`;
      const holder = this.entries.get(key);
      if (holder !== undefined && !sameEntry(holder, entry, this.surroundings)) continue;
      if (holder === undefined) this.entries.set(key, entry);
      return name;
    }
  }
}

function renamedBody(body: JsonObject, clusters: Names, users: Names): JsonObject {
  const [cluster, user] = [textAt(body, "cluster"), textAt(body, "user")];
  return {
    ...body,
    ...(cluster === undefined ? {} : { cluster: clusters.get(cluster) ?? cluster }),
    ...(user === undefined ? {} : { user: users.get(user) ?? user }),
  };
}

function withNames(file: ConfigFile, kind: EntryKind, names: Names): readonly JsonValue[] {
  return listAt(file.value, `${kind}s`).flatMap((item) => {
    if (!isJsonObject(item)) return [];
    const name = textAt(item, "name") ?? "";
    return [{ ...item, name: names.get(name) ?? name }];
  });
}

function placeAll(file: ConfigFile, kind: EntryKind, taken: Taken): Names {
  return new Map(entriesOf(file, kind).map((entry) => [entry.name, taken.place(entry)]));
}

/**
 * The files with names that no longer meet: an entry whose name an earlier file has for something else gets `-2` behind it.
 * Contexts and current-context of the same file follow. Equal entries keep their name.
 */
export function renameConflicts(
  files: readonly ConfigFile[],
  surroundings: WriteSurroundings,
): { readonly files: readonly ConfigFile[]; readonly renamings: readonly Renaming[] } {
  const taken = new Taken(surroundings);
  const renamings: Renaming[] = [];
  const renamed = files.map((file): ConfigFile => {
    const [clusters, users] = [placeAll(file, "cluster", taken), placeAll(file, "user", taken)];
    const followed = listAt(file.value, "contexts").map((item) =>
      isJsonObject(item) && isJsonObject(item["context"])
        ? { ...item, context: renamedBody(item["context"], clusters, users) }
        : (item as JsonValue),
    );
    const half = { ...file, value: { ...file.value, contexts: followed } };
    const contexts = placeAll(half, "context", taken);
    const current = textAt(file.value, "current-context");
    const names = { cluster: clusters, context: contexts, user: users };
    for (const kind of entryKinds)
      for (const [from, to] of names[kind]) if (from !== to) renamings.push({ kind, file: file.file, from, to });
    const lists = entryKinds.map((kind) => [`${kind}s`, withNames(half, kind, names[kind])] as const);
    const chosen = current === undefined ? {} : { "current-context": contexts.get(current) ?? current };
    return { ...half, value: { ...half.value, ...Object.fromEntries(lists), ...chosen } };
  });
  return { files: renamed, renamings };
}
