// plimsoll network explain: what isolates a pod or workload.
import type { Command } from "commander";
import { ask } from "../ask.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { nodeOptions } from "./node-options.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";

/** Adds the verb. */
export function addExplain(area: Command, io: Io): void {
  const command = area
    .command("explain")
    .description(
      "Explains what isolates a pod or workload, in and out, what is left open, and whether that has effect.",
    )
    .argument("<who>", "pod, KIND/NAME, ns/NAME, labels or svc/NAME");
  nodeOptions(command);
  questionOptions(command);
  command.addHelpText("after", helpText("network explain")).action(async (who: string, options: QuestionOptions) => {
    const { networkExplain } = await import("../../use-cases/network/index.ts");
    const { namespace, verbose } = options;
    await ask(options, io, (model) =>
      networkExplain(model, {
        subject: who,
        ...(namespace === undefined ? {} : { namespace }),
        verbose: verbose === true,
      }),
    );
  });
}
