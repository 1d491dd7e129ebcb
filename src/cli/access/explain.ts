// plimsoll access explain: why was this refused?
import type { Command } from "commander";
import { ask } from "../ask.ts";
import { collect } from "../collect.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import { accessInputs, chainOptions, type ChainOptions } from "./access-inputs.ts";

interface ExplainOptions extends QuestionOptions, ChainOptions {
  readonly asGroup?: readonly string[];
}

/** A message is short, an event at most a few megabytes. */
const mostBytes = 16 * 1024 * 1024;

async function readInput(io: Io): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of io.stdin) {
    length += chunk.length;
    if (length > mostBytes) break;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

async function runExplain(words: readonly string[], options: ExplainOptions, io: Io): Promise<void> {
  const text = words.length === 1 && words[0] === "-" ? await readInput(io) : words.join(" ");
  const { accessView } = await import("../../checking/access/index.ts");
  const { askExplain, parseRefusal } = await import("../../use-cases/access/index.ts");
  parseRefusal(text, "1.37", options.namespace);
  await ask(options, io, (model) => {
    const version = model.version.minor;
    const view = accessView(model, accessInputs(options, version));
    return askExplain(view, parseRefusal(text, version, options.namespace), options.asGroup ?? []);
  });
}

/** Adds `access explain`. */
export function addExplain(area: Command, io: Io): void {
  const command = area
    .command("explain")
    .summary("why was this refused, and what would allow it?")
    .description("Tells which rule a refused request lacks, and the least Role that would allow it.")
    .argument("<message...>", "a 403 message or audit events, or - for them on standard input")
    .option("--as-group <group>", "a group of the user: messages do not tell them", collect);
  chainOptions(command);
  questionOptions(command);
  command
    .addHelpText("after", helpText("access explain"))
    .action((words: readonly string[], options: ExplainOptions) => runExplain(words, options, io));
}
