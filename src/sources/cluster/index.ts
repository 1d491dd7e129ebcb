// Reading a live cluster.
export { clusterSource } from "./cluster-source.ts";
export type { ClusterOptions, Pacing } from "./cluster-options.ts";
