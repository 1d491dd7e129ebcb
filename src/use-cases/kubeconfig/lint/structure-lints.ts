// Lints of how entries hang together: names that lead nowhere, entries nobody uses, fields nobody reads.
import { didYouMean, isJsonObject, type JsonObject, type PathSegment } from "../../../core/index.ts";
import { configFields } from "../config-fields.ts";
import { entriesOf, entryKinds, listAt, objectAt, textAt, type ConfigFile } from "../config-file.ts";
import { quoted } from "../merge-files.ts";
import { unusedEntries } from "../view/ask-view.ts";
import { sameEntry } from "../write-config.ts";
import { entryHit, type LintContext, type LintHit } from "./lint-context.ts";

/** Each name that leads nowhere is compared with all there are. */
const mostCompared = 500;

function* contextLints({ merged }: LintContext): Generator<LintHit> {
  for (const entry of merged.context.values()) {
    for (const kind of ["cluster", "user"] as const) {
      const name = textAt(entry.body, kind);
      if (name === undefined) {
        if (kind === "cluster") yield entryHit("dangling-context", entry, undefined, "names no cluster");
        else
          yield entryHit(
            "dangling-context",
            entry,
            undefined,
            "names no user, so it acts as nobody (anonymous)",
            "low",
          );
      } else if (!merged[kind].has(name)) {
        const near = merged[kind].size > mostCompared ? "" : didYouMean(name, [...merged[kind].keys()]);
        yield entryHit(
          "dangling-context",
          entry,
          kind,
          `there is no ${kind} ${quoted(name)}.${near}`.replace(/\.$/, ""),
        );
      }
    }
  }
}

function* currentLints({ merged, files }: LintContext): Generator<LintHit> {
  const [first] = files;
  const current = merged.currentContext;
  if (current === undefined) {
    if (first !== undefined && merged.context.size > 0)
      yield {
        id: "current-context",
        file: first,
        path: [],
        message: "no context is the current one",
        severity: "info",
      };
  } else if (!merged.context.has(current.name)) {
    const message = `current-context is ${quoted(current.name)}, and there is no such context`;
    yield { id: "current-context", file: current.file, path: ["current-context"], message };
  }
}

function* nameLints({ files, merged, machine }: LintContext): Generator<LintHit> {
  for (const file of files) {
    for (const kind of entryKinds) {
      const seen = new Set<string>();
      for (const entry of entriesOf(file, kind)) {
        if (seen.has(entry.name)) yield entryHit("duplicate-name", entry, undefined, "is in the list twice");
        seen.add(entry.name);
      }
    }
  }
  for (const { entry, by } of merged.shadowed) {
    if (entry.file === by.file) continue;
    const same = sameEntry(entry, by, machine);
    const said = `that of ${by.file.file} counts, which says ${same ? "the same" : "something else"}`;
    yield entryHit("shadowed-entry", entry, undefined, said, same ? "info" : "low");
  }
}

function* fieldsOf(
  file: ConfigFile,
  body: JsonObject,
  known: object,
  path: readonly PathSegment[],
): Generator<LintHit> {
  const names = Object.keys(known);
  for (const key of Object.keys(body)) {
    if (names.includes(key)) continue;
    const message = `${[...path, key].join(".")} is no field of a kubeconfig.${didYouMean(key, names)}`;
    yield { id: "unknown-field", file, path: [...path, key], message: message.replace(/\.$/, "") };
  }
}

function* fieldLints({ files }: LintContext): Generator<LintHit> {
  for (const file of files) {
    yield* fieldsOf(file, file.value, configFields.config, []);
    for (const kind of entryKinds) {
      for (const [index, item] of listAt(file.value, `${kind}s`).entries())
        if (isJsonObject(item)) yield* fieldsOf(file, item, { name: true, [kind]: true }, [`${kind}s`, index]);
      for (const { body, path } of entriesOf(file, kind)) {
        yield* fieldsOf(file, body, configFields[kind], path);
        for (const part of kind === "user" ? (["exec", "auth-provider"] as const) : [])
          yield* fieldsOf(file, objectAt(body, part), configFields[part], [...path, part]);
      }
    }
  }
}

/** Lints of the structure of the files, apart and merged. */
export function* structureLints(context: LintContext): Generator<LintHit> {
  yield* nameLints(context);
  yield* contextLints(context);
  yield* currentLints(context);
  for (const entry of unusedEntries(context.merged)) {
    const said = entry.kind === "user" ? "no context uses it" : "no context leads to it";
    yield entryHit("unused-entry", entry, undefined, said, entry.kind === "user" ? "low" : "info");
  }
  yield* fieldLints(context);
}
