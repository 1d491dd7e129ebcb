// plimsoll audit policy explain: what is recorded of a request?
import { Option, type Command } from "commander";
import { resourcesOf } from "../../facts/api-resources/index.ts";
import type { AskedEnding } from "../../use-cases/audit/index.ts";
import { requestWords, subjectOf, subjectOptions, type RequestOptions, type SubjectOptions } from "../access/index.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import type { Outcome } from "../run-cli.ts";
import { askOfPolicy, policyOptions, type PolicyOptions } from "./policy-file.ts";

interface ExplainOptions extends PolicyOptions, SubjectOptions, RequestOptions {
  readonly ending: AskedEnding;
}

async function runExplain(file: string, words: readonly string[], options: ExplainOptions, io: Io): Promise<0 | 1> {
  const user = subjectOf(options);
  const asked = requestWords(words, options);
  const { explainAuditPolicy } = await import("../../use-cases/audit/index.ts");
  const { parseRawRequest, parseRequest } = await import("../../use-cases/access/index.ts");
  const { stages } = await askOfPolicy(file, options, io, (input) => {
    const { attributes } =
      options.raw === true
        ? parseRawRequest(input.version, user, asked.verb, asked.resource)
        : parseRequest(resourcesOf(input.version), user, asked);
    return explainAuditPolicy(input, attributes, options.ending);
  });
  return stages.length > 0 ? 0 : 1;
}

/** Adds `audit policy explain`. */
export function addExplain(policy: Command, io: Io, outcome: Outcome): void {
  const command = policy
    .command("explain")
    .summary("what is recorded of a request, by which rule?")
    .description("Tells what an audit policy records of a request: level, stages, bodies, and the rule that decides.");
  policyOptions(command);
  command.argument("<request...>", "verb, resource[.group][/subresource] and name; with --raw a method and a path");
  subjectOptions(command);
  command
    .option("-n, --namespace <name>", "namespace of the request (default: default)")
    .option("-A, --all-namespaces", "the request is for all namespaces at once")
    .option("--raw", "the request is a method and a path: --raw GET /healthz")
    .addOption(
      new Option("--ending <how>", "how the request ends")
        .choices(["answered", "forbidden", "unauthenticated"])
        .default("answered"),
    )
    .addHelpText("after", helpText("audit policy explain"))
    .action(async (file: string, words: readonly string[], options: ExplainOptions) => {
      outcome.exitCode = await runExplain(file, words, options, io);
    });
}
