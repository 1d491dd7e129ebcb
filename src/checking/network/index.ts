// The compiled network of a model, for checks and for questions.
export { networkParts, networkView, policyParts, type NetworkView } from "./network-view.ts";
export type { NetworkWorkload } from "./network-workloads.ts";
export { sensitiveReach, type SensitiveReach, type TargetReach } from "./sensitive-reach.ts";
export {
  sensitiveTargets,
  type SensitiveKind,
  type SensitiveTarget,
  type SensitiveTargets,
} from "./sensitive-targets.ts";
