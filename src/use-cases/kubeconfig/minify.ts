// One context of a kubeconfig and what it needs (client-go tools/clientcmd/api, MinifyConfig).
import { didYouMean, PlimsollError } from "../../core/index.ts";
import { textAt, type ConfigEntry, type EntryKind } from "./config-file.ts";
import { quoted, type MergedConfig } from "./merge-files.ts";

function error(merged: MergedConfig, message: string, hint: string): PlimsollError {
  const files = merged.files.map(({ file }) => file).join(", ");
  return new PlimsollError("PLIMSOLL_KUBECONFIG", { message: `kubeconfig ${files}: ${message}`, hint });
}

function wanted(merged: MergedConfig, kind: EntryKind, name: string): ConfigEntry {
  const entry = merged[kind].get(name);
  if (entry !== undefined) return entry;
  const names = [...merged[kind].keys()];
  const listed =
    names.length === 0 ? `there is no ${kind} at all` : `those there are: ${names.slice(0, 20).join(", ")}`;
  throw error(merged, `there is no ${kind} ${quoted(name)}`, `${listed}.${didYouMean(name, names)}`);
}

function named(merged: MergedConfig, context: ConfigEntry, kind: "cluster" | "user"): ReadonlyMap<string, ConfigEntry> {
  const name = textAt(context.body, kind);
  return name === undefined ? new Map() : new Map([[name, wanted(merged, kind, name)]]);
}

/**
 * The config with only one context (the current one unless named), its cluster and its user; it becomes the current one.
 * @throws PlimsollError PLIMSOLL_KUBECONFIG where one of them is not there
 */
export function minify(merged: MergedConfig, name = merged.currentContext?.name): MergedConfig {
  if (name === undefined)
    throw error(merged, "no context is chosen", "name one with --context, or set current-context");
  const context = wanted(merged, "context", name);
  return {
    ...merged,
    context: new Map([[name, context]]),
    cluster: named(merged, context, "cluster"),
    user: named(merged, context, "user"),
    currentContext: { name, file: context.file },
  };
}
