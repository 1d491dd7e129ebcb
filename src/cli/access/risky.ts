// plimsoll access risky: who holds rights that are more than they look?
import { Option, type Command } from "commander";
import { atLeast, severities, type Severity } from "../../core/index.ts";
import { ask } from "../ask.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import type { Outcome } from "../run-cli.ts";

interface RiskyOptions extends QuestionOptions {
  readonly all?: true;
  readonly failOn: Severity | "none";
}

async function runRisky({ all, failOn, ...options }: RiskyOptions, io: Io): Promise<0 | 1> {
  const { askRisky } = await import("../../use-cases/access/index.ts");
  const shown = { all: all === true, verbose: options.verbose === true };
  const { subjects } = await ask(options, io, (model) => askRisky(model, shown));
  return failOn !== "none" && subjects.some(({ severity }) => atLeast(severity, failOn)) ? 1 : 0;
}

/** Adds `access risky`. */
export function addRisky(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("risky")
    .summary("who holds rights that are more than they look?")
    .description(
      "Lists the subjects whose RBAC rights lead to other identities, to nodes, to Secrets or to everything.",
    )
    .option("--all", "also subjects every cluster has")
    .addOption(
      new Option("--fail-on <severity>", "exit 1 where somebody holds a power of this severity or worse")
        .choices([...severities, "none"])
        .default("high"),
    );
  questionOptions(command);
  command.addHelpText("after", helpText("access risky")).action(async (options: RiskyOptions) => {
    outcome.exitCode = await runRisky(options, io);
  });
}
