// plimsoll access who-can: who may do this?
import type { Command } from "commander";
import { servedResources } from "../../model/index.ts";
import { ask } from "../ask.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import { accessInputs, chainOptions, type ChainOptions } from "./access-inputs.ts";
import { requestWords, type RequestOptions } from "./request-words.ts";

interface WhoCanOptions extends QuestionOptions, ChainOptions, RequestOptions {
  readonly become?: true;
}

const nobody = { username: "" };

async function runWhoCan(words: readonly string[], options: WhoCanOptions, io: Io): Promise<void> {
  const asked = requestWords(words, options);
  const { accessView } = await import("../../checking/access/index.ts");
  const { accountFacts, askWhoCan, parseRawRequest, parseRequest } = await import("../../use-cases/access/index.ts");
  await ask(options, io, (model) => {
    const request =
      options.raw === true
        ? parseRawRequest(model.version.minor, nobody, asked.verb, asked.resource)
        : parseRequest(servedResources(model), nobody, asked);
    const nodes = model.parts.nodes.objects.map(({ metadata }) => metadata.name);
    const view = accessView(model, accessInputs(options, model.version.minor));
    return askWhoCan(view, request, { nodes, ...(options.become === true ? { become: accountFacts(model) } : {}) });
  });
}

/** Adds `access who-can`. */
export function addWhoCan(area: Command, io: Io): void {
  const command = area
    .command("who-can")
    .summary("who may do this?")
    .description("Lists everyone who may do something, by which means, and with --become who can become one of them.")
    .argument("<request...>", "verb, resource[.group][/subresource] and name; with --raw a method and a path")
    .option("--become", "also tell who can become someone who can")
    .option("--raw", "the request is a method and a path: --raw GET /healthz")
    .option("-A, --all-namespaces", "ask for all namespaces at once");
  chainOptions(command);
  questionOptions(command);
  command
    .addHelpText("after", helpText("access who-can"))
    .action((words: readonly string[], options: WhoCanOptions) => runWhoCan(words, options, io));
}
