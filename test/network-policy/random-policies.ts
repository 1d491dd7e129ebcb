// Random policies of all kinds.
import * as fc from "fast-check";
import type {
  NetworkPolicyObject,
  PeerItem,
  PolicyObject,
  PortItem,
  Selector,
  TierPeerItem,
  TierPolicyObject,
  TierPortItem,
  TierRuleItem,
} from "./cluster-objects.ts";
import { labelKey, labelValue, namespaceName, portName, portNumber, protocolName, tidy } from "./random-vocabulary.ts";

const requirement = fc.oneof(
  fc.record({
    key: labelKey,
    operator: fc.constantFrom("In", "NotIn"),
    values: fc.uniqueArray(labelValue, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ key: labelKey, operator: fc.constantFrom("Exists", "DoesNotExist") }),
);
const selector: fc.Arbitrary<Selector> = fc.oneof(
  fc.constant({}),
  fc.record({ matchLabels: fc.dictionary(labelKey, labelValue, { minKeys: 1, maxKeys: 1, noNullPrototype: true }) }),
  fc.record({ matchExpressions: fc.array(requirement, { minLength: 1, maxLength: 2 }) }),
);
const namespaceSelector: fc.Arbitrary<Selector> = fc.oneof(
  selector,
  namespaceName.map((name) => ({ matchLabels: { "kubernetes.io/metadata.name": name } })),
);

const ipBlock = fc.constantFrom<NonNullable<PeerItem["ipBlock"]>>(
  { cidr: "0.0.0.0/0" },
  { cidr: "0.0.0.0/0", except: ["169.254.169.254/32", "10.0.0.0/30"] },
  { cidr: "10.0.0.0/24" },
  { cidr: "10.0.0.3/30" },
  { cidr: "172.16.0.0/31", except: ["172.16.0.1/32"] },
  { cidr: "::/0" },
  { cidr: "fd00::/64", except: ["fd00::2/127"] },
);
const cidr = fc.constantFrom("0.0.0.0/0", "10.0.0.0/30", "172.16.0.1/32", "::/0", "fd00::/126");

const peer: fc.Arbitrary<PeerItem> = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector }),
  fc.record({ podSelector: selector, namespaceSelector }),
  fc.record({ ipBlock }),
);

const port: fc.Arbitrary<PortItem> = fc.oneof(
  fc.record({ protocol: protocolName }),
  fc.record({ protocol: protocolName, port: portNumber }),
  fc.record({ port: fc.oneof(portNumber, portName) }),
  fc.record({ protocol: protocolName, port: portName }),
  fc.record({ protocol: protocolName, port: fc.constantFrom(1, 80), endPort: fc.constantFrom(80, 81, 100, 65535) }),
);

function optional<T>(values: fc.Arbitrary<T[]>): fc.Arbitrary<T[] | undefined> {
  return fc.option(values, { nil: undefined, freq: 3 });
}

function rules(field: "from" | "to") {
  return optional(
    fc.array(
      fc.record({
        peers: optional(fc.array(peer, { maxLength: 2 })),
        ports: optional(fc.array(port, { maxLength: 2 })),
      }),
      { maxLength: 2 },
    ),
  ).map((list) => list?.map(({ peers, ports }) => ({ [field]: peers, ports })));
}

const networkPolicy: fc.Arbitrary<NetworkPolicyObject> = fc
  .record({
    name: fc.constantFrom("p", "q", "r", "s"),
    namespace: namespaceName,
    podSelector: selector,
    policyTypes: fc.constantFrom(undefined, [], ["Ingress"], ["Egress"], ["Ingress", "Egress"]),
    ingress: rules("from"),
    egress: rules("to"),
  })
  .map(({ name, namespace, ...spec }) =>
    tidy({ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name, namespace }, spec }),
  );

const podPair = fc.record({ namespaceSelector, podSelector: selector });
const subject = fc.oneof(fc.record({ namespaces: namespaceSelector }), fc.record({ pods: podPair }));

const ingressPeer: fc.Arbitrary<TierPeerItem> = fc.oneof(
  fc.record({ namespaces: namespaceSelector }),
  fc.record({ pods: podPair }),
);
const egressPeer: fc.Arbitrary<TierPeerItem> = fc.oneof(
  ingressPeer,
  fc.record({ networks: fc.uniqueArray(cidr, { minLength: 1, maxLength: 2 }) }),
  fc.record({ nodes: selector }),
);

