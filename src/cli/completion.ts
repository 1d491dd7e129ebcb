// Shell completion for bash, zsh, fish and powershell.
import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { checks } from "../checks/index.ts";

/** Adds `completion <shell>` and the hidden command the scripts call. */
export function installCompletion(program: Command): void {
  const root = tab(program, { completionCommandName: "completion" });
  const explain = root.commands.get("explain");
  explain?.argument("check", (complete) => {
    for (const check of checks) complete(check.id, check.title);
  });
  for (const command of root.commands.values()) {
    for (const name of ["check", "skip"]) {
      const option = command.options.get(name);
      if (option === undefined) continue;
      option.handler = (complete) => {
        for (const check of checks) complete(check.id, check.title);
      };
    }
  }
}
