// plimsoll network reach: who talks to whom, with the reasons.
import type { Command } from "commander";
import { PlimsollError } from "../../core/index.ts";
import { ask } from "../ask.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { nodeOptions } from "./node-options.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import type { Outcome } from "../run-cli.ts";
import type { NetworkReach, NetworkReachAll } from "../../use-cases/network/index.ts";

interface ReachOptions extends QuestionOptions {
  readonly port?: string;
  readonly to?: string;
  readonly reverse?: true;
}

interface Ends {
  readonly from?: string;
  readonly to?: string;
}

function endsOf(from: string | undefined, target: string | undefined, { to: option, reverse }: ReachOptions): Ends {
  const hint = "write `network reach FROM TO`, `network reach FROM`, or `network reach --to TO`";
  if (target !== undefined && option !== undefined)
    throw new PlimsollError("PLIMSOLL_USAGE", { message: "TO is given twice", hint });
  const to = target ?? option;
  if (from === undefined && to === undefined)
    throw new PlimsollError("PLIMSOLL_USAGE", { message: "nobody is asked about", hint });
  const ends = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  if (reverse !== true) return ends;
  return { ...(from === undefined ? {} : { to: from }), ...(to === undefined ? {} : { from: to }) };
}

/** Adds the verb. */
export function addReach(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("reach")
    .description(
      "Tells whether FROM can talk to TO, or all that FROM reaches, with every policy and rule that was asked.",
    )
    .argument(
      "[from]",
      "pod, KIND/NAME, ns/NAME, labels, address or block, svc/NAME, internet, metadata, apiserver, node/NAME",
    )
    .argument("[to]", "the same; none: everything FROM reaches")
    .option("--to <to>", "without FROM: everything that reaches TO")
    .option("--reverse", "ask the other way round")
    .option("--port <port>", "only this port: 443, 53/UDP, or a port's name (default: any)");
  nodeOptions(command);
  questionOptions(command);
  command
    .addHelpText("after", helpText("network reach"))
    .action(async (from: string | undefined, target: string | undefined, options: ReachOptions) => {
      const ends = endsOf(from, target, options);
      const { networkReach, networkReachAll } = await import("../../use-cases/network/index.ts");
      const { port, namespace, verbose } = options;
      const shared = {
        ...(port === undefined ? {} : { port }),
        ...(namespace === undefined ? {} : { namespace }),
        verbose: verbose === true,
      };
      const { answer } = await ask<NetworkReach | NetworkReachAll>(options, io, (model) => {
        if (ends.from !== undefined && ends.to !== undefined)
          return networkReach(model, { ...shared, from: ends.from, to: ends.to });
        const direction = ends.from === undefined ? "ingress" : "egress";
        return networkReachAll(model, { ...shared, party: ends.from ?? ends.to ?? "", direction });
      });
      outcome.exitCode = answer === "yes" ? 0 : 1;
    });
}
