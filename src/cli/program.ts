// The commands and their options. What they do is loaded only when one runs, so that starting stays quick.
import { Command, Option } from "commander";
import { PlimsollError, severities } from "../core/index.ts";
import { collect } from "./collect.ts";
import { helpText } from "./help-text.ts";
import type { Io } from "./io.ts";
import { inputOptions } from "./input-options.ts";
import { outputOptions, type OutputOptions } from "./output-options.ts";
import { printError } from "./print-error.ts";
import type { ChecksOptions } from "./run-catalogue.ts";
import type { Outcome } from "./run-cli.ts";
import type { ScanCommandOptions } from "./run-scan.ts";
import { version } from "./version.ts";

function addScan(program: Command, io: Io, outcome: Outcome): void {
  const command = program
    .command("scan")
    .summary("scan a cluster, a dump, manifests or a snapshot")
    .description("Scans a cluster, a dump, manifests or a snapshot, and explains every finding.")
    .argument("[paths...]", "files, folders, snapshots, or - for standard input; none: the cluster of the kubeconfig");
  inputOptions(command);
  command
    .option("--check <id>", "run only these checks (globs allowed)", collect)
    .option("--skip <id>", "leave these checks out (globs allowed)", collect)
    .option("--domain <name>", "run only the checks of these domains", collect)
    .option("--config <file>", "configuration file (default: plimsoll.config.yaml or .json, where there is one)");
  outputOptions(command);
  command
    .addOption(
      new Option("--fail-on <severity>", "exit 1 on findings of this severity or worse (default: high)").choices([
        ...severities,
        "none",
      ]),
    )
    .option("--baseline <file>", "exit 1 on findings that are not in this baseline only")
    .option("--write-baseline <file>", "accept all present findings into a baseline file")
    .option("--waivers <file>", "waivers with check, object, reason and expiry")
    .option("--no-annotation-waivers", "waivers that objects carry as annotations do not count")
    .option("--strict", "what could not be decided counts as a finding")
    .option("--print-rbac", "print the least role a full scan needs, and stop")
    .addHelpText("after", helpText("scan"))
    .action(async (paths: readonly string[], options: ScanCommandOptions) => {
      const { runScan } = await import("./run-scan.ts");
      outcome.exitCode = await runScan(paths, options, io);
    });
}

function addExplain(program: Command, io: Io): void {
  const command = program
    .command("explain")
    .summary("why a check matters, what it looks at, and how to fix it")
    .description("Explains a check: why it matters, what exactly is looked at, worked examples, the fix, frameworks.")
    .argument("<check>", "id of a check, as `plimsoll checks` lists them");
  outputOptions(command);
  command.addHelpText("after", helpText("explain")).action(async (id: string, options: OutputOptions) => {
    const { runExplain } = await import("./run-catalogue.ts");
    await runExplain(id, options, io);
  });
}

function addChecks(program: Command, io: Io): void {
  const command = program
    .command("checks")
    .summary("list and filter the checks")
    .description("Lists the checks, filtered by domain, severity, framework or text.")
    .argument("[text]", "only checks whose id or title has this text")
    .option("--domain <name>", "only checks of this domain")
    .option("--framework <name>", "only checks that a framework asks for")
    .addOption(new Option("--severity <severity>", "only checks of this severity or worse").choices(severities));
  outputOptions(command);
  command.addHelpText("after", helpText("checks")).action(async (text: string | undefined, options: ChecksOptions) => {
    const { runChecksList } = await import("./run-catalogue.ts");
    await runChecksList(text, options, io);
  });
}

function addSnapshot(program: Command, io: Io, outcome: Outcome): void {
  const snapshot = program
    .command("snapshot")
    .description("Saves what a scan would read, to be scanned anywhere. Secret values are never written.");
  const save = snapshot.command("save").description("Saves a snapshot of a cluster, or of files.");
  save.argument("<file>", "where to write it").argument("[paths...]", "files or folders instead of a cluster");
  inputOptions(save);
  save
    .addHelpText("after", helpText("snapshot save"))
    .action(async (file: string, paths: readonly string[], options: object) => {
      const { runSnapshotSave } = await import("./run-snapshot.ts");
      await runSnapshotSave(file, paths, options, io);
    });
  const show = snapshot.command("show").description("Tells what is in a snapshot.").argument("<file>", "the snapshot");
  outputOptions(show);
  show.addHelpText("after", helpText("snapshot show")).action(async (file: string, options: object) => {
    const { runSnapshotShow } = await import("./run-snapshot.ts");
    await runSnapshotShow(file, options, io);
  });
  const diff = snapshot.command("diff").description("Compares two snapshots; exit code 1 when they differ.");
  diff.argument("<before>", "the older snapshot").argument("<after>", "the newer snapshot");
  outputOptions(diff);
  diff
    .addHelpText("after", helpText("snapshot diff"))
    .action(async (before: string, after: string, options: object) => {
      const { runSnapshotDiff } = await import("./run-snapshot.ts");
      outcome.exitCode = await runSnapshotDiff(before, after, options, io);
    });
}

/** What commander says of a command line it does not understand, as an error of ours. */
function usageError(text: string): PlimsollError {
  const [first = "", ...rest] = text.trim().split("\n");
  const suggestion = rest.map((line) => `${line.replaceAll(/[()]/g, "").toLowerCase()} `).join("");
  const message = first.replace(/^error: /, "").replace(/\.$/, "");
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint: `${suggestion}--help lists what there is` });
}

/** The whole command line; errors are thrown, not printed with an exit. */
export function buildProgram(io: Io, outcome: Outcome): Command {
  const program = new Command("plimsoll");
  program
    .description("Kubernetes security workbench: true answers, with their reasons.")
    .version(version, "-V, --version", "print the version")
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => Math.min(io.columns ?? 100, 120),
      outputError: (text) => printError(usageError(text), io),
    })
    .exitOverride();
  addScan(program, io, outcome);
  addExplain(program, io);
  addChecks(program, io);
  addSnapshot(program, io, outcome);
  return program;
}

/** Stands for the completion command in the help; the real one, which needs the catalogue, is added when it is used. */
export function describeCompletion(program: Command): void {
  program
    .command("completion")
    .description("Prints a completion script for bash, zsh, fish or powershell.")
    .argument("<shell>", "bash, zsh, fish or powershell")
    .addHelpText("after", helpText("completion"));
}
