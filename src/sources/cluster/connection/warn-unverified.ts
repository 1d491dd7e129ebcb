// What a person must be told before anything is read.
import type { ClusterOptions } from "../cluster-options.ts";
import type { Target } from "../kubeconfig/target.ts";

/** Warns where the server is not verified. */
export function warnOf({ cluster, clusterName }: Target, options: ClusterOptions): void {
  if (cluster.server.startsWith("http:")) {
    options.warn?.(
      `${cluster.server} is plain HTTP: nothing proves that it is the cluster, and anyone on the way can read and change ` +
        "what it says. No credentials are sent.",
    );
  } else if (cluster.insecureSkipTlsVerify) {
    const who =
      options.insecureSkipTlsVerify === true
        ? "--insecure-skip-tls-verify"
        : `cluster "${clusterName}" of the kubeconfig`;
    options.warn?.(
      `the certificate of ${cluster.server} is NOT VERIFIED (${who} says so): whoever is on the way can take the ` +
        "credentials and forge everything this scan sees.",
    );
  }
}
