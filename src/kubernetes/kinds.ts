// Every kind Plimsoll reads: its resource name, groups it was ever served from, and the shape of the fields it reads.
import { labelSelectorShape, metadataShape, type KubernetesObject } from "./metadata.ts";
import { podSpecShape, podTemplateShape } from "./pod-spec.ts";
import {
  bindingFields,
  certificateSigningRequestFields,
  clusterRoleFields,
  clusterTrustBundleFields,
  configMapFields,
  customResourceDefinitionFields,
  daemonSetStatus,
  ingressFields,
  namespaceFields,
  networkPolicyFields,
  nodeFields,
  persistentVolumeFields,
  podCertificateRequestFields,
  podDisruptionBudgetFields,
  podStatus,
  resourceSliceFields,
  roleFields,
  secretFields,
  serviceAccountFields,
  serviceFields,
  specOnly,
  volumeAttachmentFields,
  webhookConfigurationFields,
} from "./resources.ts";
import { int, json, list, object, string, type Infer, type ObjectOf, type Shape } from "./shape.ts";

type Fields = Readonly<Record<string, Shape<unknown>>>;

/** A kind: `plural` and `group` name the resource; `formerGroups` served the same kind in older versions. */
export interface Kind<F extends Fields = Fields> {
  readonly kind: string;
  readonly group: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly formerGroups: readonly string[];
  readonly shape: Shape<KubernetesObject & ObjectOf<F>>;
}

interface KindOptions {
  readonly namespaced?: boolean;
  readonly formerGroups?: readonly string[];
}

function kind<const F extends Fields>(
  group: string,
  name: string,
  plural: string,
  fields: F,
  options: KindOptions = {},
): Kind<F> {
  const shape = object({ apiVersion: string, kind: string, metadata: metadataShape, ...fields });
  const { namespaced = true, formerGroups = [] } = options;
  return { kind: name, group, plural, namespaced, formerGroups, shape: shape as unknown as Kind<F>["shape"] };
}

const cluster = { namespaced: false } as const;
const extensions = { formerGroups: ["extensions"] } as const;
const templated = { spec: object({ replicas: int, selector: labelSelectorShape, template: podTemplateShape }) };
const rbac = "rbac.authorization.k8s.io";
const admission = "admissionregistration.k8s.io";
const certificates = "certificates.k8s.io";
const policyTiers = "policy.networking.k8s.io";

