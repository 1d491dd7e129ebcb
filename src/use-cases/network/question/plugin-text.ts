// The network plugin in words: what it is, whether it enforces policies, and how it reads what the API leaves open.
import type { NetworkView } from "../../../checking/network/index.ts";

/** How the plugin is called, and whether it enforces what is written. */
export function pluginText({ plugin }: NetworkView): string {
  const running = plugin.plugins.filter(({ state }) => state === "running").map(({ plugin: { name } }) => name);
  const name = running.length === 0 ? "the network plugin" : running.join(" with ");
  const { ingress, egress } = plugin;
  if (ingress === "enforced" && egress === "enforced") return `${name}, which enforces policies`;
  if (ingress === "not-enforced" && egress === "not-enforced") return `${name}, which enforces no policies`;
  if (ingress === "unknown" && egress === "unknown")
    return `${name}, of which it is not known whether it enforces policies`;
  return `${name} (ingress ${ingress}, egress ${egress})`;
}

/** Which readings of the API this plugin has. */
export function readingText({ options }: NetworkView): string {
  const { ipBlockMatchesPods, ipBlockMatchesNodes, hostNetworkAsPod } = options;
  return [
    `ipBlock ${ipBlockMatchesPods ? "matches" : "does not match"} pods`,
    `and ${ipBlockMatchesNodes ? "matches" : "does not match"} nodes`,
    `pods on the host network count as ${hostNetworkAsPod ? "pods" : "their node"}`,
  ].join(", ");
}

/** Why policies are enforced or not, as a sentence. */
export function reasonText({ plugin: { reason } }: NetworkView): string {
  const text = reason.replace(/\.$/, "");
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
