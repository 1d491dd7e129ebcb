// Resources of the groups Kubernetes serves itself, 1.20 to 1.37 together, without subresources.
// From api/discovery of kubernetes v1.37.2, and the discovery documents of a 1.20 server.

/** Group to its resources; groups that are not listed belong to custom resources or aggregated servers. */
export const knownResources: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "",
    [
      "bindings",
      "componentstatuses",
      "configmaps",
      "endpoints",
      "events",
      "limitranges",
      "namespaces",
      "nodes",
      "persistentvolumeclaims",
      "persistentvolumes",
      "pods",
      "podtemplates",
      "replicationcontrollers",
      "resourcequotas",
      "secrets",
      "serviceaccounts",
      "services",
    ],
  ],
  [
    "admissionregistration.k8s.io",
    [
      "mutatingadmissionpolicies",
      "mutatingadmissionpolicybindings",
      "mutatingwebhookconfigurations",
      "validatingadmissionpolicies",
      "validatingadmissionpolicybindings",
      "validatingwebhookconfigurations",
    ],
  ],
  ["apiextensions.k8s.io", ["customresourcedefinitions"]],
  ["apiregistration.k8s.io", ["apiservices"]],
  ["apps", ["controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets"]],
  ["authentication.k8s.io", ["selfsubjectreviews", "tokenreviews"]],
  [
    "authorization.k8s.io",
    ["localsubjectaccessreviews", "selfsubjectaccessreviews", "selfsubjectrulesreviews", "subjectaccessreviews"],
  ],
  ["autoscaling", ["horizontalpodautoscalers"]],
  ["batch", ["cronjobs", "jobs"]],
  ["certificates.k8s.io", ["certificatesigningrequests", "clustertrustbundles", "podcertificaterequests"]],
  ["coordination.k8s.io", ["leasecandidates", "leases"]],
  ["discovery.k8s.io", ["endpointslices"]],
  ["events.k8s.io", ["events"]],
  ["extensions", ["ingresses"]],
  ["flowcontrol.apiserver.k8s.io", ["flowschemas", "prioritylevelconfigurations"]],
  ["internal.apiserver.k8s.io", ["storageversions"]],
  ["lifecycle.k8s.io", ["evictionrequests", "evictions"]],
  ["networking.k8s.io", ["ingressclasses", "ingresses", "ipaddresses", "networkpolicies", "servicecidrs"]],
  ["node.k8s.io", ["runtimeclasses"]],
  ["policy", ["poddisruptionbudgets", "podsecuritypolicies"]],
  ["rbac.authorization.k8s.io", ["clusterrolebindings", "clusterroles", "rolebindings", "roles"]],
  [
    "resource.k8s.io",
    [
      "deviceclasses",
      "devicetaintrules",
      "resourceclaims",
      "resourceclaimtemplates",
      "resourcepoolstatusrequests",
      "resourceslices",
    ],
  ],
  ["scheduling.k8s.io", ["compositepodgroups", "podgroups", "priorityclasses", "workloads"]],
  [
    "storage.k8s.io",
    [
      "csidrivers",
      "csinodes",
      "csistoragecapacities",
      "storageclasses",
      "volumeattachments",
      "volumeattributesclasses",
    ],
  ],
  ["storagemigration.k8s.io", ["storageversionmigrations"]],
]);

const groupsByResource = new Map<string, string[]>();
for (const [group, resources] of knownResources)
  for (const resource of resources) groupsByResource.set(resource, [...(groupsByResource.get(resource) ?? []), group]);

/** The groups that have a resource of this name; none for resources of other servers. */
export function groupsOf(resource: string): readonly string[] {
  return groupsByResource.get(resource) ?? [];
}
