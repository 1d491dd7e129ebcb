// plimsoll access can: may this user do this?
import type { Command } from "commander";
import { PlimsollError } from "../../core/index.ts";
import { ask } from "../ask.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import type { Outcome } from "../run-cli.ts";
import { accessInputs, chainOptions, type ChainOptions } from "./access-inputs.ts";
import { subjectOf, subjectOptions, type SubjectOptions } from "./subject.ts";

interface CanOptions extends QuestionOptions, SubjectOptions, ChainOptions {
  readonly raw?: true;
  readonly allNamespaces?: true;
  readonly strict?: true;
}

function wordsOf(words: readonly string[], { namespace = "default", allNamespaces }: CanOptions) {
  const [verb, resource, name, ...more] = words;
  if (verb === undefined || resource === undefined || more.length > 0)
    throw new PlimsollError("PLIMSOLL_USAGE", {
      message: "the request cannot be understood",
      hint: "write <verb> <resource[.group][/subresource]> [name], or --raw <METHOD> <path>",
    });
  const scope = allNamespaces === true ? {} : { namespace };
  return { verb, resource, ...(name === undefined ? {} : { name }), ...scope };
}

async function runCan(words: readonly string[], options: CanOptions, io: Io): Promise<0 | 1> {
  const user = subjectOf(options);
  const asked = wordsOf(words, options);
  const { accessView } = await import("../../checking/access/index.ts");
  const { askCan, parseRawRequest, parseRequest } = await import("../../use-cases/access/index.ts");
  const { answer, asSeen } = await ask(options, io, (model) => {
    const request =
      options.raw === true
        ? parseRawRequest(model, user, asked.verb, asked.resource)
        : parseRequest(model, user, asked);
    return askCan(accessView(model, accessInputs(options, model.version.minor)), request);
  });
  if (answer !== "unknown") return answer === "yes" ? 0 : 1;
  return asSeen === "allow" && options.strict !== true ? 0 : 1;
}

/** Adds `access can`. */
export function addCan(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("can")
    .summary("may this user do this?")
    .description("Tells whether a user may do something, as the API server's authorizers decide it, and why.")
    .argument("<request...>", "verb, resource[.group][/subresource] and name; with --raw a method and a path");
  subjectOptions(command);
  command
    .option("--raw", "the request is a method and a path: --raw GET /healthz")
    .option("-A, --all-namespaces", "ask for all namespaces at once")
    .option("--strict", "exit 1 where the answer rests on what was not seen");
  chainOptions(command);
  questionOptions(command);
  command.addHelpText("after", helpText("access can")).action(async (words: readonly string[], options: CanOptions) => {
    outcome.exitCode = await runCan(words, options, io);
  });
}
