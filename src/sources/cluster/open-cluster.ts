// A cluster to talk to, for those who send more than reads: whom to trust, as whom to speak, and which version it is.
import type { Minor } from "../../core/index.ts";
import type { ClusterOptions } from "./cluster-options.ts";
import type { Connection } from "./connection/connect.ts";

/** An open cluster. `close` ends its connections. */
export interface OpenCluster {
  readonly clusterName: string;
  readonly server: string;
  /** Certificates of the server's authorities as PEM; undefined for those the machine trusts. */
  readonly authority: string | undefined;
  readonly tlsServerName: string | undefined;
  readonly insecureSkipTlsVerify: boolean;
  readonly proxyUrl: string | undefined;
  readonly version: Minor;
  /** Credentials included: they were accepted when the version was read. */
  readonly connection: Connection;
  close(): void;
}

/**
 * Connects to the cluster the options name and reads its version; sends no change.
 * @throws PlimsollError PLIMSOLL_KUBECONFIG, PLIMSOLL_SOURCE_UNREACHABLE, _UNAUTHENTICATED, _TLS
 */
export async function openCluster(options: ClusterOptions): Promise<OpenCluster> {
  // Loading the official client takes longer than starting everything else.
  const { openTarget } = await import("./open-target.ts");
  return openTarget(options);
}
