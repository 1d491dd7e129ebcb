// The process: the only place where argv, streams and the exit code are touched.
import { fstatSync, writeSync } from "node:fs";
import type { Io } from "./io.ts";
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

/** Files and pipes are told apart from terminals without building a stream. */
function mayBeTerminal(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice();
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

process.on("SIGINT", () => process.exit(130));
const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
  // Asked often, by scripts that wait: nothing else is loaded for it.
  io.out(`${version}\n`);
} else {
  const { runCli } = await import("./run-cli.ts");
  process.exitCode = await runCli(args, io);
}
