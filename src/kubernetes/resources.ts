// Shapes of the kinds other than workloads, by API group.
import { isJsonObject } from "../core/index.ts";
import { labelSelectorShape } from "./metadata.ts";
import { boolean, int, intOrString, json, list, map, object, quantity, string, type Infer } from "./shape.ts";

const policyRule = object({
  verbs: list(string),
  apiGroups: list(string),
  resources: list(string),
  resourceNames: list(string),
  nonResourceURLs: list(string),
});
const subject = object({ kind: string, apiGroup: string, name: string, namespace: string });
const roleRef = object({ apiGroup: string, kind: string, name: string });

export const roleFields = { rules: list(policyRule) };
export const clusterRoleFields = {
  rules: list(policyRule),
  aggregationRule: object({ clusterRoleSelectors: list(labelSelectorShape) }),
};
export const bindingFields = { subjects: list(subject), roleRef };

export const serviceFields = {
  spec: object({
    type: string,
    selector: map(string),
    clusterIP: string,
    clusterIPs: list(string),
    externalIPs: list(string),
    externalName: string,
    externalTrafficPolicy: string,
    internalTrafficPolicy: string,
    ipFamilies: list(string),
    ipFamilyPolicy: string,
    loadBalancerIP: string,
    loadBalancerSourceRanges: list(string),
    publishNotReadyAddresses: boolean,
    ports: list(object({ name: string, port: int, targetPort: intOrString, nodePort: int, protocol: string })),
  }),
  status: object({ loadBalancer: object({ ingress: list(object({ ip: string, hostname: string })) }) }),
};

export const serviceAccountFields = {
  automountServiceAccountToken: boolean,
  secrets: list(object({ name: string, namespace: string })),
  imagePullSecrets: list(object({ name: string })),
};

export const namespaceFields = { status: object({ phase: string }) };

export const nodeFields = {
  spec: object({
    podCIDR: string,
    podCIDRs: list(string),
    providerID: string,
    unschedulable: boolean,
    // Dynamic kubelet configuration, until 1.21.
    configSource: object({ configMap: object({ namespace: string, name: string }) }),
    taints: list(object({ key: string, value: string, effect: string })),
  }),
  status: object({
    addresses: list(object({ type: string, address: string })),
    nodeInfo: object({
      kubeletVersion: string,
      kubeProxyVersion: string,
      containerRuntimeVersion: string,
      kernelVersion: string,
      osImage: string,
      operatingSystem: string,
      architecture: string,
    }),
    daemonEndpoints: object({ kubeletEndpoint: object({ Port: int }) }),
  }),
};

const conditionsShape = list(object({ type: string, status: string }));

/** Of a pod's conditions only "not ready" is kept: nothing else is read, and most pods are ready. */
const notReady: typeof conditionsShape = {
  ...conditionsShape,
  admit(value, path, problems) {
    const conditions = conditionsShape.admit(value, path, problems);
    if (!Array.isArray(conditions)) return conditions;
    const isUnready = (one: unknown): boolean =>
      isJsonObject(one) && one["type"] === "Ready" && one["status"] === "False";
    return conditions.some(isUnready) ? [{ type: "Ready", status: "False" }] : undefined;
  },
};

export const daemonSetStatus = object({ desiredNumberScheduled: int, numberReady: int });

export const podStatus = object({
  phase: string,
  conditions: notReady,
  podIP: string,
  podIPs: list(object({ ip: string })),
  hostIP: string,
  hostIPs: list(object({ ip: string })),
  resourceClaimStatuses: list(object({ name: string, resourceClaimName: string })),
  extendedResourceClaimStatus: object({ resourceClaimName: string }),
});

/** Values never arrive, but for the certificates of TLS Secrets: only names of keys are kept. */
export const secretFields = { type: string, immutable: boolean, data: map(string) };
export const configMapFields = { data: map(string), binaryData: map(string), immutable: boolean };

export const networkPolicyFields = {
  spec: object({
    podSelector: labelSelectorShape,
    policyTypes: list(string),
    ingress: list(object({ from: list(json), ports: list(json) })),
    egress: list(object({ to: list(json), ports: list(json) })),
  }),
};

