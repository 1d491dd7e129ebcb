// Rules for every kind: what becomes of each of its text fields.
import { redactLiteral } from "../../engines/secret-detection/index.ts";
import { keptConfigMapKeys } from "../../facts/kept-literals/index.ts";
import { publicCertificates, type KindName } from "../../kubernetes/index.ts";
import type { AnyRules, JsonRules, KindRules, SpecialRule } from "./field-rules.ts";
import { networkRules } from "./network-rules.ts";
import { byName, labelSelector, metadata, podSpec, podTemplate, selectorJson } from "./pod-rules.ts";
import { isSwitch, textRules } from "./text-rules.ts";

const data: SpecialRule = (values, configMap) => {
  const { namespace = "", name = "" } = configMap["metadata"] as {
    readonly namespace?: string;
    readonly name?: string;
  };
  const keeps = keptConfigMapKeys(namespace, name);
  return byName((key, value) => {
    if (keeps?.(key) === true) return textRules.settings.apply(value);
    return isSwitch(value) ? value : redactLiteral(key, value);
  })(values, configMap);
};
const literals = byName((key, value) => (isSwitch(value) ? value : redactLiteral(key, value)));

/** What admission left of a Secret's values: nothing but certificates. */
const secretData: SpecialRule = byName((_key, value) => publicCertificates(value));

const secretRef = { namespace: "name", name: "name" } as const;
const secretSource = { secretRef } as const;

const templated = { spec: { selector: labelSelector, template: podTemplate } };
const role = {
  rules: {
    verbs: "setting",
    apiGroups: "setting",
    resources: "setting",
    resourceNames: "name",
    nonResourceURLs: "path",
  },
} as const;
const binding = {
  subjects: { kind: "setting", apiGroup: "setting", name: "name", namespace: "name" },
  roleRef: { apiGroup: "setting", kind: "setting", name: "name" },
} as const;
const webhooks = {
  webhooks: {
    name: "name",
    clientConfig: { url: "url", caBundle: "public", service: { namespace: "name", name: "name", path: "path" } },
    rules: {
      operations: "setting",
      apiGroups: "setting",
      apiVersions: "setting",
      resources: "setting",
      scope: "setting",
    },
    failurePolicy: "setting",
    matchPolicy: "setting",
    namespaceSelector: labelSelector,
    objectSelector: labelSelector,
    sideEffects: "setting",
    matchConditions: { name: "name", expression: "expression" },
  },
} as const;
const quantities: JsonRules = { "*": "setting" };

