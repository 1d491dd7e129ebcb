// plimsoll access review: what may this subject do?
import type { Command } from "commander";
import { withImpliedGroups } from "../../checking/access/index.ts";
import type { UserInfo } from "../../kubernetes/index.ts";
import { ask } from "../ask.ts";
import { collect } from "../collect.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import { accessInputs, chainOptions, type ChainOptions } from "./access-inputs.ts";
import { usernameOf } from "./subject.ts";

interface ReviewOptions extends QuestionOptions, ChainOptions {
  readonly asGroup?: readonly string[];
}

/** `group:dev` is whoever carries the group, and nothing else. */
function reviewed(text: string, groups: readonly string[] = []): UserInfo {
  if (text.startsWith("group:")) return { username: "", groups: [text.slice("group:".length), ...groups] };
  return withImpliedGroups({ username: usernameOf(text), groups });
}

async function runReview(subject: string, options: ReviewOptions, io: Io): Promise<void> {
  const user = reviewed(subject, options.asGroup);
  const { accessView } = await import("../../checking/access/index.ts");
  const { askReview } = await import("../../use-cases/access/index.ts");
  await ask(options, io, (model) => askReview(accessView(model, accessInputs(options, model.version.minor)), user));
}

/** Adds `access review`. */
export function addReview(area: Command, io: Io): void {
  const command = area
    .command("review")
    .summary("what may this subject do?")
    .description(
      "Shows all rights of a subject, in the cluster and in each namespace, as a matrix and as minimal rules.",
    )
    .argument("<subject>", "a user, sa:namespace/name for a service account, or group:name")
    .option("--as-group <group>", "a group of the user; those the API server adds are added", collect);
  chainOptions(command);
  questionOptions(command);
  command
    .addHelpText("after", helpText("access review"))
    .action((subject: string, options: ReviewOptions) => runReview(subject, options, io));
}
