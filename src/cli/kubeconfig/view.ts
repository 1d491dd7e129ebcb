// plimsoll kubeconfig view: what is in the kubeconfig, without its secrets.
import type { Command } from "commander";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { readConfig } from "../read-config.ts";
import { parseTargets, writeAnswer } from "../write-answer.ts";
import { placeOptions, showOptions, type PlaceOptions, type ShowOptions } from "./kubeconfig-options.ts";
import { machineOf } from "./machine.ts";
import { readFiles } from "./read-files.ts";

type ViewOptions = PlaceOptions & ShowOptions;

async function runView({ kubeconfig, context, asOf, output, verbose }: ViewOptions, io: Io): Promise<void> {
  const targets = parseTargets(readConfig(undefined, io.env, output === undefined ? {} : { output }));
  const { askView, mergeFiles } = await import("../../use-cases/kubeconfig/index.ts");
  const { files, missing } = await readFiles(kubeconfig, io);
  const chosen = { ...(context === undefined ? {} : { context }), missingFiles: missing };
  const answer = askView(mergeFiles(files), machineOf(io, asOf), chosen);
  await writeAnswer(targets, answer, { verbose: verbose === true, groupBy: "owner" }, io);
}

/** Adds `kubeconfig view`. */
export function addView(area: Command, io: Io): void {
  const command = area
    .command("view")
    .summary("what is in it: servers, users, credentials, until when")
    .description(
      "Shows the contexts of the merged kubeconfig: where they lead, as whom, and until when. Secrets are not shown.",
    );
  placeOptions(command, "show this context only");
  showOptions(command);
  command.addHelpText("after", helpText("kubeconfig view")).action((options: ViewOptions) => runView(options, io));
}
