// What the engine is asked about: pods, namespaces, nodes and policies as plain data, and how plugins differ.
import type { Labels } from "../../kubernetes/index.ts";
import type { Policy, Protocol } from "./policy.ts";

/** A port a container declares; only named ones matter to policies. `hostPort`: the port of its node that leads there. */
export interface ContainerPort {
  readonly name?: string;
  readonly protocol?: Protocol;
  readonly containerPort: number;
  readonly hostPort?: number;
}

/** A pod. `ports` are those of containers and native sidecars, not of other init containers. */
export interface PodInput {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  /** Addresses, of one family or both; none when not yet given, or when the pod comes from a manifest. */
  readonly ips: readonly string[];
  readonly node?: string;
  readonly hostNetwork: boolean;
  readonly ports: readonly ContainerPort[];
  /** Phase Succeeded or Failed: such a pod has no network, and its address may belong to another by now. */
  readonly finished: boolean;
}

export interface NamespaceInput {
  readonly name: string;
  readonly labels: Labels;
}

export interface NodeInput {
  readonly name: string;
  readonly labels: Labels;
  readonly addresses: readonly string[];
}

/** Everything decisions rest on. Namespaces that are only named by a pod exist with their name label alone. */
export interface NetworkInput {
  readonly pods: readonly PodInput[];
  readonly namespaces: readonly NamespaceInput[];
  readonly nodes: readonly NodeInput[];
  readonly policies: readonly Policy[];
}

/** What the API leaves to the plugin. Defaults: the reading Kubernetes' own end-to-end tests require. */
export interface NetworkOptions {
  /** An ipBlock or networks peer also matches pods by their address. Default true; false for Cilium. */
  readonly ipBlockMatchesPods: boolean;
  /** An ipBlock or networks peer also matches nodes, and pods on the host network. Default true; false for Cilium. */
  readonly ipBlockMatchesNodes: boolean;
  /** Pods on the host network are selected and matched like others. Default false: they are their node's address. */
  readonly hostNetworkAsPod: boolean;
  /** Traffic between a pod and its own node is always allowed. Default true: kubelet probes need it. */
  readonly ownNodeAlwaysAllowed: boolean;
}

export const defaultNetworkOptions: NetworkOptions = {
  ipBlockMatchesPods: true,
  ipBlockMatchesNodes: true,
  hostNetworkAsPod: false,
  ownNodeAlwaysAllowed: true,
};
