// Lints of the files themselves, and of those they name: who else can read and change them.
import { entriesOf, objectAt, textAt, type ConfigFile } from "../config-file.ts";
import type { PathState } from "../surroundings.ts";
import type { LintContext, LintHit } from "./lint-context.ts";
import type { LintId } from "./lint-rules.ts";
import { othersWrite } from "./plugin-lints.ts";

/** A file, where it is named, and what is in it. */
interface NamedFile {
  readonly path: string;
  readonly file: ConfigFile;
  readonly at: LintHit["path"];
  /** `trust` is what decides who is believed: it may be read, not written. */
  readonly holds: "secret" | "trust" | "no secret";
}

const secretFields = ["client-key-data", "token", "password"] as const;
const files = [
  ["user", "client-key", "secret"],
  ["user", "tokenFile", "secret"],
  ["user", "client-certificate", "trust"],
  ["cluster", "certificate-authority", "trust"],
] as const;

function holdsSecret(file: ConfigFile): boolean {
  return entriesOf(file, "user").some(
    ({ body }) =>
      secretFields.some((key) => textAt(body, key) !== undefined) ||
      Object.keys(objectAt(objectAt(body, "auth-provider"), "config")).length > 0,
  );
}

function namedFiles(file: ConfigFile, { machine }: LintContext): readonly NamedFile[] {
  const named = files.flatMap(([kind, key, holds]) =>
    entriesOf(file, kind).flatMap(({ body, path }): readonly NamedFile[] => {
      const name = textAt(body, key);
      return name === undefined ? [] : [{ path: machine.resolve(file.file, name), file, at: [...path, key], holds }];
    }),
  );
  return [{ path: file.file, file, at: [], holds: holdsSecret(file) ? "secret" : "no secret" }, ...named];
}

function octal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, "0");
}

function readers(mode: number): string {
  return (mode & 0o004) !== 0 ? "everyone on the machine" : "its group";
}

function* modeLints(named: NamedFile, state: PathState, { machine }: LintContext): Generator<LintHit> {
  const { path, file, at, holds } = named;
  const hit = (id: LintId, message: string, severity?: LintHit["severity"]): LintHit => ({
    id,
    file,
    path: at,
    message,
    ...(severity === undefined ? {} : { severity }),
  });
  const { mode, owner, linksTo } = state;
  // /dev/stdin and the like are links to pipes, which nobody keeps.
  if (state.kind !== "file") return;
  if (linksTo !== undefined) yield hit("symlink", `${path} is a symbolic link to ${linksTo}`);
  if (othersWrite(state)) yield hit("file-writable", `${path} has mode ${octal(mode)}: others may write it`);
  else if (holds !== "trust" && (mode & 0o044) !== 0) {
    const isSecret = holds === "secret";
    const severity = isSecret ? ((mode & 0o004) !== 0 ? "high" : "medium") : "low";
    const what = isSecret ? "credentials in it" : "no credentials in it";
    yield hit("file-mode", `${path} has mode ${octal(mode)}: ${readers(mode)} can read it, with ${what}`, severity);
  }
  if (machine.user !== undefined && owner !== machine.user)
    yield hit(
      "file-owner",
      `${path} belongs to ${owner === 0 ? "root" : `user ${owner}`}`,
      owner === 0 ? "info" : "medium",
    );
  const folder = machine.folderOf(linksTo ?? machine.resolve(file.file, path));
  const around = machine.state(folder);
  if (around !== undefined && othersWrite(around))
    yield hit("folder-writable", `${folder} has mode ${octal(around.mode)}: others may replace what is in it`);
}

/** Lints of every file and of the key and token files they name; each path once. */
export function* fileLints(context: LintContext): Generator<LintHit> {
  const seen = new Set<string>();
  for (const named of context.files.flatMap((file) => namedFiles(file, context))) {
    const state = context.machine.state(named.path);
    if (state === undefined || seen.has(named.path)) continue;
    seen.add(named.path);
    yield* modeLints(named, state, context);
  }
}
