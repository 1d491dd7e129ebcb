// What the groups of lints share.
import type { PathSegment, Severity } from "../../../core/index.ts";
import { entriesOf, type ConfigEntry, type ConfigFile, type EntryKind } from "../config-file.ts";
import { quoted, type MergedConfig } from "../merge-files.ts";
import type { Surroundings } from "../surroundings.ts";
import type { LintId } from "./lint-rules.ts";

/** One thing found, before it is told. */
export interface LintHit {
  readonly id: LintId;
  readonly file: ConfigFile;
  readonly path: readonly PathSegment[];
  readonly message: string;
  /** Default: that of the rule. */
  readonly severity?: Severity;
}

/** What is looked at. */
export interface LintContext {
  readonly files: readonly ConfigFile[];
  readonly merged: MergedConfig;
  readonly machine: Surroundings;
  /** Days before its end from which a credential is said to end soon. */
  readonly soonDays: number;
  /** What servers answered with, by cluster, where they were asked. */
  readonly servers: ReadonlyMap<ConfigEntry, ServerAnswer>;
}

/** What a TLS handshake with a server showed: why its certificate is not believed, or why there was no handshake. */
export type ServerAnswer =
  | { readonly trusted: true }
  | { readonly distrusted: string }
  | { readonly unreachable: string };

/** One group of lints. */
export type Linter = (context: LintContext) => Iterable<LintHit>;

/** Every entry of a kind, of all files: those an earlier one shadows too. */
export function everyEntry({ files }: LintContext, kind: EntryKind): readonly ConfigEntry[] {
  return files.flatMap((file) => entriesOf(file, kind));
}

/** A hit on a field of an entry. */
export function entryHit(
  id: LintId,
  entry: ConfigEntry,
  key: string | undefined,
  said: string,
  severity?: Severity,
): LintHit {
  return {
    id,
    file: entry.file,
    path: key === undefined ? entry.path.slice(0, 2) : [...entry.path, key],
    message: `${entry.kind} ${quoted(entry.name)}: ${said}`,
    ...(severity === undefined ? {} : { severity }),
  };
}
