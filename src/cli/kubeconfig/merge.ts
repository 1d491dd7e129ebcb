// plimsoll kubeconfig merge: several kubeconfigs as one.
import type { Command } from "commander";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { emitKubeconfig } from "./emit-kubeconfig.ts";
import { outOptions, type OutOptions } from "./kubeconfig-options.ts";
import { machineOf } from "./machine.ts";
import { readNamedFiles } from "./read-files.ts";

interface MergeOptions extends OutOptions {
  readonly flatten?: true;
  readonly renameConflicts?: true;
}

async function runMerge(names: readonly string[], options: MergeOptions, io: Io): Promise<void> {
  const { configObject, mergeFiles, renameConflicts, sameEntry } = await import("../../use-cases/kubeconfig/index.ts");
  const machine = machineOf(io);
  const read = await readNamedFiles(names, io);
  const { files, renamings } =
    options.renameConflicts === true ? renameConflicts(read, machine) : { files: read, renamings: [] };
  const merged = mergeFiles(files);
  const config = configObject(merged, options.flatten === true, machine);
  for (const { kind, file, from, to } of renamings)
    io.err(`renamed: ${kind} ${JSON.stringify(from)} of ${file} is ${JSON.stringify(to)}\n`);
  for (const { entry, by } of merged.shadowed) {
    if (sameEntry(entry, by, machine)) continue;
    const said = `${entry.kind} ${JSON.stringify(entry.name)} of ${entry.file.file}: that of ${by.file.file} has the name`;
    io.err(`left out: ${said} (--rename-conflicts keeps both)\n`);
  }
  emitKubeconfig(config, options, io);
}

/** Adds `kubeconfig merge`. */
export function addMerge(area: Command, io: Io): void {
  const command = area
    .command("merge")
    .summary("several kubeconfigs as one")
    .description(
      "Writes the kubeconfig that several are together, as kubectl merges the files of KUBECONFIG: the first that has a name wins.",
    )
    .argument("<files...>", "kubeconfigs, the most important first")
    .option("--rename-conflicts", "keep entries whose name is taken for something else, under another name")
    .option("--flatten", "put certificates and keys into the kubeconfig instead of naming their files");
  outOptions(command);
  command
    .addHelpText("after", helpText("kubeconfig merge"))
    .action((files: readonly string[], options: MergeOptions) => runMerge(files, options, io));
}
