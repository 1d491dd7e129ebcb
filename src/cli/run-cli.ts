// One run of the command line: arguments in, exit code out. Nothing below it may throw at a user.
import { CommanderError } from "commander";
import type { Io } from "./io.ts";
import { printError } from "./print-error.ts";
import { buildProgram, describeCompletion } from "./program.ts";

/** 0 nothing to complain about, 1 findings or the answer is no, 2 could not run. */
export type ExitCode = 0 | 1 | 2;

/** The state a command leaves its exit code in. */
export interface Outcome {
  exitCode: ExitCode;
}

/** Runs a command line, without node and script. Errors are printed to `io.err` with code and hint. */
export async function runCli(args: readonly string[], io: Io): Promise<ExitCode> {
  const outcome: Outcome = { exitCode: 0 };
  const program = buildProgram(io, outcome);
  try {
    if (args[0] === "completion" || args[0] === "complete") await addCompletion(program, io);
    else describeCompletion(program);
    if (args.length === 0) {
      io.err(program.helpInformation());
      return 2;
    }
    await program.parseAsync([...args], { from: "user" });
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    printError(error, io);
    return 2;
  }
}

async function addCompletion(program: ReturnType<typeof buildProgram>, io: Io): Promise<void> {
  const { installCompletion } = await import("./completion.ts");
  installCompletion(program, io);
}
