// What was seen of a cluster.
export { aggregateClusterRoles, ruleKey } from "./aggregate-cluster-roles.ts";
export { allRoles, boundRole, type RbacRole } from "./bound-role.ts";
export { buildModel, type ModelOptions } from "./build-model.ts";
export type {
  ClusterModel,
  InputProblem,
  Locate,
  Origin,
  OtherKind,
  PartName,
  Parts,
  VersionSeen,
} from "./cluster-model.ts";
export {
  componentNames,
  readFlags,
  type ComponentInstance,
  type ComponentName,
  type ObservedFlag,
} from "./components.ts";
export { SnapshotDecoder } from "./decode-snapshot.ts";
export { derive } from "./derive.ts";
export { encodeSnapshot } from "./encode-snapshot.ts";
export { effectiveRules } from "./effective-rules.ts";
export { findingIdentity, lastingPath, ownerOf } from "./finding-identity.ts";
export { powersOfRules } from "./role-powers.ts";
export { heldPowers, rbacParts, type HeldPower, type HeldPowers } from "./held-powers.ts";
export { ingressFor } from "./ingress-backends.ts";
export { withCniConfigurations, type CniConfiguration } from "./cni-configuration.ts";
export {
  networkPlugin,
  pluginParts,
  type DetectedPlugin,
  type Enforcement,
  type NetworkPlugin,
  type NodeGap,
} from "./network-plugin.ts";
export { hasDefaultLimit } from "./limit-defaults.ts";
export { ownersOf, workloadParts, type Owners, type WorkloadPart } from "./owners.ts";
export { gapOf, type Gap, type Part } from "./part.ts";
export { snapshotFault } from "./read-snapshot-header.ts";
export { policiesIn } from "./policies-in.ts";
export type { Arrival, Progress, Reading, Source } from "./reading.ts";
export { allBindings, roleHolders, type Binding, type Holder } from "./role-holders.ts";
export { isNamed, powers, type Power } from "./role-powers.ts";
export { secretReferences, type SecretReference } from "./secret-references.ts";
export { serviceSelection, type ServiceGroup, type ServiceSelection } from "./service-selection.ts";
export { bindingsOf } from "./subject-bindings.ts";
export { holdsToken, mountsToken } from "./token-mounting.ts";
export { serviceAccountOf, workloadLookup, type WorkloadLookup } from "./workload-lookup.ts";
export { snapshotFormat, type SnapshotHeader } from "./snapshot-header.ts";
export { webhooks, type PlacedWebhook, type Webhook } from "./webhooks.ts";
export { workloads, type Workload } from "./workloads.ts";
export { servedResources, type ServedResource, type ServedSeen } from "./served-resources.ts";
export { patchedModel, type NamedObject } from "./patched-model.ts";
export {
  certificateParts,
  holdingGaps,
  isKubeconfig,
  kubeconfigEntries,
  kubeconfigHoldings,
  objectHoldings,
  readEncodedItems,
  readItems,
  type FileFacts,
  type HeldItem,
  type Holding,
  type HoldingPurpose,
  type KubeconfigEntries,
  type KubeconfigUser,
  type PublicHalf,
} from "./holdings/index.ts";
