// Cases of metadata-service-reachable.
import { describe, it } from "vitest";
import {
  deployment,
  namespace,
  networkPolicy,
  node,
  pod,
  testCheck,
  container,
  daemonSet,
} from "../../testing/index.ts";
import { metadataServiceReachable } from "./metadata-service-reachable.ts";

const machine = (providerID: string, address = "10.0.0.1") =>
  node({ spec: { providerID }, status: { addresses: [{ type: "InternalIP", address }] } });
const google = machine("gce://project/zone/one");
const egress = (rules: readonly object[]) => networkPolicy({ spec: { policyTypes: ["Egress"], egress: rules } });
const calico = daemonSet({
  metadata: { name: "calico-node", namespace: "kube-system" },
  spec: { template: { spec: { containers: [container({ image: "quay.io/calico/node:v3.30.1" })] } } },
});
const flannel = daemonSet({
  metadata: { name: "kube-flannel-ds", namespace: "kube-system" },
  spec: { template: { spec: { containers: [container({ image: "ghcr.io/flannel-io/flannel:v0.26.1" })] } } },
});
const base = [namespace(), google, calico, pod()];
const object = "Namespace shop";
const service = "the metadata service of Google Cloud";
const closed = { object, message: "closed", outcome: "pass" } as const;

testCheck(
  metadataServiceReachable,
  [
    {
      name: "nothing is allowed",
      objects: [...base, egress([])],
      outcome: "pass",
      findings: [{ ...closed, data: { namespace: "shop", service } }],
    },
    {
      name: "no policy",
      objects: [...base, deployment()],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object,
          message: "open",
          severity: "high",
          data: {
            namespace: "shop",
            service,
            count: 2,
            all: 2,
            address: "169.254.169.254",
            examples: "Deployment deployment, Pod web",
          },
        },
      ],
    },
    {
      name: "everything but link-local addresses",
      objects: [...base, egress([{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }] }])],
      outcome: "pass",
      findings: [closed],
    },
    {
      name: "all pods and other ports",
      objects: [
        ...base,
        egress([
          { to: [{ namespaceSelector: {} }] },
          { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 443 }] },
        ]),
      ],
      outcome: "pass",
      findings: [closed],
    },
    {
      name: "one address of the service is forgotten",
      objects: [
        namespace(),
        machine("azure:///subscriptions/s"),
        calico,
        pod(),
        egress([{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }], ports: [{ port: 80 }] }]),
      ],
      outcome: "fail",
      findings: [{ object, message: "open" }],
    },
    {
      name: "an address outside the link-local block",
      objects: [
        namespace(),
        machine("alicloud://cn/i-1"),
        calico,
        pod(),
        egress([{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }] }]),
      ],
      outcome: "fail",
      findings: [{ object, message: "open" }],
    },
    {
      name: "the service by IPv6, in a cluster that has it",
      objects: [
        namespace(),
        machine("aws:///zone/i-1", "2001:db8::1"),
        calico,
        pod(),
        egress([
          { to: [{ ipBlock: { cidr: "::/0" } }, { ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }] },
        ]),
      ],
      outcome: "fail",
      findings: [{ object, message: "open" }],
    },
    {
      name: "a cluster-wide policy that denies",
      objects: [
        ...base,
        {
          apiVersion: "policy.networking.k8s.io/v1alpha2",
          kind: "ClusterNetworkPolicy",
          metadata: { name: "no-metadata" },
          spec: {
            tier: "Admin",
            priority: 1,
            subject: { namespaces: {} },
            egress: [{ action: "Deny", to: [{ networks: ["169.254.0.0/16"] }] }],
          },
        },
      ],
      outcome: "fail",
      findings: [{ object, message: "ignored" }],
    },
    {
      name: "policies nobody enforces",
      objects: [namespace(), google, flannel, pod(), egress([])],
      outcome: "fail",
      findings: [{ object, message: "ignored", severity: "high" }],
    },
    {
      name: "cluster-wide policies were not seen",
      objects: [...base, egress([])],
      missing: ["adminnetworkpolicies.policy.networking.k8s.io"],
      outcome: "unknown",
      findings: [{ object, message: "closed", outcome: "unknown" }],
    },
    { name: "no machine at all", objects: [namespace(), pod()], outcome: "not-applicable" },
    { name: "machines of nobody's cloud", objects: [namespace(), machine(""), pod()], outcome: "not-applicable" },
    {
      name: "only pods on the host network, and an exempt namespace",
      objects: [
        namespace(),
        google,
        pod({ spec: { hostNetwork: true } }),
        pod({ metadata: { namespace: "kube-system" } }),
      ],
      outcome: "not-applicable",
    },
  ],
  { describe, it },
);
