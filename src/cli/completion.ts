// Shell completion for bash, zsh, fish and powershell.
import type { RootCommand } from "@bomb.sh/tab";
import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { domains } from "../checking/index.ts";
import { checks } from "../checks/index.ts";
import { reporters } from "../reporters/index.ts";
import { helpText } from "./help-text.ts";
import type { Io } from "./io.ts";

type Suggest = (value: string, description: string) => void;

function suggestChecks(suggest: Suggest): void {
  for (const check of checks) suggest(check.id, check.title);
}

const values: Readonly<Record<string, (suggest: Suggest) => void>> = {
  check: suggestChecks,
  skip: suggestChecks,
  domain: (suggest) => {
    for (const domain of domains) suggest(domain, "");
  },
  output: (suggest) => {
    for (const { name } of reporters) suggest(name, "");
  },
};

/** Where nothing of ours fits, the shell completes names of files; left to itself the package forbids that everywhere. */
function allowFileNames(root: RootCommand): void {
  const onlyOurs = 4;
  Object.defineProperty(root, "directive", {
    get: () => (root.completions.length === 0 ? 0 : onlyOurs),
    set() {},
    configurable: true,
  });
}

/** Adds `completion <shell>` and the hidden command the scripts call. */
export function installCompletion(program: Command, io: Io): void {
  const root = tab(program, { completionCommandName: "completion" });
  allowFileNames(root);
  root.commands.get("explain")?.argument("check", suggestChecks);
  for (const command of root.commands.values()) {
    for (const [name, handler] of Object.entries(values)) {
      const option = command.options.get(name);
      if (option !== undefined) option.handler = handler;
    }
  }
  program.commands
    .find((command) => command.name() === "completion")
    ?.description("Prints a completion script for bash, zsh, fish or powershell.")
    .addHelpText("after", helpText("completion"))
    .hook("postAction", (command) => {
      // The script is registered without a fallback; the later registration holds.
      if (command.args[0] === "bash") io.out("complete -o default -F __plimsoll_complete plimsoll\n");
    });
}
