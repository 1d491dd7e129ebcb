// plimsoll audit policy lint: what in a policy is without effect, blind, or leaks?
import { Option, type Command } from "commander";
import { atLeast, severities, type Severity } from "../../core/index.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import type { Outcome } from "../run-cli.ts";
import { askOfPolicy, policyOptions, type PolicyOptions } from "./policy-file.ts";

interface LintOptions extends PolicyOptions {
  readonly failOn: Severity | "none";
}

/** Adds `audit policy lint`. */
export function addLint(policy: Command, io: Io, outcome: Outcome): void {
  const command = policy
    .command("lint")
    .summary("what is without effect, blind, or leaks?")
    .description("Finds rules that decide nothing, requests that leave no trace, and credentials in the log.");
  policyOptions(command);
  command
    .addOption(
      new Option("--fail-on <severity>", "exit 1 on findings of this severity or worse")
        .choices([...severities, "none"])
        .default("high"),
    )
    .addHelpText("after", helpText("audit policy lint"))
    .action(async (file: string, options: LintOptions) => {
      const { lintAuditPolicy } = await import("../../use-cases/audit/index.ts");
      const { findings } = await askOfPolicy(file, options, io, lintAuditPolicy);
      const { failOn } = options;
      outcome.exitCode = failOn !== "none" && findings.some(({ severity }) => atLeast(severity, failOn)) ? 1 : 0;
    });
}
