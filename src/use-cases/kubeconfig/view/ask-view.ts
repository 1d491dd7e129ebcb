// Answers kubeconfig view: every context of the merged files, with what it uses and until when; no secret is shown.
import { didYouMean, PlimsollError, type Answer } from "../../../core/index.ts";
import { placeOf, textAt, type ConfigEntry } from "../config-file.ts";
import { quoted, type MergedConfig } from "../merge-files.ts";
import { serverAddress, withoutSecrets } from "../server-address.ts";
import { sameEntry } from "../write-config.ts";
import type { Surroundings } from "../surroundings.ts";
import { userCredentials, type UserCredentials } from "../user-credentials.ts";
import { viewDocument } from "./view-document.ts";

/** Where an entry stands: file and line. */
export interface EntryPlace {
  readonly file: string;
  readonly line: number;
}

/** What a context leads to. */
export interface ContextView {
  readonly name: string;
  readonly current: boolean;
  readonly from: EntryPlace;
  readonly namespace?: string;
  readonly cluster?: ClusterView;
  readonly user?: UserCredentials & { readonly name: string; readonly from: EntryPlace };
  /** What it names that is not there. */
  readonly missing: readonly string[];
}

/** A cluster as a context uses it. */
export interface ClusterView {
  readonly name: string;
  readonly from: EntryPlace;
  readonly server: string;
  readonly tls: "verified by its CA" | "verified by the CAs of the machine" | "not verified" | "none: plain http";
  readonly tlsServerName?: string;
  readonly proxy?: string;
}

/** An entry that is not used, as an earlier one has its name. */
export interface ShadowedView {
  readonly kind: string;
  readonly name: string;
  readonly from: EntryPlace;
  readonly by: EntryPlace;
  readonly same: boolean;
}

/** The answer. */
export interface KubeconfigView {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "KubeconfigView";
  readonly files: readonly string[];
  /** Names that were looked for and are not there. */
  readonly missingFiles: readonly string[];
  readonly currentContext?: { readonly name: string; readonly file: string; readonly exists: boolean };
  readonly contexts: readonly ContextView[];
  readonly unused: readonly { readonly kind: string; readonly name: string; readonly from: EntryPlace }[];
  readonly shadowed: readonly ShadowedView[];
}

function placeOfEntry({ file, path }: ConfigEntry): EntryPlace {
  const { line } = placeOf(file, path.slice(0, 2));
  return { file: file.file, line };
}

function tlsOf({ body }: ConfigEntry): ClusterView["tls"] {
  if (serverAddress(textAt(body, "server") ?? "").scheme !== "https") return "none: plain http";
  if (body["insecure-skip-tls-verify"] === true) return "not verified";
  const hasAuthority = ["certificate-authority", "certificate-authority-data"].some(
    (key) => textAt(body, key) !== undefined,
  );
  return hasAuthority ? "verified by its CA" : "verified by the CAs of the machine";
}

function clusterView(entry: ConfigEntry): ClusterView {
  const tlsServerName = textAt(entry.body, "tls-server-name");
  const proxy = textAt(entry.body, "proxy-url");
  return {
    name: entry.name,
    from: placeOfEntry(entry),
    server: withoutSecrets(textAt(entry.body, "server") ?? ""),
    tls: tlsOf(entry),
    ...(tlsServerName === undefined ? {} : { tlsServerName }),
    ...(proxy === undefined ? {} : { proxy: withoutSecrets(proxy) }),
  };
}

function contextView(entry: ConfigEntry, merged: MergedConfig, machine: Surroundings): ContextView {
  const [cluster, user, namespace] = ["cluster", "user", "namespace"].map((key) => textAt(entry.body, key));
  const clusterEntry = cluster === undefined ? undefined : merged.cluster.get(cluster);
  const userEntry = user === undefined ? undefined : merged.user.get(user);
  const missing = [
    ...(clusterEntry === undefined
      ? [cluster === undefined ? "a cluster: the context names none" : `cluster ${quoted(cluster)}`]
      : []),
    ...(userEntry === undefined && user !== undefined ? [`user ${quoted(user)}`] : []),
  ];
  return {
    name: entry.name,
    current: merged.currentContext?.name === entry.name,
    from: placeOfEntry(entry),
    ...(namespace === undefined ? {} : { namespace }),
    ...(clusterEntry === undefined ? {} : { cluster: clusterView(clusterEntry) }),
    ...(userEntry === undefined
      ? {}
      : { user: { name: userEntry.name, from: placeOfEntry(userEntry), ...userCredentials(userEntry, machine) } }),
    missing,
  };
}

/** Clusters and users that no context names. */
export function unusedEntries(merged: MergedConfig): readonly ConfigEntry[] {
  const contexts = [...merged.context.values()];
  return (["cluster", "user"] as const).flatMap((kind) => {
    const used = new Set(contexts.map(({ body }) => textAt(body, kind)));
    return [...merged[kind].values()].filter(({ name }) => !used.has(name));
  });
}

function chosenContexts(merged: MergedConfig, name: string | undefined): readonly ConfigEntry[] {
  const entries = [...merged.context.values()];
  if (name === undefined) return entries;
  const entry = merged.context.get(name);
  if (entry !== undefined) return [entry];
  throw new PlimsollError("PLIMSOLL_KUBECONFIG", {
    message: `there is no context ${quoted(name)}`,
    hint: `plimsoll kubeconfig view shows those there are.${didYouMean(name, [...merged.context.keys()])}`,
  });
}

/** Answers what the merged files hold, or one context of them. `missingFiles` were looked for in vain. */
export function askView(
  merged: MergedConfig,
  machine: Surroundings,
  { context, missingFiles = [] }: { readonly context?: string; readonly missingFiles?: readonly string[] } = {},
): Answer<KubeconfigView> {
  const current = merged.currentContext;
  const data: KubeconfigView = {
    apiVersion: "plimsoll/v1",
    kind: "KubeconfigView",
    files: merged.files.map(({ file }) => file),
    missingFiles,
    ...(current === undefined
      ? {}
      : { currentContext: { name: current.name, file: current.file.file, exists: merged.context.has(current.name) } }),
    contexts: chosenContexts(merged, context).map((entry) => contextView(entry, merged, machine)),
    unused: unusedEntries(merged).map((entry) => ({ kind: entry.kind, name: entry.name, from: placeOfEntry(entry) })),
    shadowed: merged.shadowed.map(({ entry, by }) => ({
      kind: entry.kind,
      name: entry.name,
      from: placeOfEntry(entry),
      by: placeOfEntry(by),
      same: sameEntry(entry, by, machine),
    })),
  };
  return { data, document: viewDocument(data, machine.asOf) };
}
