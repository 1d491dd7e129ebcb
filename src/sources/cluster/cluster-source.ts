// A live cluster as a source.
import type { Source } from "../../model/index.ts";
import type { ClusterOptions } from "./cluster-options.ts";

/**
 * The cluster of a kubeconfig, or the one a pod runs in. Sends nothing but get and list.
 * Reading throws PlimsollError PLIMSOLL_KUBECONFIG, PLIMSOLL_SOURCE_UNREACHABLE, _UNAUTHENTICATED, _FORBIDDEN, _TLS, and
 * PLIMSOLL_INPUT_UNREADABLE for a namespace that does not exist; everything else is told as gaps and problems.
 */
export function clusterSource(options: ClusterOptions): Source {
  return {
    async read(progress) {
      // Loading the official client takes longer than starting everything else.
      const { readCluster } = await import("./read-cluster.ts");
      return readCluster(options, progress);
    },
  };
}
