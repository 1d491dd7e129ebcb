// The words kubectl takes for kinds, as far as questions about the network name them.

/** What a word stands for: a kind of workload, or something else with an address. */
export type KindWord =
  | "Pod"
  | "Deployment"
  | "ReplicaSet"
  | "StatefulSet"
  | "DaemonSet"
  | "ReplicationController"
  | "Job"
  | "CronJob"
  | "Service"
  | "Namespace"
  | "Node";

/** Kind, its words without a group, and its group. */
const words: readonly (readonly [KindWord, readonly string[], string])[] = [
  ["Pod", ["pod", "pods", "po"], ""],
  ["Deployment", ["deployment", "deployments", "deploy"], "apps"],
  ["ReplicaSet", ["replicaset", "replicasets", "rs"], "apps"],
  ["StatefulSet", ["statefulset", "statefulsets", "sts"], "apps"],
  ["DaemonSet", ["daemonset", "daemonsets", "ds"], "apps"],
  ["ReplicationController", ["replicationcontroller", "replicationcontrollers", "rc"], ""],
  ["Job", ["job", "jobs"], "batch"],
  ["CronJob", ["cronjob", "cronjobs", "cj"], "batch"],
  ["Service", ["service", "services", "svc"], ""],
  ["Namespace", ["namespace", "namespaces", "ns"], ""],
  ["Node", ["node", "nodes", "no"], ""],
];

/** The kind of `deploy`, `deployment.apps` or `deployments.v1.apps`; undefined for other words. Case does not matter. */
export function kindOfWord(text: string): KindWord | undefined {
  const [word = "", ...rest] = text.toLowerCase().split(".");
  const group = /^v\d/.test(rest[0] ?? "") ? rest.slice(1).join(".") : rest.join(".");
  const found = words.find(([, names]) => names.includes(word));
  return found !== undefined && (rest.length === 0 || group === found[2]) ? found[0] : undefined;
}

/** All words, for "did you mean". */
export const kindWords: readonly string[] = words.flatMap(([, names]) => names);
