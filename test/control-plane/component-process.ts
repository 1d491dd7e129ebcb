/** Runs the programs of a control plane with their output in log files, and ends them whatever happens to the caller. */
import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL = 50;
const TAIL_LINES = 25;

/** One running program. */
export interface ComponentProcess {
  readonly name: string;
  readonly logFile: string;
  /** Waits until `probe` answers true; throws with the end of the log when the program ends or time runs out. */
  waitUntil(probe: () => Promise<boolean>, milliseconds: number): Promise<void>;
  /** Ends the program at once and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts programs that end with this process, even when it is killed. */
export interface ProcessGroup {
  start(name: string, program: string, flags: readonly string[]): ComponentProcess;
  /** Ends every program, the last started first. */
  stop(): Promise<void>;
}

// Reads process ids until its input closes, which the kernel does when we die; "done" means all was ended properly.
const REAPER = `trap '' HUP INT TERM
pids=
while read -r line; do
  if [ "$line" = done ]; then exit 0; fi
  pids="$pids $line"
done
[ -z "$pids" ] || kill -9 $pids 2>/dev/null
rm -rf "$1"`;

/** Returns a group whose logs go to `folder`; should this process die, its programs are killed and `folder` removed. */
export function createProcessGroup(folder: string): ProcessGroup {
  const reaper = spawn("/bin/sh", ["-c", REAPER, "reaper", folder], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  reaper.stdin.on("error", () => undefined);
  reaper.unref();
  (reaper.stdin as Socket).unref(); // a forgotten stop() must not keep the caller running
  const components: ComponentProcess[] = [];
  return {
    start(name, program, flags) {
      const child = spawnComponent(folder, name, program, flags);
      if (child.pid !== undefined) reaper.stdin.write(`${child.pid}\n`);
      const component = watch(name, join(folder, `${name}.log`), child);
      components.push(component);
      return component;
    },
    async stop() {
      for (const component of components.toReversed()) await component.stop();
      reaper.stdin.end("done\n");
    },
  };
}

function spawnComponent(folder: string, name: string, program: string, flags: readonly string[]): ChildProcess {
  const log = openSync(join(folder, `${name}.log`), "a");
  try {
    const env = { HOME: folder, PATH: process.env["PATH"] }; // no proxy or Go settings of the caller
    const child = spawn(program, flags, { cwd: folder, env, detached: true, stdio: ["ignore", log, log] });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

function watch(name: string, logFile: string, child: ChildProcess): ComponentProcess {
  let ended: string | undefined;
  const gone = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      ended = `could not be started: ${error.message}`;
      resolve();
    });
    child.once("exit", (code, signal) => {
      ended ??= `ended with ${signal ?? `exit code ${code}`}`;
      resolve();
    });
  });
  return {
    name,
    logFile,
    async waitUntil(probe, milliseconds) {
      const deadline = performance.now() + milliseconds;
      while (!(await probe().catch(() => false))) {
        if (ended !== undefined) throw new Error(`${name} ${ended}; its log ends:\n${await tail(logFile)}`);
        if (performance.now() > deadline) {
          throw new Error(
            `${name} was not ready after ${milliseconds / 1000} s; its log ends:\n${await tail(logFile)}`,
          );
        }
        await sleep(POLL);
      }
    },
    async stop() {
      if (ended !== undefined) return;
      child.ref();
      child.kill("SIGKILL");
      await gone;
    },
  };
}

async function tail(file: string): Promise<string> {
  const lines = (await readFile(file, "utf8").catch(() => "")).trimEnd().split("\n");
  return lines.slice(-TAIL_LINES).join("\n") || "(empty)";
}