const range = fc.constantFrom({ start: 80, end: 81 }, { start: 2, end: 65535 });
const adminPort: fc.Arbitrary<TierPortItem> = fc.oneof(
  fc.record({ portNumber: fc.record({ protocol: protocolName, port: portNumber }) }),
  fc.record({ portNumber: fc.record({ port: portNumber }) }),
  fc
    .record({ protocol: protocolName, range })
    .map(({ protocol, range: span }) => ({ portRange: { protocol, ...span } })),
  fc.record({ namedPort: portName }),
);
const destination = fc.oneof(
  fc.record({ destinationPort: fc.record({ number: portNumber }) }),
  fc.record({ destinationPort: fc.record({ range }) }),
);
const clusterPort: fc.Arbitrary<TierPortItem> = fc.oneof(
  fc.record({ tcp: destination }),
  fc.record({ udp: destination }),
  fc.record({ sctp: destination }),
  fc.record({ destinationNamedPort: portName }),
);

function tierRules(direction: "ingress" | "egress", actions: readonly string[], kind: "ports" | "protocols") {
  const rule = fc
    .record({
      action: fc.constantFrom(...actions),
      peers: fc.array(direction === "ingress" ? ingressPeer : egressPeer, { minLength: 1, maxLength: 2 }),
      ports: optional(fc.array(kind === "ports" ? adminPort : clusterPort, { minLength: 1, maxLength: 2 })),
    })
    .map(({ action, peers, ports }): TierRuleItem => ({
      action,
      [direction === "ingress" ? "from" : "to"]: peers,
      [kind]: ports,
    }));
  return fc.array(rule, { maxLength: 3 });
}

const adminActions = ["Allow", "Deny", "Pass"];
const clusterActions = ["Accept", "Deny", "Pass"];

/** Priorities follow from the place in the list, since the order of equal ones is undefined. */
const adminPolicies: fc.Arbitrary<TierPolicyObject[]> = fc
  .array(
    fc.record({
      subject,
      ingress: tierRules("ingress", adminActions, "ports"),
      egress: tierRules("egress", adminActions, "ports"),
    }),
    {
      maxLength: 3,
    },
  )
  .map((list) =>
    list.map((spec, at) =>
      tidy({
        apiVersion: "policy.networking.k8s.io/v1alpha1",
        kind: "AdminNetworkPolicy" as const,
        metadata: { name: `admin-${at}` },
        spec: { ...spec, priority: 30 - at },
      }),
    ),
  );

const baseline: fc.Arbitrary<TierPolicyObject> = fc
  .record({
    subject,
    ingress: tierRules("ingress", ["Allow", "Deny"], "ports"),
    egress: tierRules("egress", ["Allow", "Deny"], "ports"),
  })
  .map((spec) =>
    tidy({
      apiVersion: "policy.networking.k8s.io/v1alpha1",
      kind: "BaselineAdminNetworkPolicy" as const,
      metadata: { name: "default" },
      spec,
    }),
  );

const clusterPolicies: fc.Arbitrary<TierPolicyObject[]> = fc
  .array(
    fc.record({
      tier: fc.constantFrom<"Admin" | "Baseline">("Admin", "Baseline"),
      subject,
      ingress: tierRules("ingress", clusterActions, "protocols"),
      egress: tierRules("egress", clusterActions, "protocols"),
    }),
    { maxLength: 4 },
  )
  .map((list) =>
    list.map((spec, at) =>
      tidy({
        apiVersion: "policy.networking.k8s.io/v1alpha2",
        kind: "ClusterNetworkPolicy" as const,
        metadata: { name: `cluster-${at}` },
        spec: { ...spec, priority: 900 - at },
      }),
    ),
  );

/** Policies of one cluster; names are unique. */
export const randomPolicies: fc.Arbitrary<PolicyObject[]> = fc
  .record({
    network: fc.uniqueArray(networkPolicy, {
      maxLength: 5,
      selector: ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
    }),
    tiers: fc.oneof(
      fc.constant([]),
      fc
        .tuple(adminPolicies, fc.option(baseline, { nil: undefined }))
        .map(([list, last]) => (last === undefined ? list : [...list, last])),
      clusterPolicies,
    ),
  })
  .map(({ network, tiers }) => [...network, ...tiers]);
