// What the files of a node say about its network plugins: evidence no API object has.
import type { ClusterModel } from "./cluster-model.ts";
import type { Part } from "./part.ts";

/** One file of /etc/cni/net.d, as libcni reads it. */
export interface CniConfiguration {
  /** The folder the user named: which node it is of is not in it. */
  readonly root: string;
  /** Below /etc/cni/net.d. */
  readonly file: string;
  readonly name: string;
  /** Plugins of the chain, by their type, in the order they are called. */
  readonly types: readonly string[];
  /** The first file by name is the one that counts (libcni). */
  readonly counts: boolean;
  /** Why the file says nothing; runtimes skip it then. */
  readonly fault?: string;
}

/** What holds unless a node's files are given; snapshots do not carry them. */
export const noCniConfigurations: Part<CniConfiguration> = {
  status: "not-collected",
  objects: [],
  gap: {
    reason: "no files of a node were given",
    remedy: "run it on a node, or copy /etc/cni/net.d from one, and name the folder with --node-root",
  },
};

/** The model with what the files of one node say. */
export function withCniConfigurations(model: ClusterModel, configurations: readonly CniConfiguration[]): ClusterModel {
  const objects = [...model.parts["node/cni"].objects, ...configurations];
  const gap = { reason: "the files of the other nodes were not given", remedy: "name their folders too" };
  return { ...model, parts: { ...model.parts, "node/cni": { status: "given", objects, gap } } };
}
