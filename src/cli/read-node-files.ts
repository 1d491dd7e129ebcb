// Models that also hold what files of nodes say.
import { withCniConfigurations, type ClusterModel } from "../model/index.ts";
import { newestSupported } from "../facts/kubernetes-versions/index.ts";
import { noClusterSource, readCniConfigurations } from "../sources/node/index.ts";
import { loadModel } from "../use-cases/load-model/index.ts";
import type { InputOptions } from "./input-options.ts";
import type { Io } from "./io.ts";
import type { Config } from "./read-config.ts";
import { readModel } from "./read-model.ts";

/** Whether the command line names anything that holds API objects: on a node there may be no cluster to ask. */
function namesInput(paths: readonly string[], { sample, kubeconfig, context }: InputOptions): boolean {
  return paths.length > 0 || sample === true || kubeconfig !== undefined || context !== undefined;
}

/** Reads the input, if one is named, and the files below each of the folders. */
export async function readNodeFiles(
  roots: readonly string[],
  paths: readonly string[],
  options: InputOptions,
  config: Config,
  io: Io,
): Promise<ClusterModel> {
  const configurations = roots.flatMap(readCniConfigurations);
  const named = namesInput(paths, options);
  if (!named)
    io.err("note: only files of a node are read; name a cluster with --context, or files with -f, to have both\n");
  const model = named
    ? await readModel(paths, options, config, io)
    : await loadModel(noClusterSource(roots.join(", ")), { now: io.now(), newestSupported });
  return withCniConfigurations(model, configurations);
}
