// Table: what every node may do whatever runs on it (plugin/pkg/auth/authorizer/rbac/bootstrappolicy NodeRules, 1.20 to 1.37).
import { compareMinor, type Minor } from "../../../core/index.ts";
import { isGateOn, type FeatureGate, type FeatureGates, type PolicyRule } from "../../../kubernetes/index.ts";

interface NodeRule {
  readonly rule: PolicyRule;
  readonly gate?: FeatureGate;
  readonly since?: Minor;
}

const rule = (verbs: string, apiGroups: string, resources: string): PolicyRule => ({
  verbs: verbs.split(" "),
  apiGroups: apiGroups.split(" ").map((group) => (group === "core" ? "" : group)),
  resources: resources.split(" "),
});

const reads = "get list watch";
const certificates = "certificates.k8s.io";
const resource = "resource.k8s.io";
const storage = "storage.k8s.io";

const table: readonly NodeRule[] = [
  { rule: rule("create", "authentication.k8s.io", "tokenreviews") },
  { rule: rule("create", "authorization.k8s.io", "subjectaccessreviews localsubjectaccessreviews") },
  { rule: rule(reads, "core", "services") },
  { rule: rule("create get list watch", "core", "nodes") },
  { rule: rule("update patch", "core", "nodes/status") },
  { rule: rule("update patch", "core", "nodes") },
  { rule: rule("create update patch", "core", "events") },
  { rule: rule("create update patch", "events.k8s.io", "events"), since: "1.35" },
  { rule: rule(reads, "core", "pods") },
  { rule: rule("create delete", "core", "pods") },
  { rule: rule("update patch", "core", "pods/status") },
  { rule: rule("create", "core", "pods/eviction") },
  { rule: rule(reads, "core", "secrets configmaps") },
  { rule: rule("get", "core", "persistentvolumeclaims persistentvolumes") },
  { rule: rule("get", "core", "endpoints") },
  { rule: rule("create get list watch", certificates, "certificatesigningrequests") },
  { rule: rule("get create update patch delete", "coordination.k8s.io", "leases") },
  { rule: rule("get", storage, "volumeattachments") },
  { rule: rule("create", "core", "serviceaccounts/token") },
  { rule: rule("get update patch", "core", "persistentvolumeclaims/status") },
  { rule: rule(reads, storage, "csidrivers") },
  { rule: rule("get create update patch delete", storage, "csinodes") },
  { rule: rule("get update patch", storage, "csinodes/status"), gate: "CSIVolumeHealth" },
  { rule: rule(reads, "node.k8s.io", "runtimeclasses") },
  { rule: rule("get", resource, "resourceclaims"), gate: "DynamicResourceAllocation" },
  { rule: rule("deletecollection", resource, "resourceslices"), gate: "DynamicResourceAllocation", since: "1.31" },
  { rule: rule(reads, certificates, "clustertrustbundles"), gate: "ClusterTrustBundle" },
  { rule: rule("get", "core", "serviceaccounts"), gate: "KubeletServiceAccountTokenForCredentialProviders" },
  { rule: rule("get list watch create", certificates, "podcertificaterequests"), gate: "PodCertificateRequest" },
];

/** The static rules of nodes in a version. */
export function nodeRules(version: Minor, gates?: FeatureGates): readonly PolicyRule[] {
  return table
    .filter(
      ({ gate, since }) =>
        (gate === undefined || isGateOn(gate, version, gates)) &&
        (since === undefined || compareMinor(version, since) >= 0),
    )
    .map(({ rule }) => rule);
}
