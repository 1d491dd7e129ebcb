// Rules for kinds of networking: what becomes of each of their text fields.
import type { JsonRules, KindRules } from "./field-rules.ts";
import { labelSelector, selectorJson } from "./pod-rules.ts";

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
const chosenPods: JsonRules = { namespaceSelector: selectorJson, podSelector: selectorJson };
const tierPeer: JsonRules = {
  namespaces: selectorJson,
  pods: chosenPods,
  nodes: selectorJson,
  networks: "address",
  domainNames: "address",
};
const tierRule: JsonRules = {
  name: "name",
  action: "setting",
  from: tierPeer,
  to: tierPeer,
  ports: { portNumber: { protocol: "setting" }, portRange: { protocol: "setting" }, namedPort: "name" },
  protocols: { destinationNamedPort: "name" },
};
const tierPolicy = {
  spec: {
    tier: "setting",
    subject: { namespaces: selectorJson, pods: chosenPods },
    ingress: tierRule,
    egress: tierRule,
  },
} as const;
/** Policies and ingresses. */
export const networkRules = {
  "networkpolicies.networking.k8s.io": {
    spec: {
      podSelector: labelSelector,
      policyTypes: "setting",
      ingress: { from: peer, ports: policyPort },
      egress: { to: peer, ports: policyPort },
    },
  },
  "adminnetworkpolicies.policy.networking.k8s.io": tierPolicy,
  "baselineadminnetworkpolicies.policy.networking.k8s.io": tierPolicy,
  "clusternetworkpolicies.policy.networking.k8s.io": tierPolicy,
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
} satisfies Partial<KindRules>;
