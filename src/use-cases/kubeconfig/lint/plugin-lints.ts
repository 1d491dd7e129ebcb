// Lints of credential plugins: which program runs with the user's rights, and who could put another in its place.
import { isJsonObject } from "../../../core/index.ts";
import { listAt, objectAt, textAt, type ConfigEntry } from "../config-file.ts";
import { quoted } from "../merge-files.ts";
import type { PathState, Surroundings } from "../surroundings.ts";
import { entryHit, everyEntry, type LintContext, type LintHit } from "./lint-context.ts";

/** Whether a plugin may ask; of v1 it must be said (client-go tools/clientcmd/validation.go). */
const interactiveModes = new Set(["Never", "IfAvailable", "Always"]);
/** What kubectl runs (client-go plugin/pkg/client/auth/exec). */
const knownVersions = new Set(["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"]);
const oddFolders = /(?:^|\/)(?:tmp|temp|downloads?|desktop|shm)\//i;
const interpreters =
  /^(?:sh|bash|dash|zsh|fish|ksh|env|node|deno|bun|perl|ruby|php|pwsh|powershell|cmd|python[\d.]*|osascript|curl|wget)(?:\.exe)?$/i;
const loaders =
  /^(?:PATH|LD_(?:PRELOAD|LIBRARY_PATH|AUDIT)|DYLD_\w+|NODE_OPTIONS|NODE_PATH|PYTHON(?:PATH|STARTUP|HOME)|PERL5(?:LIB|OPT)|RUBY(?:LIB|OPT)|BASH_ENV|ENV|GIT_SSH_COMMAND|JAVA_TOOL_OPTIONS)$/;
const secretNames = /(?:secret|token|passw(?:or)?d|api[-_]?key|access[-_]?key|private[-_]?key)/i;

/** Others may write it; in a folder where all may make files but only remove their own, that is no danger. */
export function othersWrite(state: PathState): boolean {
  const isSticky = state.kind === "folder" && (state.mode & 0o1000) !== 0;
  return (state.mode & 0o022) !== 0 && !isSticky;
}

function foreignOwner({ owner }: PathState, { user }: Surroundings): boolean {
  return user !== undefined && owner !== 0 && owner !== user;
}

/** The program and every folder above it: who may rename one of them may put another in its place. */
function replaceable(program: string, machine: Surroundings): string | undefined {
  let path = machine.state(program)?.linksTo ?? program;
  for (;;) {
    const state = machine.state(path);
    if (state !== undefined && (othersWrite(state) || foreignOwner(state, machine))) return path;
    const folder = machine.folderOf(path);
    if (folder === path) return undefined;
    path = folder;
  }
}

function* placeLints(entry: ConfigEntry, command: string, { machine }: LintContext): Generator<LintHit> {
  const hasFolder = command.includes("/");
  const isRelative = hasFolder && !command.startsWith("/");
  const program = hasFolder ? machine.resolve(entry.file.file, command) : machine.lookUp(command);
  if (isRelative)
    yield entryHit("exec-relative-path", entry, "exec", `runs ${command}, beside the kubeconfig: ${program ?? ""}`);
  if (!hasFolder)
    yield entryHit(
      "exec-found-by-path",
      entry,
      "exec",
      `runs ${command}, ${program === undefined ? "which is not in PATH" : `which is ${program} here`}`,
    );
  if (program === undefined) {
    yield entryHit("exec-missing", entry, "exec", `${command} is not in PATH`);
    return;
  }
  if (oddFolders.test(program)) yield entryHit("exec-odd-folder", entry, "exec", `runs ${program}`);
  if (machine.state(program) === undefined) yield entryHit("exec-missing", entry, "exec", `there is no ${program}`);
  const weak = replaceable(program, machine);
  if (weak !== undefined) {
    const said = weak === program ? "others than you may write it" : `others than you may write ${weak}`;
    yield entryHit("exec-writable", entry, "exec", `runs ${program}: ${said}`);
  }
}

/** `--client-secret=…`, or `--token` and a value after it; `token-file` and the like name files. */
function secretWord(words: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const [, name = "", value] = /^-{1,2}([\w-]+)(?:=(.+))?$/s.exec(word) ?? [];
    const next = words[index + 1];
    const holds = value !== undefined || (next !== undefined && !next.startsWith("-"));
    if (secretNames.test(name) && !/(?:file|path|dir|name|cache|get-token)/i.test(name) && holds) return `--${name}`;
  }
  return undefined;
}

function* contentLints(entry: ConfigEntry, command: string): Generator<LintHit> {
  const exec = objectAt(entry.body, "exec");
  const words = listAt(exec, "args").filter((one) => typeof one === "string");
  const name = command.split("/").at(-1) ?? command;
  if (interpreters.test(name)) {
    const inline = words.some((word) => /^-{1,2}(?:c|e|ec|lc|eval|command)$/i.test(word));
    yield entryHit(
      "exec-shell",
      entry,
      "exec",
      `runs ${name}${inline ? " with a script in its arguments" : ""}`,
      inline ? "high" : "medium",
    );
  }
  const word = secretWord(words);
  if (word !== undefined) yield entryHit("exec-secret", entry, "exec", `gives the plugin a secret as argument ${word}`);
  const variables = listAt(exec, "env").filter(isJsonObject);
  for (const one of variables) {
    const variable = textAt(one, "name") ?? "";
    if (loaders.test(variable))
      yield entryHit("exec-environment", entry, "exec", `runs the plugin with ${variable} set`);
    const isSecret =
      secretNames.test(variable) && !/(?:file|path)$/i.test(variable) && textAt(one, "value") !== undefined;
    if (isSecret) yield entryHit("exec-secret", entry, "exec", `gives the plugin a secret as variable ${variable}`);
  }
}

function* versionLints(entry: ConfigEntry): Generator<LintHit> {
  const exec = objectAt(entry.body, "exec");
  const version = textAt(exec, "apiVersion");
  if (version !== undefined && knownVersions.has(version)) {
    const mode = textAt(exec, "interactiveMode") ?? (version.endsWith("/v1") ? "" : "IfAvailable");
    const said = mode === "" ? "has a plugin of v1 without interactiveMode" : `interactiveMode is ${quoted(mode)}`;
    if (!interactiveModes.has(mode)) yield entryHit("exec-api-version", entry, "exec", said);
    return;
  }
  const gone = version?.endsWith("/v1alpha1") === true ? ", which is gone since 1.24" : "";
  yield entryHit(
    "exec-api-version",
    entry,
    "exec",
    version === undefined ? "has a plugin without apiVersion" : `apiVersion is ${version}${gone}`,
  );
}

/** Lints of the plugin of every user. */
export function* pluginLints(context: LintContext): Generator<LintHit> {
  for (const entry of everyEntry(context, "user")) {
    if (!isJsonObject(entry.body["exec"])) continue;
    yield* versionLints(entry);
    const command = textAt(entry.body["exec"], "command");
    if (command === undefined) {
      yield entryHit("exec-missing", entry, "exec", "has a plugin without command");
      continue;
    }
    yield* placeLints(entry, command, context);
    yield* contentLints(entry, command);
  }
}
