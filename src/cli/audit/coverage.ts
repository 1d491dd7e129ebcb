// plimsoll audit policy coverage: what can a log under this policy answer?
import type { Command } from "commander";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import type { Outcome } from "../run-cli.ts";
import { askOfPolicy, policyOptions, type PolicyOptions } from "./policy-file.ts";

/** Adds `audit policy coverage`. */
export function addCoverage(policy: Command, io: Io, outcome: Outcome): void {
  const command = policy
    .command("coverage")
    .summary("which detections and auditors' questions can it answer?")
    .description(
      "Tells which detections and auditors' questions a policy lets the log answer, and to which it is blind.",
    );
  policyOptions(command);
  command
    .addHelpText("after", helpText("audit policy coverage"))
    .action(async (file: string, options: PolicyOptions) => {
      const { auditPolicyCoverage } = await import("../../use-cases/audit/index.ts");
      const { detections, questions } = await askOfPolicy(file, options, io, auditPolicyCoverage);
      outcome.exitCode = [...detections, ...questions].some(({ coverage }) => coverage === "blind") ? 1 : 0;
    });
}
