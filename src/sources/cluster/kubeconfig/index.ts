// Reading kubeconfigs, for those who look at the files themselves.
export { chooseTarget } from "./choose-target.ts";
export { kubeconfigEntries } from "./kubeconfig-entries.ts";
export { FieldFault } from "./kubeconfig-fields.ts";
export { parseKubeconfig } from "./parse-kubeconfig.ts";
export { kubeconfigFiles, readKubeconfigBytes } from "./read-kubeconfig.ts";
export type { Target } from "./target.ts";
