// plimsoll access accounts: which service accounts are there, and what could be done with them?
import type { Command } from "commander";
import { ask } from "../ask.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";

interface AccountsCommandOptions extends QuestionOptions {
  readonly secrets?: true;
}

async function runAccounts(options: AccountsCommandOptions, io: Io): Promise<void> {
  const { askAccounts } = await import("../../use-cases/access/index.ts");
  const { namespace, verbose } = options;
  const wanted = { ...(namespace === undefined ? {} : { namespace }), verbose: verbose === true };
  await ask(options, io, (model) => askAccounts(model, wanted));
}

/** Adds `access accounts`. */
export function addAccounts(area: Command, io: Io): void {
  const command = area
    .command("accounts")
    .summary("which service accounts are there?")
    .description("Lists service accounts: which pods use them, tokens that are mounted or stored, and rights of each.")
    .option("--secrets", "also list Secrets, to find tokens that never expire; their values are dropped at once");
  questionOptions(command);
  command
    .addHelpText("after", helpText("access accounts"))
    .action((options: AccountsCommandOptions) => runAccounts(options, io));
}
