// The compiled network of a model, for checks and for questions.
export { networkView, policyParts, type NetworkView } from "./network-view.ts";
export type { NetworkWorkload } from "./network-workloads.ts";
export { networkOutline, type NetworkOutline } from "./network-outline.ts";
export {
  outlinedReach,
  sensitiveReach,
  type Asking,
  type SensitiveReach,
  type TargetReach,
} from "./sensitive-reach.ts";
export type { SensitiveKind, SensitiveTarget } from "./sensitive-targets.ts";
export { closedFinding, networkReads, policyReads, tierReads, tiersGap } from "./network-reads.ts";
export { denyingPolicies } from "./denying-policies.ts";
export { isForEverybody } from "./everybody.ts";
export { serviceMeshes } from "./service-mesh.ts";
export { keepsFromPods } from "./telling-exceptions.ts";
export { policyObjects } from "./policy-objects.ts";
export { reachByNamespace, type NamespaceReach, type TargetSummary } from "./reach-by-namespace.ts";
