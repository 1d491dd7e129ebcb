// The way to what a kubeconfig names, be it a cluster or a webhook; nothing is sent.
import type { ClusterOptions } from "./cluster-options.ts";
import type { Connection } from "./connection/connect.ts";

/**
 * Opens the way, with the credentials the kubeconfig names.
 * @throws PlimsollError PLIMSOLL_KUBECONFIG
 */
export async function openConnection(options: ClusterOptions): Promise<Connection> {
  // Loading the official client takes longer than starting everything else.
  const { chooseTarget } = await import("./kubeconfig/choose-target.ts");
  const { connect } = await import("./connection/connect.ts");
  return connect(await chooseTarget(options), options);
}
