// plimsoll network sensitive: who reaches metadata services, other nodes and the control plane.
import type { Command } from "commander";
import { ask } from "../ask.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import type { Outcome } from "../run-cli.ts";
import { nodeOptions } from "./node-options.ts";

/** Adds the verb. */
export function addSensitive(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("sensitive")
    .description(
      "Tells which workloads reach the cloud's metadata service, kubelets, the API server, etcd and nodes' shells.",
    );
  nodeOptions(command);
  questionOptions(command);
  command.addHelpText("after", helpText("network sensitive")).action(async (options: QuestionOptions) => {
    const { networkSensitive } = await import("../../use-cases/network/index.ts");
    const { namespace, verbose } = options;
    const { answer } = await ask(options, io, (model) =>
      networkSensitive(model, { ...(namespace === undefined ? {} : { namespace }), verbose: verbose === true }),
    );
    outcome.exitCode = answer === "no" ? 0 : 1;
  });
}
