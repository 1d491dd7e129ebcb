// Reading a live cluster.
export { clusterSource } from "./cluster-source.ts";
export type { ClusterOptions, Pacing } from "./cluster-options.ts";
export type { Connection } from "./connection/connect.ts";
export { openCluster, type OpenCluster } from "./open-cluster.ts";
export { openConnection } from "./open-connection.ts";
