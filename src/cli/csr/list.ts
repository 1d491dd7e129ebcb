// plimsoll csr list: which signing requests are there, and what becomes of them?
import type { Command } from "commander";
import { ask } from "../ask.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import { signerOptions, signingInputs, type SignerOptions } from "./signing-inputs.ts";

interface ListOptions extends QuestionOptions, SignerOptions {}

async function runList(options: ListOptions, io: Io): Promise<void> {
  const { askCsrList, signingWorld } = await import("../../use-cases/csr/index.ts");
  await ask(options, io, (model) => askCsrList(signingWorld(model, signingInputs(options, model.version.minor))));
}

/** Adds `csr list`. */
export function addList(area: Command, io: Io): void {
  const command = area
    .command("list")
    .summary("which signing requests are there?")
    .description("Lists signing requests: who asks for what, how far they are, what becomes of them, and concerns.");
  signerOptions(command);
  questionOptions(command);
  command.addHelpText("after", helpText("csr list")).action((options: ListOptions) => runList(options, io));
}
