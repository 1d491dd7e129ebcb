// plimsoll kubeconfig minify: one context, and what it needs.
import type { Command } from "commander";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { emitKubeconfig } from "./emit-kubeconfig.ts";
import { outOptions, placeOptions, type OutOptions, type PlaceOptions } from "./kubeconfig-options.ts";
import { machineOf } from "./machine.ts";
import { readFiles } from "./read-files.ts";

interface MinifyOptions extends PlaceOptions, OutOptions {
  readonly flatten?: true;
}

async function runMinify(options: MinifyOptions, io: Io): Promise<void> {
  const { configObject, mergeFiles, minify } = await import("../../use-cases/kubeconfig/index.ts");
  const { files } = await readFiles(options.kubeconfig, io);
  const small = minify(mergeFiles(files), options.context);
  emitKubeconfig(configObject(small, options.flatten === true, machineOf(io)), options, io);
}

/** Adds `kubeconfig minify`. */
export function addMinify(area: Command, io: Io): void {
  const command = area
    .command("minify")
    .summary("one context, as a kubeconfig of its own")
    .description(
      "Writes a kubeconfig with one context, its cluster and its user, credentials included. Paths become absolute; --flatten puts the files' contents in their place.",
    );
  placeOptions(command, "context to keep (default: the current one)");
  command.option("--flatten", "put certificates and keys into the kubeconfig instead of naming their files");
  outOptions(command);
  command
    .addHelpText("after", helpText("kubeconfig minify"))
    .action((options: MinifyOptions) => runMinify(options, io));
}