/** Kinds by part name: the plural, with the group for all but the core group, as kubectl writes them. */
export const kinds = {
  pods: kind("", "Pod", "pods", {
    spec: podSpecShape,
    status: podStatus,
  }),
  replicationcontrollers: kind("", "ReplicationController", "replicationcontrollers", {
    spec: object({ replicas: int, template: podTemplateShape }),
  }),
  podtemplates: kind("", "PodTemplate", "podtemplates", { template: podTemplateShape }),
  services: kind("", "Service", "services", serviceFields),
  serviceaccounts: kind("", "ServiceAccount", "serviceaccounts", serviceAccountFields),
  secrets: kind("", "Secret", "secrets", secretFields),
  configmaps: kind("", "ConfigMap", "configmaps", configMapFields),
  persistentvolumeclaims: kind("", "PersistentVolumeClaim", "persistentvolumeclaims", specOnly),
  limitranges: kind("", "LimitRange", "limitranges", specOnly),
  resourcequotas: kind("", "ResourceQuota", "resourcequotas", specOnly),
  namespaces: kind("", "Namespace", "namespaces", namespaceFields, cluster),
  nodes: kind("", "Node", "nodes", nodeFields, cluster),
  persistentvolumes: kind("", "PersistentVolume", "persistentvolumes", persistentVolumeFields, cluster),
  "deployments.apps": kind("apps", "Deployment", "deployments", templated, extensions),
  "replicasets.apps": kind("apps", "ReplicaSet", "replicasets", templated, extensions),
  "daemonsets.apps": kind("apps", "DaemonSet", "daemonsets", { ...templated, status: daemonSetStatus }, extensions),
  "statefulsets.apps": kind("apps", "StatefulSet", "statefulsets", {
    spec: object({
      replicas: int,
      selector: labelSelectorShape,
      template: podTemplateShape,
      volumeClaimTemplates: list(object({ metadata: object({ name: string }) })),
    }),
  }),
  "jobs.batch": kind("batch", "Job", "jobs", {
    spec: object({ template: podTemplateShape }),
    status: object({ conditions: list(object({ type: string, status: string })) }),
  }),
  "cronjobs.batch": kind("batch", "CronJob", "cronjobs", {
    spec: object({ schedule: string, jobTemplate: object({ spec: object({ template: podTemplateShape }) }) }),
  }),
  "roles.rbac.authorization.k8s.io": kind(rbac, "Role", "roles", roleFields),
  "rolebindings.rbac.authorization.k8s.io": kind(rbac, "RoleBinding", "rolebindings", bindingFields),
  "clusterroles.rbac.authorization.k8s.io": kind(rbac, "ClusterRole", "clusterroles", clusterRoleFields, cluster),
  "clusterrolebindings.rbac.authorization.k8s.io": kind(
    rbac,
    "ClusterRoleBinding",
    "clusterrolebindings",
    bindingFields,
    cluster,
  ),
  "networkpolicies.networking.k8s.io": kind(
    "networking.k8s.io",
    "NetworkPolicy",
    "networkpolicies",
    networkPolicyFields,
    extensions,
  ),
  "adminnetworkpolicies.policy.networking.k8s.io": kind(
    policyTiers,
    "AdminNetworkPolicy",
    "adminnetworkpolicies",
    specOnly,
    cluster,
  ),
  "baselineadminnetworkpolicies.policy.networking.k8s.io": kind(
    policyTiers,
    "BaselineAdminNetworkPolicy",
    "baselineadminnetworkpolicies",
    specOnly,
    cluster,
  ),
  "clusternetworkpolicies.policy.networking.k8s.io": kind(
    policyTiers,
    "ClusterNetworkPolicy",
    "clusternetworkpolicies",
    specOnly,
    cluster,
  ),
  "ingresses.networking.k8s.io": kind("networking.k8s.io", "Ingress", "ingresses", ingressFields, extensions),
  "ingressclasses.networking.k8s.io": kind("networking.k8s.io", "IngressClass", "ingressclasses", specOnly, cluster),
  "poddisruptionbudgets.policy": kind(
    "policy",
    "PodDisruptionBudget",
    "poddisruptionbudgets",
    podDisruptionBudgetFields,
  ),
  "podsecuritypolicies.policy": kind("policy", "PodSecurityPolicy", "podsecuritypolicies", specOnly, {
    ...cluster,
    ...extensions,
  }),
  "validatingwebhookconfigurations.admissionregistration.k8s.io": kind(
    admission,
    "ValidatingWebhookConfiguration",
    "validatingwebhookconfigurations",
    webhookConfigurationFields,
    cluster,
  ),
  "mutatingwebhookconfigurations.admissionregistration.k8s.io": kind(
    admission,
    "MutatingWebhookConfiguration",
    "mutatingwebhookconfigurations",
    webhookConfigurationFields,
    cluster,
  ),
  "validatingadmissionpolicies.admissionregistration.k8s.io": kind(
    admission,
    "ValidatingAdmissionPolicy",
    "validatingadmissionpolicies",
    specOnly,
    cluster,
  ),
  "validatingadmissionpolicybindings.admissionregistration.k8s.io": kind(
    admission,
    "ValidatingAdmissionPolicyBinding",
    "validatingadmissionpolicybindings",
    specOnly,
    cluster,
  ),
  "certificatesigningrequests.certificates.k8s.io": kind(
    certificates,
    "CertificateSigningRequest",
    "certificatesigningrequests",
    certificateSigningRequestFields,
    cluster,
  ),
  "clustertrustbundles.certificates.k8s.io": kind(
    certificates,
    "ClusterTrustBundle",
    "clustertrustbundles",
    clusterTrustBundleFields,
    cluster,
  ),
  "podcertificaterequests.certificates.k8s.io": kind(
    certificates,
    "PodCertificateRequest",
    "podcertificaterequests",
    podCertificateRequestFields,
  ),
  "customresourcedefinitions.apiextensions.k8s.io": kind(
    "apiextensions.k8s.io",
    "CustomResourceDefinition",
    "customresourcedefinitions",
    customResourceDefinitionFields,
    cluster,
  ),
  "apiservices.apiregistration.k8s.io": kind("apiregistration.k8s.io", "APIService", "apiservices", specOnly, cluster),
  "storageclasses.storage.k8s.io": kind(
    "storage.k8s.io",
    "StorageClass",
    "storageclasses",
    { provisioner: string, parameters: json },
    cluster,
  ),
  "volumeattachments.storage.k8s.io": kind(
    "storage.k8s.io",
    "VolumeAttachment",
    "volumeattachments",
    volumeAttachmentFields,
    cluster,
  ),
  "resourceslices.resource.k8s.io": kind(
    "resource.k8s.io",
    "ResourceSlice",
    "resourceslices",
    resourceSliceFields,
    cluster,
  ),
  "runtimeclasses.node.k8s.io": kind("node.k8s.io", "RuntimeClass", "runtimeclasses", { handler: string }, cluster),
} as const;

/** The name of a part of the model that holds objects of one kind. */
export type KindName = keyof typeof kinds;

/** The TypeScript type of objects of a kind. */
export type ObjectOfKind<K extends KindName> = Infer<(typeof kinds)[K]["shape"]>;

/** All part names, in the order above. */
export const kindNames = Object.keys(kinds) as readonly KindName[];

const byGroupKind = new Map<string, KindName>(
  kindNames.flatMap((name) =>
    [kinds[name].group, ...kinds[name].formerGroups].map((group) => [`${group}/${kinds[name].kind}`, name] as const),
  ),
);

/** The kind an object belongs to, whatever version it is served in; undefined for kinds Plimsoll does not read. */
export function kindNameOf(apiVersion: string, kindOfObject: string): KindName | undefined {
  const slash = apiVersion.indexOf("/");
  return byGroupKind.get(`${slash === -1 ? "" : apiVersion.slice(0, slash)}/${kindOfObject}`);
}
