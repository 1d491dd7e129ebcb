// Options that say how answers are printed and where they go.
import { Option, type Command } from "commander";
import { collectWhole } from "./collect.ts";

/** The options as commander delivers them. */
export interface OutputOptions {
  readonly output?: readonly string[];
  readonly outputDir?: string;
  readonly reportPrefix?: string;
  /** False with --no-timestamp. */
  readonly timestamp?: boolean;
  readonly groupBy?: "owner" | "check";
  readonly verbose?: true;
}

/** Adds the options to a command. */
export function outputOptions(command: Command): void {
  command
    .option(
      "-o, --output <format[=file]>",
      "terminal, json, sarif, junit, html, csv, markdown, open-reports, policy-report or prometheus; several times for several",
      collectWhole,
    )
    .option("--output-dir <dir>", "write reports without a file of their own into this folder")
    .option("--report-prefix <name>", "first part of their file names (default: plimsoll-report)")
    .option("--no-timestamp", "leave the time out, so that equal answers are equal bytes")
    .addOption(
      new Option("--group-by <what>", "how the terminal groups findings (default: owner)").choices(["owner", "check"]),
    )
    .option("-v, --verbose", "show evidence, passes and every finding of large groups");
}
