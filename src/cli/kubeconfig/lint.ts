// plimsoll kubeconfig lint: what is wrong with the kubeconfig.
import { Option, type Command } from "commander";
import { atLeast, PlimsollError, severities, type Severity } from "../../core/index.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { readConfig } from "../read-config.ts";
import type { Outcome } from "../run-cli.ts";
import { parseTargets, writeAnswer } from "../write-answer.ts";
import { showOptions, type ShowOptions } from "./kubeconfig-options.ts";
import { machineOf } from "./machine.ts";
import { readFilesAsTheyAre } from "./read-files.ts";

interface LintOptions extends ShowOptions {
  readonly kubeconfig?: string;
  readonly connect?: true;
  readonly soon: string;
  readonly failOn: Severity | "none";
}

function daysOf(text: string): number {
  const days = Number(text);
  if (/^\d+$/.test(text) && days <= 36_500) return days;
  throw new PlimsollError("PLIMSOLL_USAGE", {
    message: `--soon ${text} is no number of days`,
    hint: "write --soon 30",
  });
}

async function runLint(options: LintOptions, io: Io): Promise<0 | 1> {
  const { kubeconfig, asOf, output, verbose, failOn, connect } = options;
  const targets = parseTargets(readConfig(undefined, io.env, output === undefined ? {} : { output }));
  const soonDays = daysOf(options.soon);
  const machine = machineOf(io, asOf);
  const { files, broken } = await readFilesAsTheyAre(kubeconfig, io);
  const { askLint } = await import("../../use-cases/kubeconfig/index.ts");
  const asked =
    connect === true ? { servers: await (await import("./ask-servers.ts")).askServers(files, machine) } : {};
  const answer = askLint({ files, broken, machine, soonDays, verbose: verbose === true, ...asked });
  await writeAnswer(targets, answer, { verbose: verbose === true, groupBy: "owner" }, io);
  return failOn !== "none" && answer.data.findings.some(({ severity }) => atLeast(severity, failOn)) ? 1 : 0;
}

/** Adds `kubeconfig lint`. */
export function addLint(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("lint")
    .summary("what is wrong with it")
    .description(
      "Finds what is dangerous or broken in kubeconfigs: TLS, certificates, tokens, plugins, file modes, entries. Asks no server without --connect.",
    )
    .option("--kubeconfig <file>", "kubeconfig to look at (default: the files of $KUBECONFIG, then ~/.kube/config)")
    .option(
      "--connect",
      "shake hands with each server to see whether its certificate fits the CA; sends no credentials",
    )
    .option("--soon <days>", "how long before its end something is said to end soon", "30")
    .addOption(
      new Option("--fail-on <severity>", "exit 1 where something is at least this severe")
        .choices([...severities, "none"])
        .default("high"),
    );
  showOptions(command);
  command.addHelpText("after", helpText("kubeconfig lint")).action(async (options: LintOptions) => {
    outcome.exitCode = await runLint(options, io);
  });
}
