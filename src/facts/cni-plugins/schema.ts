// The shape of the table of network plugins.
import type { Minor } from "../../core/index.ts";

/** What a plugin can do with a kind of policy. */
export type Capability = "ingress" | "egress" | "endPort" | "adminTiers" | "clusterTiers";

/**
 * `yes`, `no`, `optional` (it must be switched on where the API does not show it), or versions of the plugin: `>=1.17`,
 * `>=3.29 <3.32`. Versions are compared number by number; a date in a tag is a number. `tag:text`: images whose tag holds it.
 */
export type Support = "yes" | "no" | "optional" | `>=${string}` | `tag:${string}`;

/** A setting without which a plugin enforces nothing, or by which it is told not to. */
export type Switch =
  | {
      readonly kind: "flag";
      /** Repository of the image of the container that takes the flag; without it nothing is enforced. */
      readonly image: string;
      readonly flag: string;
      /** What holds where the flag is not given. */
      readonly default: boolean;
    }
  | { readonly kind: "container"; readonly image: string }
  | { readonly kind: "node-argument"; readonly annotation: string; readonly off: string };

/** A value of a ConfigMap, in the namespace of the agent, that changes what a plugin does. */
export interface PluginSetting {
  readonly configMap: string;
  readonly key: string;
  readonly value: string;
  readonly effect: "off" | "caveat" | "ip-blocks-match-nodes" | "cluster-tiers";
  readonly text: string;
}

/** One plugin, or one add-on that enforces policies beside a plugin. */
export interface CniPlugin {
  readonly id: string;
  readonly name: string;
  /** `network` moves packets, `policies` enforces policies beside another plugin, `delegating` calls other plugins. */
  readonly role: "network" | "policies" | "delegating";
  readonly enforces: Readonly<Record<Capability, Support>>;
  /** How it reads what the API leaves open. */
  readonly ipBlockMatchesPods: boolean;
  readonly ipBlockMatchesNodes: boolean;
  readonly hostNetworkAsPod: boolean;
  /** DaemonSets it runs as, `*` for any text; none where it is part of the node. */
  readonly daemonSets: readonly string[];
  /** `key=value` of that DaemonSet or its pods. */
  readonly labels: readonly string[];
  /** Repositories of its agent's image without the registry; a mirror keeps the end of the name. */
  readonly images: readonly string[];
  /** Groups of its custom resources. */
  readonly crdGroups: readonly string[];
  /** Names of annotations of nodes, `*` for any text. */
  readonly nodeAnnotations: readonly string[];
  /** `key` or `key=value` of labels of nodes; `needsNode` says that the plugin is only it with one of these. */
  readonly nodeLabels: readonly string[];
  readonly needsNode?: true;
  /** Text in the kubelet's version: `+k3s`. */
  readonly kubeletVersions: readonly string[];
  /** `type` in a file of /etc/cni/net.d. */
  readonly confTypes: readonly string[];
  /** Names of its file there, `*` for any text. */
  readonly confFiles: readonly string[];
  readonly switches: readonly Switch[];
  readonly settings: readonly PluginSetting[];
  /** Kinds of its own that tighten or open what policies of Kubernetes say. */
  readonly ownPolicies: readonly string[];
  /** RFC 3339 date after which nobody mends it. */
  readonly supportEnded?: string;
  readonly caveats: readonly string[];
  readonly source: string;
}

/** The whole table, in the order of ids. */
export interface CniPlugins {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversUntil: Minor;
  readonly rows: readonly CniPlugin[];
}
