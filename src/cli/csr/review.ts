// plimsoll csr review: should this request be approved?
import type { Command } from "commander";
import { PlimsollError } from "../../core/index.ts";
import { withImpliedGroups } from "../../checking/access/index.ts";
import { ask } from "../ask.ts";
import { usernameOf } from "../access/index.ts";
import { collect } from "../collect.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import type { Outcome } from "../run-cli.ts";
import { isText, readText, requestNamed } from "./read-argument.ts";
import { signerOptions, signingInputs, type SignerOptions } from "./signing-inputs.ts";

interface ReviewOptions extends QuestionOptions, SignerOptions {
  readonly signer: string;
  readonly usages?: readonly string[];
  readonly as?: string;
  readonly asGroup?: readonly string[];
}

const clientUsages = ["digital signature", "key encipherment", "client auth"];

async function runReview(argument: string, options: ReviewOptions, io: Io): Promise<0 | 1> {
  const { askCsrReview, readRequest, signingWorld } = await import("../../use-cases/csr/index.ts");
  const { signer, usages = clientUsages, as, asGroup = [] } = options;
  const requestor = as === undefined ? undefined : withImpliedGroups({ username: usernameOf(as), groups: asGroup });
  const terms = { name: "reviewed", signerName: signer, usages };
  const read = isText(argument) ? await readText(argument, terms, io) : undefined;
  const { verdict } = await ask(options, io, (model) => {
    const reading = readRequest(read ?? requestNamed(model, argument), requestor);
    if ("problem" in reading)
      throw new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", {
        message: `${argument} cannot be read: ${reading.problem}`,
        hint: "make the request anew: plimsoll csr create",
      });
    return askCsrReview(signingWorld(model, signingInputs(options, model.version.minor)), reading);
  });
  return verdict === "approve" ? 0 : 1;
}

/** Adds `csr review`. */
export function addReview(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("review")
    .summary("should this request be approved?")
    .description("Judges a signing request: the signer's rules, what its certificate would grant, approve or deny.")
    .argument("<request>", "name of a request, a file with one (object or bare PKCS#10 PEM), or - for standard input")
    .option("--signer <name>", "the signer a bare PKCS#10 request is for", "kubernetes.io/kube-apiserver-client")
    .option("--usages <list>", "the usages a bare PKCS#10 request is for (default: those of a client)", collect)
    .option("--as <user>", "who asks, where the request does not say: a user, or sa:namespace/name")
    .option("--as-group <group>", "a group of who asks", collect);
  signerOptions(command);
  questionOptions(command);
  command.addHelpText("after", helpText("csr review")).action(async (argument: string, options: ReviewOptions) => {
    outcome.exitCode = await runReview(argument, options, io);
  });
}
