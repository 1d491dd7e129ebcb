// What the API servers that were seen do with the Pod Security labels of namespaces.
import { admissionPlugin } from "../engines/component-config/index.ts";
import { levelLabel, namespacePolicy, type LevelVersion } from "../engines/pod-security/index.ts";
import type { KubernetesObject } from "../kubernetes/index.ts";
import type { CheckContext } from "./check-context.ts";

const configuration = "admission-control-config-file";

/** What is known of the API servers. */
export type PodSecurityServer = "built-in" | "off" | "unseen";

/**
 * `off`: a server does not run the plugin. `unseen`: a server has admission settings of its own, or its flags cannot be
 * read: they may hold defaults for namespaces without labels, and exempt namespaces, users and runtime classes.
 * Otherwise `built-in`, also where no server was seen.
 */
export function podSecurityServer(context: Pick<CheckContext, "settings">): PodSecurityServer {
  const servers = context.settings("kube-apiserver");
  const states = new Set(servers.map((server) => admissionPlugin(server, "PodSecurity").on));
  if (states.has(false)) return "off";
  const unread = servers.some(({ instance }) => instance.unreadable !== undefined);
  const configured = servers.some(({ instance }) => instance.flags.some(({ name }) => name === configuration));
  return unread || configured || states.has(undefined) ? "unseen" : "built-in";
}

/** What a namespace enforces; undefined where it was not seen, or leaves it to a default that was not. */
export function enforcedPolicy(
  namespace: KubernetesObject | undefined,
  server: PodSecurityServer,
): LevelVersion | undefined {
  if (namespace === undefined) return undefined;
  const { labels = {} } = namespace.metadata;
  const own = labels[levelLabel("enforce")];
  return server === "unseen" && own === undefined ? undefined : namespacePolicy(labels).modes.enforce;
}
