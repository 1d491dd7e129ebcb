// One question, from the command line to its answer: reads the input, asks, draws.
import type { Answer } from "../core/index.ts";
import type { Arrival, ClusterModel } from "../model/index.ts";
import type { InputOptions } from "./input-options.ts";
import type { Io } from "./io.ts";
import type { QuestionOptions } from "./question-options.ts";
import { readConfig } from "./read-config.ts";
import { readModel } from "./read-model.ts";
import { parseTargets, writeAnswer } from "./write-answer.ts";

/** What is asked of the model. */
export type Question<D> = (model: ClusterModel) => Answer<D> | Promise<Answer<D>>;

/** Reads what the options name; `paths` stand in place of those of --filename, `observe` sees objects as `loadModel` tells. */
export async function readQuestioned(
  options: QuestionOptions,
  io: Io,
  paths: readonly string[] = options.filename ?? [],
  observe?: Arrival,
): Promise<ClusterModel> {
  // These say what the question is about, not what is read.
  const about = new Set(["namespace", "filename", "as", "asGroup", "asUid", "allNamespaces", "nodeRoot"]);
  const input: InputOptions = Object.fromEntries(Object.entries(options).filter(([name]) => !about.has(name)));
  const config = readConfig(undefined, io.env, { ...input });
  if (options.nodeRoot === undefined) return readModel(paths, input, config, io, observe);
  const { readNodeFiles } = await import("./read-node-files.ts");
  return readNodeFiles(options.nodeRoot, paths, input, config, io);
}

/** Draws an answer as `-o` says. */
export async function writeQuestioned(answer: Answer<unknown>, options: QuestionOptions, io: Io): Promise<void> {
  const config = readConfig(undefined, io.env, { ...options });
  const view = { verbose: options.verbose === true, groupBy: config.groupBy };
  await writeAnswer(parseTargets(config), answer, view, io);
}

/** Asks, and answers the data, for the exit code. Wrong `-o` is told before anything is read. */
export async function ask<D>(options: QuestionOptions, io: Io, question: Question<D>): Promise<D> {
  parseTargets(readConfig(undefined, io.env, { ...options }));
  const answer = await question(await readQuestioned(options, io));
  await writeQuestioned(answer, options, io);
  return answer.data;
}
