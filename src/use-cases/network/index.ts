// Questions about the network: who can talk to whom, why, what changes, and what is wrong with the policies.
export { networkReach, type NetworkReach } from "./reach/reach.ts";
export { networkReachAll, type NetworkReachAll } from "./reach/reach-all.ts";
export { networkMap, type MapRequest } from "./map/network-map.ts";
export type { NetworkMap } from "./map/map-data.ts";
export { networkExplain, type NetworkExplain } from "./explain/network-explain.ts";
export { networkDiff, networkWhatIf, type NetworkDiff, type PolicyEdit } from "./diff/network-diff.ts";
export { networkLint, type LintFinding, type NetworkLint } from "./lint/network-lint.ts";
export { networkPluginReport, type NetworkPluginReport } from "./plugin/network-plugin-report.ts";
export { networkSensitive, type NetworkSensitive, type SensitiveRequest } from "./sensitive/network-sensitive.ts";
export { networkGenerate, isProven, type GenerateRequest, type NetworkGenerate } from "./generate/network-generate.ts";
export { generateNotices } from "./generate/generate-document.ts";
export { MentionCollector } from "./generate/mentions.ts";
