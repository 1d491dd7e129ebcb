// API objects as the random clusters of the tests are made of.

export type ProtocolName = "TCP" | "UDP" | "SCTP";

export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

interface Metadata {
  readonly name: string;
  readonly labels?: Record<string, string>;
}

interface NamespacedMetadata extends Metadata {
  readonly namespace: string;
}

interface ContainerItem {
  readonly name: string;
  readonly ports?: readonly {
    readonly name?: string;
    readonly protocol?: ProtocolName;
    readonly containerPort: number;
  }[];
  readonly restartPolicy?: "Always";
}

export interface PodObject {
  readonly apiVersion: "v1";
  readonly kind: "Pod";
  readonly metadata: NamespacedMetadata;
  readonly spec: {
    readonly nodeName?: string;
    readonly hostNetwork?: boolean;
    readonly containers?: readonly ContainerItem[];
    readonly initContainers?: readonly ContainerItem[];
  };
  readonly status: { readonly phase?: string; readonly podIPs?: readonly { readonly ip: string }[] };
}

export interface NamespaceObject {
  readonly apiVersion: "v1";
  readonly kind: "Namespace";
  readonly metadata: Metadata;
}

export interface NodeObject {
  readonly apiVersion: "v1";
  readonly kind: "Node";
  readonly metadata: Metadata;
  readonly status: { readonly addresses: readonly { readonly type: string; readonly address: string }[] };
}

export interface PeerItem {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface PortItem {
  readonly protocol?: ProtocolName;
  readonly port?: number | string;
  readonly endPort?: number;
}

export interface RuleItem {
  readonly from?: readonly PeerItem[];
  readonly to?: readonly PeerItem[];
  readonly ports?: readonly PortItem[];
}

export interface NetworkPolicyObject {
  readonly apiVersion: "networking.k8s.io/v1";
  readonly kind: "NetworkPolicy";
  readonly metadata: NamespacedMetadata;
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly RuleItem[];
    readonly egress?: readonly RuleItem[];
  };
}

interface PodPair {
  readonly namespaceSelector: Selector;
  readonly podSelector: Selector;
}

export interface TierPeerItem {
  readonly namespaces?: Selector;
  readonly pods?: PodPair;
  readonly networks?: readonly string[];
  readonly nodes?: Selector;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

interface DestinationPort {
  readonly destinationPort: { readonly number?: number; readonly range?: Range };
}

export interface TierPortItem {
  readonly portNumber?: { readonly protocol?: ProtocolName; readonly port: number };
  readonly portRange?: Range & { readonly protocol?: ProtocolName };
  readonly namedPort?: string;
  readonly tcp?: DestinationPort;
  readonly udp?: DestinationPort;
  readonly sctp?: DestinationPort;
  readonly destinationNamedPort?: string;
}

export interface TierRuleItem {
  readonly action: string;
  readonly from?: readonly TierPeerItem[];
  readonly to?: readonly TierPeerItem[];
  readonly ports?: readonly TierPortItem[];
  readonly protocols?: readonly TierPortItem[];
}

export interface TierPolicyObject {
  readonly apiVersion: string;
  readonly kind: "AdminNetworkPolicy" | "BaselineAdminNetworkPolicy" | "ClusterNetworkPolicy";
  readonly metadata: Metadata;
  readonly spec: {
    readonly tier?: "Admin" | "Baseline";
    readonly priority?: number;
    readonly subject: { readonly namespaces?: Selector; readonly pods?: PodPair };
    readonly ingress?: readonly TierRuleItem[];
    readonly egress?: readonly TierRuleItem[];
  };
}

export type PolicyObject = NetworkPolicyObject | TierPolicyObject;
export type ClusterObject = PodObject | NamespaceObject | NodeObject | PolicyObject;
