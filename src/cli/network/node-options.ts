// Options for evidence the API does not have: files of nodes.
import type { Command } from "commander";
import { collect } from "../collect.ts";

/** Adds the option to a command. */
export function nodeOptions(command: Command): void {
  command.option(
    "--node-root <folder>",
    "also read etc/cni/net.d below this folder, copied from a node, or / on the node itself",
    collect,
  );
}
