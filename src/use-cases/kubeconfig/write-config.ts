// A merged kubeconfig as one file's content, as `kubectl config view --raw` writes it; paths are made absolute, so that it works wherever it is put.
import { PlimsollError, stringifyJson, type JsonObject } from "../../core/index.ts";
import { encodeBase64 } from "../../languages/x509/index.ts";
import { configFields, writeFields } from "./config-fields.ts";
import { entryKinds, objectAt, placeOf, textAt, type ConfigEntry, type EntryKind } from "./config-file.ts";
import { quoted, type MergedConfig } from "./merge-files.ts";
import type { Surroundings } from "./surroundings.ts";

/** What writing needs of the machine. */
export type WriteSurroundings = Pick<Surroundings, "resolve" | "read">;

/** Fields that name files, and those that hold what is in the file instead. */
const embeddable = [
  ["certificate-authority", "certificate-authority-data"],
  ["client-certificate", "client-certificate-data"],
  ["client-key", "client-key-data"],
] as const;

function fault(entry: ConfigEntry, key: string, message: string, hint: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_KUBECONFIG", {
    message: `${entry.kind} ${quoted(entry.name)}: ${message}`,
    hint,
    location: placeOf(entry.file, [...entry.path, key]),
  });
}

function resolved(entry: ConfigEntry, { resolve }: WriteSurroundings): JsonObject {
  const { body, file } = entry;
  const absolute = [...embeddable.map(([path]) => path), "tokenFile"].flatMap((key) => {
    const path = textAt(body, key);
    return path === undefined ? [] : [[key, resolve(file.file, path)]];
  });
  const exec = objectAt(body, "exec");
  const command = textAt(exec, "command");
  // Only a program without a folder is looked for in PATH.
  const plugin = command?.includes("/") === true ? { exec: { ...exec, command: resolve(file.file, command) } } : {};
  return { ...body, ...Object.fromEntries(absolute), ...plugin };
}

/** With the content of the files it names in place of their names (clientcmd/api FlattenConfig). */
function flattened(entry: ConfigEntry, body: JsonObject, { read }: WriteSurroundings): JsonObject {
  const embedded: Record<string, string | undefined> = {};
  for (const [pathKey, dataKey] of embeddable) {
    const path = textAt(body, pathKey);
    if (path === undefined) continue;
    if (textAt(body, dataKey) !== undefined)
      throw fault(entry, pathKey, `both ${pathKey} and ${dataKey} are set`, "take one of them out");
    const reading = read(path);
    if ("fault" in reading)
      throw fault(entry, pathKey, `${pathKey} ${path}: ${reading.fault}`, "put the file there, or leave --flatten out");
    embedded[pathKey] = undefined;
    embedded[dataKey] = encodeBase64(reading.bytes);
  }
  return { ...body, ...embedded };
}

function writeEntries(
  merged: MergedConfig,
  kind: EntryKind,
  flatten: boolean,
  surroundings: WriteSurroundings,
): readonly JsonObject[] | null {
  const entries = [...merged[kind].values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (entries.length === 0) return null;
  return entries.map((entry) => {
    const body = resolved(entry, surroundings);
    const whole = flatten ? flattened(entry, body, surroundings) : body;
    return { [kind]: writeFields(configFields[kind], whole), name: entry.name };
  });
}

/**
 * The content of a kubeconfig that means what the merged files mean. Equal files give equal content.
 * @throws PlimsollError PLIMSOLL_KUBECONFIG where a file to embed cannot be read
 */
export function configObject(merged: MergedConfig, flatten: boolean, surroundings: WriteSurroundings): JsonObject {
  const [clusters, contexts, users] = entryKinds.map((kind) => writeEntries(merged, kind, flatten, surroundings));
  const preferences = writeFields(configFields.preferences, merged.preferences);
  return {
    apiVersion: "v1",
    clusters: clusters ?? null,
    contexts: contexts ?? null,
    "current-context": merged.currentContext?.name ?? "",
    ...writeFields({ extensions: configFields.config.extensions }, { extensions: merged.extensions }),
    kind: "Config",
    ...(Object.keys(preferences).length === 0 ? {} : { preferences }),
    users: users ?? null,
  };
}

/** Whether two entries say the same. */
export function sameEntry(one: ConfigEntry, other: ConfigEntry, surroundings: WriteSurroundings): boolean {
  const written = (entry: ConfigEntry): string =>
    stringifyJson(writeFields(configFields[entry.kind], resolved(entry, surroundings)));
  return one.kind === other.kind && written(one) === written(other);
}
