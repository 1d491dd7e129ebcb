// plimsoll access can: may this user do this?
import { Option, type Command } from "commander";
import { servedResources } from "../../model/index.ts";
import type { AccessCan, Impersonated } from "../../use-cases/access/index.ts";
import { ask } from "../ask.ts";
import { collect } from "../collect.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import type { Outcome } from "../run-cli.ts";
import { accessInputs, chainOptions, type ChainOptions } from "./access-inputs.ts";
import { requestWords, type RequestOptions } from "./request-words.ts";
import { subjectOf, subjectOptions, usernameOf, type SubjectOptions } from "./subject.ts";

interface CanOptions extends QuestionOptions, SubjectOptions, ChainOptions, RequestOptions {
  readonly strict?: true;
  readonly impersonate?: string;
  readonly impersonateGroup?: readonly string[];
  readonly impersonateUid?: string;
}

/** Whom the request is to be made as, if anybody. */
function impersonatedBy({ impersonate, impersonateGroup = [], impersonateUid }: CanOptions): Impersonated | undefined {
  if (impersonate === undefined && impersonateGroup.length === 0 && impersonateUid === undefined) return undefined;
  const uid = impersonateUid === undefined ? {} : { uid: impersonateUid };
  return { username: usernameOf(impersonate ?? ""), groups: impersonateGroup, ...uid };
}

type Decided = Pick<AccessCan, "answer" | "asSeen">;

async function runCan(words: readonly string[], options: CanOptions, io: Io): Promise<0 | 1> {
  const user = subjectOf(options);
  const asked = requestWords(words, options);
  const { accessView } = await import("../../checking/access/index.ts");
  const { askCan, askImpersonated, parseRawRequest, parseRequest } = await import("../../use-cases/access/index.ts");
  const { answer, asSeen } = await ask<Decided>(options, io, async (model) => {
    const request =
      options.raw === true
        ? parseRawRequest(model.version.minor, user, asked.verb, asked.resource)
        : parseRequest(servedResources(model), user, asked);
    const given = accessInputs(options, model.version.minor);
    const impersonated = impersonatedBy(options);
    if (impersonated !== undefined) return askImpersonated(accessView(model, given), request, impersonated);
    if (options.callWebhooks !== true) return askCan(accessView(model, given), request);
    const { callWebhooks } = await import("./call-webhooks.ts");
    return askCan(accessView(model, await callWebhooks(model, given, request.attributes, options, io)), request);
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
    .option("--impersonate <user>", "the request asks to be taken for this user")
    .option("--impersonate-group <group>", "and for a member of this group", collect)
    .option("--impersonate-uid <uid>", "and for this UID")
    .option("--strict", "exit 1 where the answer rests on what was not seen");
  chainOptions(command);
  command
    .option("--call-webhooks", "ask the real webhooks; without it nothing is sent to them")
    .option(
      "--authorization-webhook-config-file <file>",
      "the kubeconfig that leads to the webhook, as the API server's flag",
    )
    .addOption(
      new Option("--authorization-webhook-version <version>", "version of the review the webhook is sent").choices([
        "v1",
        "v1beta1",
      ]),
    );
  questionOptions(command);
  command.addHelpText("after", helpText("access can")).action(async (words: readonly string[], options: CanOptions) => {
    outcome.exitCode = await runCan(words, options, io);
  });
}
