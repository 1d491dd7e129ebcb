// plimsoll snapshot save, show and diff.
import { writeSnapshot } from "../actions/write-snapshot/index.ts";
import { newestSupported } from "../facts/kubernetes-versions/index.ts";
import type { ClusterModel } from "../model/index.ts";
import { snapshotSource } from "../sources/snapshot/index.ts";
import { loadModel } from "../use-cases/load-model/index.ts";
import { diffSnapshots, saveSnapshot, showSnapshot } from "../use-cases/snapshot/index.ts";
import type { InputOptions } from "./input-options.ts";
import type { Io } from "./io.ts";
import type { OutputOptions } from "./output-options.ts";
import { progressOf } from "./progress.ts";
import { readConfig } from "./read-config.ts";
import { readModel } from "./read-model.ts";
import { parseTargets, writeAnswer } from "./write-answer.ts";

const view = { verbose: true, groupBy: "owner" } as const;

async function readSnapshot(file: string, io: Io): Promise<ClusterModel> {
  const progress = progressOf(io);
  try {
    return await loadModel(snapshotSource(file), { now: io.now(), newestSupported }, progress);
  } finally {
    progress.finish();
  }
}

/** Reads an input and saves it; what was written is told on standard error. */
export async function runSnapshotSave(
  file: string,
  paths: readonly string[],
  options: InputOptions,
  io: Io,
): Promise<void> {
  const config = readConfig(undefined, io.env, { ...options });
  const model = await readModel(paths, options, config, io);
  const { data } = await saveSnapshot(model, file, writeSnapshot);
  io.err(
    `snapshot of ${data.objects} ${data.objects === 1 ? "object" : "objects"} written to ${file} (${Math.ceil(data.bytes / 1024)} KiB), without secrets\n`,
  );
  for (const { message, location } of model.problems) {
    io.err(`warning: ${location === undefined ? "" : `${location.file}:${location.line}: `}${message}\n`);
  }
}

/** Tells what is in a snapshot. */
export async function runSnapshotShow(file: string, options: OutputOptions, io: Io): Promise<void> {
  const targets = parseTargets(readConfig(undefined, io.env, { output: options.output }));
  await writeAnswer(targets, showSnapshot(await readSnapshot(file, io)), view, io);
}

/** Compares two snapshots; 1 when they differ, as diff does. */
export async function runSnapshotDiff(before: string, after: string, options: OutputOptions, io: Io): Promise<0 | 1> {
  const targets = parseTargets(readConfig(undefined, io.env, { output: options.output }));
  const answer = diffSnapshots(await readSnapshot(before, io), await readSnapshot(after, io));
  await writeAnswer(targets, answer, view, io);
  return answer.data.equal ? 0 : 1;
}