const ingressBackend = object({
  service: object({ name: string, port: object({ name: string, number: int }) }),
  serviceName: string,
  servicePort: intOrString,
});
export const ingressFields = {
  spec: object({
    ingressClassName: string,
    defaultBackend: ingressBackend,
    // As v1beta1 calls it.
    backend: ingressBackend,
    tls: list(object({ hosts: list(string), secretName: string })),
    rules: list(
      object({
        host: string,
        http: object({ paths: list(object({ path: string, pathType: string, backend: ingressBackend })) }),
      }),
    ),
  }),
};

const webhookClientConfig = object({
  url: string,
  caBundle: string,
  service: object({ namespace: string, name: string, path: string, port: int }),
});
const admissionRule = object({
  operations: list(string),
  apiGroups: list(string),
  apiVersions: list(string),
  resources: list(string),
  scope: string,
});
export const webhookConfigurationFields = {
  webhooks: list(
    object({
      name: string,
      clientConfig: webhookClientConfig,
      rules: list(admissionRule),
      failurePolicy: string,
      matchPolicy: string,
      namespaceSelector: labelSelectorShape,
      objectSelector: labelSelectorShape,
      sideEffects: string,
      timeoutSeconds: int,
      matchConditions: list(object({ name: string, expression: string })),
    }),
  ),
};

export const podDisruptionBudgetFields = {
  spec: object({
    selector: labelSelectorShape,
    minAvailable: intOrString,
    maxUnavailable: intOrString,
    unhealthyPodEvictionPolicy: string,
  }),
};

const secretRef = object({ namespace: string, name: string });
const secretSource = object({ secretRef });

export const persistentVolumeFields = {
  spec: object({
    azureFile: object({ secretName: string, secretNamespace: string }),
    cephfs: secretSource,
    cinder: secretSource,
    csi: object({
      driver: string,
      nodePublishSecretRef: secretRef,
      nodeStageSecretRef: secretRef,
      nodeExpandSecretRef: secretRef,
    }),
    flexVolume: secretSource,
    iscsi: secretSource,
    rbd: secretSource,
    scaleIO: secretSource,
    storageos: secretSource,
    hostPath: object({ path: string, type: string }),
    claimRef: object({ namespace: string, name: string }),
    storageClassName: string,
    capacity: map(quantity),
  }),
};

/** What ties an attached volume to a node. */
export const volumeAttachmentFields = {
  spec: object({ attacher: string, nodeName: string, source: object({ persistentVolumeName: string }) }),
};

/** In the first alpha version, nodeName stood at the top. */
export const resourceSliceFields = { nodeName: string, spec: object({ driver: string, nodeName: string }) };

/** Without the schemas, which are most of a definition. */
export const customResourceDefinitionFields = {
  spec: object({
    group: string,
    scope: string,
    names: object({ kind: string, plural: string, shortNames: list(string), categories: list(string) }),
    // As v1beta1 calls it.
    version: string,
    versions: list(
      object({ name: string, served: boolean, subresources: object({ status: object({}), scale: object({}) }) }),
    ),
    conversion: object({
      webhook: object({ clientConfig: object({ caBundle: string }) }),
      // As v1beta1 calls it.
      webhookClientConfig: object({ caBundle: string }),
    }),
  }),
};

export const certificateSigningRequestFields = {
  spec: object({
    request: string,
    signerName: string,
    expirationSeconds: int,
    usages: list(string),
    username: string,
    uid: string,
    groups: list(string),
    extra: map(list(string)),
  }),
  status: object({
    certificate: string,
    conditions: list(
      object({
        type: string,
        status: string,
        reason: string,
        message: string,
        lastUpdateTime: string,
        lastTransitionTime: string,
      }),
    ),
  }),
};

export const clusterTrustBundleFields = { spec: object({ signerName: string, trustBundle: string }) };

export const podCertificateRequestFields = {
  spec: object({ signerName: string, podName: string, serviceAccountName: string, nodeName: string }),
};

export const specOnly = { spec: json };

export type PolicyRule = Infer<typeof policyRule>;
export type Subject = Infer<typeof subject>;
export type RoleRef = Infer<typeof roleRef>;
