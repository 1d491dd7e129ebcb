// The process: the only place where argv, streams and the exit code are touched.
import { fstatSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ChunkLoader, type ChunkPlaces } from "./chunk-loader.ts";
import { cacheFolder } from "./code-cache.ts";
import type { Io } from "./io.ts";
import type * as RunCli from "./run-cli.ts";
import { version } from "./version.ts";

function writer(fd: number): (text: string) => void {
  return (text) => {
    let rest = Buffer.from(text, "utf8");
    while (rest.length > 0) {
      try {
        rest = rest.subarray(writeSync(fd, rest));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // The reader has gone (`| head`): that is not an error of ours.
        if (code === "EPIPE") process.exit(process.exitCode ?? 0);
        if (code !== "EAGAIN") throw error;
      }
    }
  };
}

/** Files, pipes and /dev/null are told apart from terminals without building a stream. */
function mayBeTerminal(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isCharacterDevice() && stats.rdev !== statSync("/dev/null", { throwIfNoEntry: false })?.rdev;
  } catch {
    return false;
  }
}

// Node builds each of its streams when it is first asked for, which takes longer than to print a version.
const io: Io = {
  out: writer(1),
  err: writer(2),
  get outIsTerminal() {
    return mayBeTerminal(1) && process.stdout.isTTY;
  },
  get errIsTerminal() {
    return mayBeTerminal(2) && process.stderr.isTTY;
  },
  get inIsTerminal() {
    return mayBeTerminal(0) && process.stdin.isTTY;
  },
  get columns() {
    return mayBeTerminal(1) ? process.stdout.columns : undefined;
  },
  env: process.env,
  get stdin() {
    return process.stdin;
  },
  now: () => new Date().toISOString(),
};

/** Names all that the build put into the chunks; the build writes it. */
declare const chunksDigest: string;

/** One cache a command: commands load other chunks, and use other parts of the same. */
function placesOfChunks(args: readonly string[]): ChunkPlaces {
  const folder = cacheFolder(process.env);
  const command = args.find((arg) => /^[a-z]{2,20}$/.test(arg)) ?? "start";
  const name = `code-${chunksDigest}-${process.version}-${process.arch}-${command}`;
  const user = process.geteuid?.();
  return {
    folder: join(import.meta.dirname, "cli"),
    cache: folder === undefined || user === undefined ? undefined : { path: join(folder, name), user },
  };
}

/** Runs a command line; what it compiled is kept where it came to an answer. */
async function run(args: readonly string[]): Promise<void> {
  const loader = new ChunkLoader(placesOfChunks(args));
  const { runCli } = loader.load("start/run-cli") as typeof RunCli;
  // Were nothing left to wait for before there is an answer, node would end with 0.
  process.once("beforeExit", () => (process.exitCode ??= 2));
  process.once("exit", (code) => code < 2 && loader.save(Math.round(process.uptime() * 1000)));
  const exitCode = await runCli(args, io);
  // All is written by now, and to end in order takes longer than just to end: what node would free the system frees.
  process.exit(exitCode);
}

process.on("SIGINT", () => process.exit(130));
const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
  // Asked often, by scripts that wait: nothing else is loaded for it.
  io.out(`${version}\n`);
} else void run(args);
