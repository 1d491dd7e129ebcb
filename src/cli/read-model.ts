// From a command line to the model it asks for.
import { newestSupported } from "../facts/kubernetes-versions/index.ts";
import type { Arrival, ClusterModel } from "../model/index.ts";
import { loadModel } from "../use-cases/load-model/index.ts";
import { chooseSource, requestedTime, requestedVersion } from "./choose-source.ts";
import type { InputOptions } from "./input-options.ts";
import type { Io } from "./io.ts";
import { progressOf } from "./progress.ts";
import type { Config } from "./read-config.ts";

/** Reads an input into a model, with progress for a person; `observe` sees objects as `loadModel` tells. */
export async function readModel(
  paths: readonly string[],
  options: InputOptions,
  config: Config,
  io: Io,
  observe?: Arrival,
): Promise<ClusterModel> {
  const asked: InputOptions = {
    ...options,
    ...(config.secrets ? { secrets: true } : {}),
    ...(config.complete ? { complete: true } : {}),
  };
  const minor = requestedVersion(config.kubernetesVersion);
  const asOf = requestedTime(options.asOf);
  const progress = progressOf(io);
  try {
    const modelOptions = {
      now: io.now(),
      newestSupported,
      ...(asOf === undefined ? {} : { asOf }),
      ...(minor === undefined ? {} : { version: minor }),
    };
    return await loadModel(await chooseSource(paths, asked, io), modelOptions, progress, observe);
  } finally {
    progress.finish();
  }
}
