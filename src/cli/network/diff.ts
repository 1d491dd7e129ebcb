// plimsoll network diff: which connections open and close.
import type { Command } from "commander";
import { PlimsollError } from "../../core/index.ts";
import { readQuestioned, writeQuestioned } from "../ask.ts";
import { collect } from "../collect.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { nodeOptions } from "./node-options.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import { readConfig } from "../read-config.ts";
import type { Outcome } from "../run-cli.ts";
import { parseTargets } from "../write-answer.ts";

interface DiffOptions extends QuestionOptions {
  readonly patch?: readonly string[];
  readonly remove?: readonly string[];
}

function usage(message: string): PlimsollError {
  const hint = "write `network diff BEFORE AFTER`, or `network diff -f INPUT --patch policy.yaml`";
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint });
}

function isEdit({ patch, remove }: DiffOptions): boolean {
  return patch !== undefined || remove !== undefined;
}

/** Options that choose the input of a patch: its files, whatever the question reads. */
function ofFiles({
  kubeconfig: _kubeconfig,
  context: _context,
  sample: _sample,
  nodeRoot: _nodeRoot,
  ...rest
}: DiffOptions): QuestionOptions {
  return rest;
}

async function whatIf(inputs: readonly string[], options: DiffOptions, io: Io) {
  const { networkWhatIf } = await import("../../use-cases/network/index.ts");
  const paths = [...inputs, ...(options.filename ?? [])];
  const model = await readQuestioned(options, io, paths);
  const patch = options.patch === undefined ? undefined : await readQuestioned(ofFiles(options), io, options.patch);
  const edit = {
    ...(patch === undefined ? {} : { patch }),
    ...(options.remove === undefined ? {} : { remove: options.remove }),
    verbose: options.verbose === true,
  };
  return networkWhatIf(model, edit, options.namespace);
}

async function compare([before, after]: readonly string[], options: DiffOptions, io: Io) {
  if (before === undefined || after === undefined)
    throw usage("two inputs are compared, or one with --patch or --remove");
  if (options.filename !== undefined || options.sample === true)
    throw usage("two inputs are named, so -f and --sample have no place");
  const { networkDiff } = await import("../../use-cases/network/index.ts");
  const models = [await readQuestioned(options, io, [before]), await readQuestioned(options, io, [after])] as const;
  return networkDiff(...models, options.verbose === true);
}

/** Adds the verb. */
export function addDiff(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("diff")
    .description("Tells exactly which connections open and close between two states, or when policies are edited.")
    .argument(
      "[inputs...]",
      "two files, folders or snapshots; with --patch or --remove: at most one (default: the cluster)",
    )
    .option("--patch <file>", "policies to add, or to put in place of those of the same name", collect)
    .option("--remove <policy>", "a policy to take away: networkpolicy/NAMESPACE/NAME", collect);
  nodeOptions(command);
  questionOptions(command);
  command
    .addHelpText("after", helpText("network diff"))
    .action(async (inputs: readonly string[], options: DiffOptions) => {
      parseTargets(readConfig(undefined, io.env, { ...options }));
      if (inputs.length > (isEdit(options) ? 1 : 2)) throw usage("there are too many inputs");
      const answer = isEdit(options) ? await whatIf(inputs, options, io) : await compare(inputs, options, io);
      await writeQuestioned(answer, options, io);
      outcome.exitCode = answer.data.equal ? 0 : 1;
    });
}
