// What was seen of a cluster.
export { boundRole, type RbacRole } from "./bound-role.ts";
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
export { derive } from "./derive.ts";
export { findingIdentity, lastingPath, ownerOf } from "./finding-identity.ts";
export { heldPowers, rbacParts, type HeldPower, type HeldPowers } from "./held-powers.ts";
export { ingressFor } from "./ingress-backends.ts";
export { ownersOf, workloadParts, type Owners, type WorkloadPart } from "./owners.ts";
export { gapOf, type Gap, type Part } from "./part.ts";
export type { Progress, Reading, Source } from "./reading.ts";
export { roleHolders, type Binding, type Holder } from "./role-holders.ts";
export { powers, type Power } from "./role-powers.ts";
export { serviceSelection, type ServiceSelection } from "./service-selection.ts";
export { serviceAccountOf, workloadLookup, type WorkloadLookup } from "./workload-lookup.ts";
export { workloads, type Workload } from "./workloads.ts";
