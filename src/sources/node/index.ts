// Files of a node: copied from it, or those of the node itself.
export { readCniConfigurations } from "./read-cni-configurations.ts";
export { noClusterSource } from "./no-cluster-source.ts";