const kindRules: KindRules = {
  pods: {
    spec: podSpec,
    status: {
      phase: "setting",
      conditions: { type: "setting", status: "setting" },
      podIP: "address",
      podIPs: { ip: "address" },
      hostIP: "address",
      hostIPs: { ip: "address" },
      resourceClaimStatuses: { name: "name", resourceClaimName: "name" },
      extendedResourceClaimStatus: { resourceClaimName: "name" },
    },
  },
  replicationcontrollers: { spec: { template: podTemplate } },
  podtemplates: { template: podTemplate },
  services: {
    spec: {
      type: "setting",
      selector: "label",
      clusterIP: "address",
      clusterIPs: "address",
      externalIPs: "address",
      externalName: "address",
      externalTrafficPolicy: "setting",
      internalTrafficPolicy: "setting",
      ipFamilies: "setting",
      ipFamilyPolicy: "setting",
      loadBalancerIP: "address",
      loadBalancerSourceRanges: "address",
      ports: { name: "name", targetPort: "name", protocol: "setting" },
    },
    status: { loadBalancer: { ingress: { ip: "address", hostname: "address" } } },
  },
  serviceaccounts: { secrets: { name: "name", namespace: "name" }, imagePullSecrets: { name: "name" } },
  secrets: { type: "setting", data: secretData },
  configmaps: { data, binaryData: literals },
  persistentvolumeclaims: {
    spec: {
      accessModes: "setting",
      storageClassName: "name",
      volumeName: "name",
      volumeMode: "setting",
      resources: { requests: quantities, limits: quantities },
    },
  },
  limitranges: {
    spec: {
      limits: {
        type: "setting",
        max: quantities,
        min: quantities,
        default: quantities,
        defaultRequest: quantities,
        maxLimitRequestRatio: quantities,
      },
    },
  },
  resourcequotas: { spec: { hard: quantities, scopes: "setting", scopeSelector: { "**": "setting" } } },
  namespaces: { status: { phase: "setting" } },
  nodes: {
    spec: {
      podCIDR: "address",
      podCIDRs: "address",
      providerID: "name",
      configSource: { configMap: { namespace: "name", name: "name" } },
      taints: { key: "label", value: "label", effect: "setting" },
    },
    status: {
      addresses: { type: "setting", address: "address" },
      nodeInfo: {
        kubeletVersion: "setting",
        kubeProxyVersion: "setting",
        containerRuntimeVersion: "setting",
        kernelVersion: "setting",
        osImage: "setting",
        operatingSystem: "setting",
        architecture: "setting",
      },
      daemonEndpoints: { kubeletEndpoint: {} },
    },
  },
  persistentvolumes: {
    spec: {
      azureFile: { secretName: "name", secretNamespace: "name" },
      cephfs: secretSource,
      cinder: secretSource,
      csi: {
        driver: "name",
        nodePublishSecretRef: secretRef,
        nodeStageSecretRef: secretRef,
        nodeExpandSecretRef: secretRef,
      },
      flexVolume: secretSource,
      iscsi: secretSource,
      rbd: secretSource,
      scaleIO: secretSource,
      storageos: secretSource,
      hostPath: { path: "path", type: "setting" },
      claimRef: { namespace: "name", name: "name" },
      storageClassName: "name",
      capacity: "setting",
    },
  },
  "deployments.apps": templated,
  "replicasets.apps": templated,
  "daemonsets.apps": { ...templated, status: {} },
  "statefulsets.apps": { spec: { ...templated.spec, volumeClaimTemplates: { metadata: { name: "identity" } } } },
  "jobs.batch": {
    spec: { template: podTemplate },
    status: { conditions: { type: "setting", status: "setting" } },
  },
  "cronjobs.batch": { spec: { schedule: "setting", jobTemplate: { spec: { template: podTemplate } } } },
  "roles.rbac.authorization.k8s.io": role,
  "rolebindings.rbac.authorization.k8s.io": binding,
  "clusterroles.rbac.authorization.k8s.io": { ...role, aggregationRule: { clusterRoleSelectors: labelSelector } },
  "clusterrolebindings.rbac.authorization.k8s.io": binding,
  ...networkRules,
  "poddisruptionbudgets.policy": {
    spec: {
      selector: labelSelector,
      minAvailable: "setting",
      maxUnavailable: "setting",
      unhealthyPodEvictionPolicy: "setting",
    },
  },
  "podsecuritypolicies.policy": {
    spec: {
      volumes: "setting",
      allowedCapabilities: "setting",
      defaultAddCapabilities: "setting",
      requiredDropCapabilities: "setting",
      allowedUnsafeSysctls: "setting",
      forbiddenSysctls: "setting",
      allowedProcMountTypes: "setting",
      allowedHostPaths: { pathPrefix: "path" },
      allowedFlexVolumes: { driver: "name" },
      allowedCSIDrivers: { name: "name" },
      runtimeClass: { allowedRuntimeClassNames: "name", defaultRuntimeClassName: "name" },
      runAsUser: { rule: "setting" },
      runAsGroup: { rule: "setting" },
      fsGroup: { rule: "setting" },
      supplementalGroups: { rule: "setting" },
      seLinux: { rule: "setting", seLinuxOptions: { "*": "setting" } },
    },
  },
  "validatingwebhookconfigurations.admissionregistration.k8s.io": webhooks,
  "mutatingwebhookconfigurations.admissionregistration.k8s.io": webhooks,
  "validatingadmissionpolicies.admissionregistration.k8s.io": { spec: { "**": "expression" } },
  "validatingadmissionpolicybindings.admissionregistration.k8s.io": {
    spec: {
      policyName: "name",
      validationActions: "setting",
      paramRef: { name: "name", namespace: "name", parameterNotFoundAction: "setting", selector: selectorJson },
      matchResources: { "**": "label" },
    },
  },
  "certificatesigningrequests.certificates.k8s.io": {
    spec: {
      request: "public",
      signerName: "name",
      usages: "setting",
      username: "name",
      uid: "name",
      groups: "name",
      extra: "name",
    },
    status: {
      certificate: "public",
      conditions: {
        type: "setting",
        status: "setting",
        reason: "setting",
        message: "literal",
        lastUpdateTime: "setting",
        lastTransitionTime: "setting",
      },
    },
  },
  "clustertrustbundles.certificates.k8s.io": { spec: { signerName: "name", trustBundle: "public" } },
  "podcertificaterequests.certificates.k8s.io": {
    spec: { signerName: "name", podName: "name", serviceAccountName: "name", nodeName: "name" },
  },
  "customresourcedefinitions.apiextensions.k8s.io": {
    spec: {
      group: "setting",
      scope: "setting",
      names: { kind: "setting", plural: "setting", shortNames: "setting", categories: "setting" },
      version: "setting",
      versions: { name: "setting", subresources: { status: {}, scale: {} } },
      conversion: { webhook: { clientConfig: { caBundle: "public" } }, webhookClientConfig: { caBundle: "public" } },
    },
  },
  "apiservices.apiregistration.k8s.io": {
    spec: { group: "setting", version: "setting", service: { namespace: "name", name: "name" }, caBundle: "public" },
  },
  "storageclasses.storage.k8s.io": { provisioner: "name", parameters: { "*": "literal" } },
  "volumeattachments.storage.k8s.io": {
    spec: { attacher: "name", nodeName: "name", source: { persistentVolumeName: "name" } },
  },
  "resourceslices.resource.k8s.io": { nodeName: "name", spec: { driver: "name", nodeName: "name" } },
  "runtimeclasses.node.k8s.io": { handler: "name" },
};

/** Rules for whole objects of a kind. */
export function rulesOf(kind: KindName): AnyRules {
  return { apiVersion: "identity", kind: "identity", metadata, ...kindRules[kind] };
}
