// plimsoll network lint: what is wrong with the policies.
import type { Command } from "commander";
import { ask } from "../ask.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { nodeOptions } from "./node-options.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import type { Outcome } from "../run-cli.ts";

/** Adds the verb. */
export function addLint(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("lint")
    .description("Finds policies that are refused, without effect, redundant, or hardly what was meant.");
  nodeOptions(command);
  questionOptions(command);
  command.addHelpText("after", helpText("network lint")).action(async (options: QuestionOptions) => {
    const { networkLint } = await import("../../use-cases/network/index.ts");
    const { namespace, verbose } = options;
    const { counts } = await ask(options, io, (model) =>
      networkLint(model, { ...(namespace === undefined ? {} : { namespace }), verbose: verbose === true }),
    );
    outcome.exitCode = counts.error + counts.warning > 0 ? 1 : 0;
  });
}
