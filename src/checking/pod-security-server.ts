// What the API servers that were seen do with the Pod Security labels of namespaces.
import { admissionPlugin } from "../engines/component-config/index.ts";
import type { CheckContext } from "./check-context.ts";

const configuration = "admission-control-config-file";

/**
 * `off`: a server does not run the plugin. `unseen`: a server has admission settings of its own, or its flags cannot be
 * read: they may hold defaults for namespaces without labels, and exempt namespaces, users and runtime classes.
 * Otherwise `built-in`, also where no server was seen.
 */
export function podSecurityServer(context: Pick<CheckContext, "settings">): "built-in" | "off" | "unseen" {
  const servers = context.settings("kube-apiserver");
  const states = servers.map((server) => admissionPlugin(server, "PodSecurity").on);
  if (states.includes(false)) return "off";
  const unread = servers.some(({ instance }) => instance.unreadable !== undefined);
  const configured = servers.some(({ instance }) => instance.flags.some(({ name }) => name === configuration));
  return unread || configured || states.includes(undefined) ? "unseen" : "built-in";
}
