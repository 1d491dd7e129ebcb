// plimsoll network map: all connections at once.
import { Option, type Command } from "commander";
import { ask } from "../ask.ts";
import { collect } from "../collect.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { nodeOptions } from "./node-options.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import type { Outcome } from "../run-cli.ts";

interface MapOptions extends QuestionOptions {
  readonly by?: "workload" | "namespace";
  readonly ports?: readonly string[];
  readonly asWritten?: true;
}

/** Adds the verb. */
export function addMap(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("map")
    .description(
      "Shows who can talk to whom: all workloads, the internet, cloud metadata, the API server and nodes, and who is unprotected.",
    )
    .addOption(new Option("--by <what>", "what is one end (default: workload)").choices(["workload", "namespace"]))
    .option("--ports <port>", "only connections on this port: 443, 53/UDP; several times for several", collect)
    .option("--as-written", "draw what policies say, where the plugin enforces something else");
  nodeOptions(command);
  questionOptions(command);
  const namespace = command.options.find(({ long }) => long === "--namespace");
  if (namespace !== undefined) namespace.description = "only connections with an end in this namespace (default: all)";
  command.addHelpText("after", helpText("network map")).action(async (options: MapOptions) => {
    const { networkMap } = await import("../../use-cases/network/index.ts");
    const { by, namespace, ports, asWritten } = options;
    await ask(options, io, (model) =>
      networkMap(model, {
        ...(by === undefined ? {} : { by }),
        ...(namespace === undefined ? {} : { namespace }),
        ...(ports === undefined ? {} : { ports }),
        asWritten: asWritten === true,
      }),
    );
    outcome.exitCode = 0;
  });
}
