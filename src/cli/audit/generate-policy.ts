// plimsoll audit policy generate: a policy for a purpose.
import { Option, type Command } from "commander";
import { profileNames, type ProfileName } from "../../use-cases/audit/index.ts";
import { collect } from "../collect.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { readConfig } from "../read-config.ts";
import { parseTargets, writeAnswer } from "../write-answer.ts";

interface GenerateOptions {
  readonly profile: ProfileName;
  readonly output?: readonly string[];
}

async function runGenerate({ profile, output }: GenerateOptions, io: Io): Promise<void> {
  const config = readConfig(undefined, io.env, { output });
  const targets = parseTargets(config);
  const { generateAuditPolicy } = await import("../../use-cases/audit/index.ts");
  const answer = generateAuditPolicy(profile);
  // The file itself, ready to be redirected, unless another form is asked for.
  if (output === undefined) io.out(answer.data.text);
  else await writeAnswer(targets, answer, { verbose: true, groupBy: config.groupBy }, io);
}

/** Adds `audit policy generate`. */
export function addGenerate(policy: Command, io: Io): void {
  policy
    .command("generate")
    .summary("a policy for a purpose")
    .description("Prints an audit policy for a purpose, every rule with its reason.")
    .addOption(new Option("--profile <name>", "what the policy is for").choices(profileNames).makeOptionMandatory())
    .option("-o, --output <format[=file]>", "json or another form instead of the file itself", collect)
    .addHelpText("after", helpText("audit policy generate"))
    .action((options: GenerateOptions) => runGenerate(options, io));
}
