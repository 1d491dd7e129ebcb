// plimsoll network plugin: what enforces policies.
import type { Command } from "commander";
import { ask } from "../ask.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import type { Outcome } from "../run-cli.ts";
import { nodeOptions } from "./node-options.ts";

/** Adds the verb. */
export function addPlugin(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("plugin")
    .alias("cni")
    .description(
      "Tells which network plugin runs, what of policies it enforces, how that is known, and where it does not.",
    );
  nodeOptions(command);
  questionOptions(command);
  command.addHelpText("after", helpText("network plugin")).action(async (options: QuestionOptions) => {
    const { networkPluginReport } = await import("../../use-cases/network/index.ts");
    const { enforced } = await ask(options, io, networkPluginReport);
    outcome.exitCode = enforced === "yes" ? 0 : 1;
  });
}
