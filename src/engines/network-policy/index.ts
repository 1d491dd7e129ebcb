// Who can talk to whom: NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy.
export {
  allPairs,
  classesOf,
  ownNodePairs,
  podPairs,
  portRangesOf,
  type ClassRow,
  type EndpointClass,
} from "./all-pairs.ts";
export { compile, type Compiled } from "./compile.ts";
export { connections, type Bypass, type Connections } from "./connections.ts";
export { nodeNumber, podNumber, type Endpoint, type UnlistedPod } from "./endpoint.ts";
export {
  defaultNetworkOptions,
  type ContainerPort,
  type NamespaceInput,
  type NetworkInput,
  type NetworkOptions,
  type NodeInput,
  type PodInput,
} from "./input.ts";
export { selectsPod } from "./match-peer.ts";
export { parsePolicies, policyKindOf, type ParsedPolicies } from "./parse-policies.ts";
export {
  policyKey,
  type Direction,
  type Policy,
  type PolicyKind,
  type Protocol,
  type Rule,
  type Tier,
} from "./policy.ts";
export type { PolicyProblem, ProblemCode } from "./policy-problem.ts";
export type { PortRanges } from "./port-space.ts";
export {
  containerPortsOf,
  parseCluster,
  parseNamespace,
  parseNode,
  parsePod,
  type ParsedCluster,
} from "./parse-cluster.ts";
export { diff, type ChangedSide, type ConnectionChange } from "./diff.ts";
export { withPolicies, type PolicyChange } from "./with-policies.ts";
export {
  explain,
  type DecidedBy,
  type DirectionTrace,
  type PolicyVisit,
  type RuleVisit,
  type Trace,
  type Verdict,
} from "./explain.ts";
export { exposure, type DirectionExposure, type ExposedPeer, type ExposedPorts } from "./exposure.ts";
export {
  backendsOf,
  parseService,
  reachService,
  type Backend,
  type ServiceEntry,
  type ServiceInput,
  type ServicePort,
} from "./service-backends.ts";
