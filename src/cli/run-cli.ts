// One run of the command line: arguments in, exit code out. Nothing below it may throw at a user.
import { CommanderError, type Command } from "commander";
import { didYouMean, PlimsollError } from "../core/index.ts";
import { addAreas } from "./areas.ts";
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
    await addAreas(program, args, io, outcome);
    if (args[0] === "completion" || args[0] === "complete") await addCompletion(program, io);
    else describeCompletion(program);
    if (args.length === 0) {
      io.err(program.helpInformation());
      return 2;
    }
    if (args[0] === "help") refuseUnknown(program, args[1]);
    await program.parseAsync([...args], { from: "user" });
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    printError(error, io);
    return 2;
  }
}

/** Left to itself, `help` of a command that is not there prints the help of all. */
function refuseUnknown(program: Command, name: string | undefined): void {
  const names = program.commands.map((command) => command.name());
  if (name === undefined || name.startsWith("-") || names.includes(name) || name === "help") return;
  const hint = `--help lists what there is.${didYouMean(name, names)}`;
  throw new PlimsollError("PLIMSOLL_USAGE", { message: `unknown command '${name}'`, hint });
}

async function addCompletion(program: Command, io: Io): Promise<void> {
  const { installCompletion } = await import("./completion.ts");
  installCompletion(program, io);
}
