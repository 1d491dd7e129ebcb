// Rules for every kind: what becomes of each of its text fields.
import { redactLiteral } from "../../engines/secret-detection/index.ts";
import { keptConfigMapKeys } from "../../facts/kept-literals/index.ts";
import type { KindName, ObjectOfKind } from "../../kubernetes/index.ts";
import type { AnyRules, JsonRules, RulesOf, SpecialRule } from "./field-rules.ts";
import { byName, labelSelector, metadata, podSpec, podTemplate } from "./pod-rules.ts";
import { isSwitch, textRules } from "./text-rules.ts";

/** Rules for the kinds' own fields: what every object has is the same for all. */
type KindRules = {
  readonly [K in KindName]: Omit<RulesOf<ObjectOfKind<K>>, "apiVersion" | "kind" | "metadata">;
};

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

const selectorJson: JsonRules = {
  matchLabels: { "*": "label" },
  matchExpressions: { key: "label", operator: "setting", values: "label" },
};
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
const backend = {
  service: { name: "name", port: { name: "name" } },
  serviceName: "name",
  servicePort: "name",
} as const;
const peer: JsonRules = {
  podSelector: selectorJson,
  namespaceSelector: selectorJson,
  ipBlock: { cidr: "address", except: "address" },
};
const policyPort: JsonRules = { port: "name", protocol: "setting" };
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
  pods: { spec: podSpec, status: { phase: "setting", podIP: "address", hostIP: "address" } },
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
      loadBalancerSourceRanges: "address",
      ports: { name: "name", targetPort: "name", protocol: "setting" },
    },
    status: { loadBalancer: { ingress: { ip: "address", hostname: "address" } } },
  },
  serviceaccounts: { secrets: { name: "name", namespace: "name" }, imagePullSecrets: { name: "name" } },
  secrets: { type: "setting", data: "blank" },
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
      hostPath: { path: "path", type: "setting" },
      claimRef: { namespace: "name", name: "name" },
      storageClassName: "name",
      capacity: "setting",
    },
  },
  "deployments.apps": templated,
  "replicasets.apps": templated,
  "daemonsets.apps": templated,
  "statefulsets.apps": templated,
  "jobs.batch": {
    spec: { template: podTemplate },
    status: { conditions: { type: "setting", status: "setting" } },
  },
  "cronjobs.batch": { spec: { schedule: "setting", jobTemplate: { spec: { template: podTemplate } } } },
  "roles.rbac.authorization.k8s.io": role,
  "rolebindings.rbac.authorization.k8s.io": binding,
  "clusterroles.rbac.authorization.k8s.io": { ...role, aggregationRule: { clusterRoleSelectors: labelSelector } },
  "clusterrolebindings.rbac.authorization.k8s.io": binding,
  "networkpolicies.networking.k8s.io": {
    spec: {
      podSelector: labelSelector,
      policyTypes: "setting",
      ingress: { from: peer, ports: policyPort },
      egress: { to: peer, ports: policyPort },
    },
  },
  "ingresses.networking.k8s.io": {
    spec: {
      ingressClassName: "name",
      defaultBackend: backend,
      backend,
      tls: { hosts: "address", secretName: "name" },
      rules: { host: "address", http: { paths: { path: "path", pathType: "setting", backend } } },
    },
  },
  "ingressclasses.networking.k8s.io": {
    spec: { controller: "name", parameters: { apiGroup: "setting", kind: "setting", name: "name", namespace: "name" } },
  },
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
    spec: { request: "public", signerName: "name", usages: "setting", username: "name", uid: "name", groups: "name" },
    status: { certificate: "public", conditions: { type: "setting", status: "setting", reason: "setting" } },
  },
  "apiservices.apiregistration.k8s.io": {
    spec: { group: "setting", version: "setting", service: { namespace: "name", name: "name" }, caBundle: "public" },
  },
  "storageclasses.storage.k8s.io": { provisioner: "name", parameters: { "*": "literal" } },
  "runtimeclasses.node.k8s.io": { handler: "name" },
};

/** Rules for whole objects of a kind. */
export function rulesOf(kind: KindName): AnyRules {
  return { apiVersion: "identity", kind: "identity", metadata, ...kindRules[kind] };
}
