// Options of every command that asks one question of a cluster, of files or of a snapshot; kubectl's names where it has them.
import type { Command } from "commander";
import { collect, collectWhole } from "./collect.ts";
import type { InputOptions } from "./input-options.ts";
import type { OutputOptions } from "./output-options.ts";

/** The options as commander delivers them. `namespace` is the one the question is about, not a limit to what is read. */
export interface QuestionOptions
  extends Omit<InputOptions, "namespace" | "as" | "asGroup">, Pick<OutputOptions, "output" | "verbose"> {
  readonly filename?: readonly string[];
  readonly namespace?: string;
  /** Folders with files of nodes: only some commands have it. */
  readonly nodeRoot?: readonly string[];
}

/** Adds the options to a command. */
export function questionOptions(command: Command): void {
  command
    .option(
      "-f, --filename <path>",
      "ask this file, folder or snapshot, or - for standard input; not a cluster",
      collect,
    )
    .option("-n, --namespace <name>", "namespace of what the question names (default: default)")
    .option("--kubeconfig <file>", "kubeconfig to use (default: $KUBECONFIG, then ~/.kube/config, then in-cluster)")
    .option("--context <name>", "context of the kubeconfig")
    .option(
      "--insecure-skip-tls-verify",
      "do not verify the API server's certificate: anyone between may answer for it",
    )
    .option("--request-timeout <seconds>", "time limit of one request (default: 30)")
    .option("--sample", "ask the sample cluster that comes with Plimsoll")
    .option("--complete", "the files given are the whole cluster: what they lack does not exist")
    .option(
      "--kubernetes-version <minor>",
      "version to answer for, such as 1.36 (default: as seen, or the newest known)",
    )
    .option("--as-of <time>", "moment the answer is about, RFC 3339 (default: now, or when a snapshot was taken)")
    .option(
      "-o, --output <format[=file]>",
      "terminal, json, markdown, html or csv; dot, mermaid or svg for what can be drawn; several times for several",
      collectWhole,
    )
    .option("-v, --verbose", "show all there is, not only the first of many");
}
