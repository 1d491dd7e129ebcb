// docs/reference/cli.md: every command with its arguments and options.
import type { Command } from "commander";
import { buildProgram, describeCompletion } from "../../src/cli/program.ts";
import type { GeneratedFile } from "./generated-file.ts";

const nowhere = {
  out: () => {},
  err: () => {},
  outIsTerminal: false,
  errIsTerminal: false,
  inIsTerminal: false,
  columns: 100,
  env: {},
  stdin: (async function* () {})(),
  now: () => "2026-01-01T00:00:00Z",
};

function cell(text: string): string {
  return text.replaceAll("|", String.raw`\|`).replaceAll("<", "&lt;");
}

function section(command: Command, prefix: string): string[] {
  const name = `${prefix} ${command.name()}`.trim();
  const help = command.createHelp();
  const subcommands = help.visibleCommands(command).filter((sub) => sub.name() !== "help");
  if (subcommands.length > 0 && prefix !== "") return subcommands.flatMap((sub) => section(sub, name));
  const options = help
    .visibleOptions(command)
    .map(
      (option) => `| \`${option.flags.replaceAll("|", String.raw`\|`)}\` | ${cell(help.optionDescription(option))} |`,
    );
  const args = help
    .visibleArguments(command)
    .map((argument) => `| \`${argument.name()}\` | ${cell(help.argumentDescription(argument))} |`);
  return [
    `## ${name}`,
    "",
    cell(command.description()),
    "",
    "```",
    `${name} ${command.usage()}`.trim(),
    "```",
    "",
    ...(args.length > 0 ? ["| Argument | Meaning |", "| --- | --- |", ...args, ""] : []),
    "| Option | Meaning |",
    "| --- | --- |",
    ...options,
    "",
  ];
}

/** The page of commands, in the order of the help. */
export function cliReference(): GeneratedFile {
  const program = buildProgram(nowhere, { exitCode: 0 });
  describeCompletion(program);
  const commands = program
    .createHelp()
    .visibleCommands(program)
    .filter((command) => command.name() !== "help");
  const text = [
    "# Command line",
    "",
    "Exit codes: 0 nothing at or above the threshold, 1 findings (or the answer is no), 2 could not run.",
    "Results go to standard output, everything else to standard error. `NO_COLOR` is respected.",
    "",
    ...commands.flatMap((command) => section(command, "plimsoll")),
  ].join("\n");
  return { path: "docs/reference/cli.md", text: `${text.trimEnd()}\n` };
}
