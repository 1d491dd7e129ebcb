// plimsoll access diff: which rights are gained and lost.
import type { Command } from "commander";
import { PlimsollError } from "../../core/index.ts";
import { kindNames, kinds } from "../../kubernetes/index.ts";
import type { ClusterModel, NamedObject } from "../../model/index.ts";
import { readQuestioned, writeQuestioned } from "../ask.ts";
import { collect } from "../collect.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import { readConfig } from "../read-config.ts";
import type { Outcome } from "../run-cli.ts";
import { parseTargets } from "../write-answer.ts";

interface DiffOptions extends QuestionOptions {
  readonly patch?: readonly string[];
  readonly remove?: readonly string[];
}

function usage(message: string, hint: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint });
}

/** `role/shop/reader`, `clusterrolebinding/admins`. */
function removedObject(text: string, namespace = "default"): NamedObject {
  const [kind = "", ...place] = text.split("/");
  const name = kind.toLowerCase();
  const part = kindNames.find((one) => kinds[one].kind.toLowerCase() === name || kinds[one].plural === name);
  const last = place.at(-1);
  const wanted = part !== undefined && kinds[part].namespaced ? 2 : 1;
  if (part === undefined || last === undefined || last === "" || place.length > wanted)
    throw usage(`"${text}" names no object`, "write role/NAMESPACE/NAME or clusterrole/NAME");
  return wanted === 1
    ? { part, name: last }
    : { part, namespace: place.length === 2 ? (place[0] ?? "") : namespace, name: last };
}

async function statesOf(
  inputs: readonly string[],
  options: DiffOptions,
  io: Io,
): Promise<readonly [ClusterModel, ClusterModel]> {
  const { patch, remove = [], namespace } = options;
  if (patch === undefined && remove.length === 0) {
    const [before, after, ...more] = inputs;
    if (before === undefined || after === undefined || more.length > 0)
      throw usage("two inputs are compared", "name BEFORE and AFTER, or one input with --patch or --remove");
    return [await readQuestioned(options, io, [before]), await readQuestioned(options, io, [after])];
  }
  if (inputs.length > 1) throw usage("a patch is put on one input", "name one, or none for the cluster");
  const removed = remove.map((text) => removedObject(text, namespace));
  const model = await readQuestioned(options, io, [...inputs, ...(options.filename ?? [])]);
  const { sample: _sample, kubeconfig: _kubeconfig, context: _context, ...ofFiles } = options;
  const added = patch === undefined ? undefined : await readQuestioned(ofFiles, io, patch);
  const { patchedModel } = await import("../../model/index.ts");
  return [model, patchedModel(model, added, removed)];
}

/** Adds `access diff`. */
export function addDiff(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("diff")
    .summary("which rights are gained and lost?")
    .description("Tells who gains and loses which rights between two states, or when RBAC objects are edited.")
    .argument(
      "[inputs...]",
      "two files, folders or snapshots; with --patch or --remove at most one (default: the cluster)",
    )
    .option("--patch <file>", "objects to add, or to put in place of those of the same name", collect)
    .option("--remove <object>", "an object to take away: rolebinding/NAMESPACE/NAME", collect);
  questionOptions(command);
  command
    .addHelpText("after", helpText("access diff"))
    .action(async (inputs: readonly string[], options: DiffOptions) => {
      parseTargets(readConfig(undefined, io.env, { ...options }));
      const [before, after] = await statesOf(inputs, options, io);
      const { askAccessDiff } = await import("../../use-cases/access/index.ts");
      const edited = options.patch !== undefined || options.remove !== undefined;
      const answer = askAccessDiff(before, after, { edited });
      await writeQuestioned(answer, options, io);
      outcome.exitCode = answer.data.equal ? 0 : 1;
    });
}
