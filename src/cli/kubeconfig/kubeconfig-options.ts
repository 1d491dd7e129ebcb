// Options that several commands about kubeconfigs share.
import type { Command } from "commander";
import { collectWhole } from "../collect.ts";

/** Which kubeconfig is meant, as commander delivers it. */
export interface PlaceOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
}

/** How an answer is shown. */
export interface ShowOptions {
  readonly output?: readonly string[];
  readonly verbose?: true;
  readonly asOf?: string;
}

/** Where a kubeconfig that is made goes. */
export interface OutOptions {
  readonly out?: string;
  readonly force?: true;
}

/** Adds --kubeconfig and --context. */
export function placeOptions(command: Command, context: string): void {
  command
    .option("--kubeconfig <file>", "kubeconfig to use (default: the files of $KUBECONFIG, then ~/.kube/config)")
    .option("--context <name>", context);
}

/** Adds -o, -v and --as-of. */
export function showOptions(command: Command): void {
  command
    .option("--as-of <time>", "moment at which to look, RFC 3339 (default: now)")
    .option(
      "-o, --output <format[=file]>",
      "terminal, json, markdown, html or csv; several times for several",
      collectWhole,
    )
    .option("-v, --verbose", "show all there is, not only the first of many");
}

/** Adds -o FILE and --force. */
export function outOptions(command: Command): void {
  command
    .option("-o, --out <file>", "write to this file, with mode 0600, instead of standard output")
    .option("--force", "replace the file if it is there");
}
