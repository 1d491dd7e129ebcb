// The built command line as a process of its own.
import { execFile, spawnSync, type SpawnSyncReturns } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
if (!existsSync(join(root, "dist/cli.cjs"))) throw new Error("dist/ is missing: run npm run build first");

/** The file that `node` runs. */
const bin = join(root, "bin/plimsoll.js");

/** How to start it; nothing of this process' own settings is passed on. */
export interface Start {
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
}

/** What a run left behind; no status where it was killed. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of every start: nothing that changes colours, configuration or clusters. */
function plainEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { PATH, HOME: "/nonexistent", ...more };
}

/** Runs it to its end. */
export function plimsoll(args: readonly string[], start: Start = {}): SpawnSyncReturns<string> {
  return spawnSync(start.node ?? process.execPath, [bin, ...args], {
    encoding: "utf8",
    env: plainEnvironment(start.env),
    input: start.input ?? "",
    maxBuffer: 256 * 1024 * 1024,
    ...(start.cwd === undefined ? {} : { cwd: start.cwd }),
  });
}

/** Runs it while this process goes on, to serve it for instance. */
export function plimsollBeside(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const options = { env: plainEnvironment(env), maxBuffer: 256 * 1024 * 1024 };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [bin, ...args], options, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode, stdout, stderr }),
    );
  });
}

/** Runs a shell command in which `plimsoll` is the built command line. */
export function shell(program: "sh" | "bash", script: string, cwd?: string): SpawnSyncReturns<string> {
  const define = `plimsoll() { "${process.execPath}" "${bin}" "$@"; }\n`;
  return spawnSync(program, ["-c", define + script], {
    encoding: "utf8",
    env: plainEnvironment(),
    ...(cwd === undefined ? {} : { cwd }),
  });
}
