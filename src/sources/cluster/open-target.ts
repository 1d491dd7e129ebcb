// Opens the cluster of a kubeconfig.
import type { ClusterOptions } from "./cluster-options.ts";
import { resolveAuthority } from "./connection/resolve-credential.ts";
import { warnOf } from "./connection/warn-unverified.ts";
import { readVersion } from "./discovery/read-version.ts";
import { chooseTarget } from "./kubeconfig/choose-target.ts";
import type { OpenCluster } from "./open-cluster.ts";
import { openClient } from "./requests/open-client.ts";
import { notAnApiServer } from "./requests/source-errors.ts";

/** @throws PlimsollError as openCluster. */
export async function openTarget(options: ClusterOptions): Promise<OpenCluster> {
  const target = await chooseTarget(options);
  warnOf(target, options);
  const client = await openClient(target, options);
  try {
    const { version, problems } = await readVersion(client);
    if (version === undefined)
      throw notAnApiServer(client.connection, problems[0]?.message ?? "it does not tell its version");
    const { clusterName, cluster } = target;
    const { server, tlsServerName, insecureSkipTlsVerify, proxyUrl } = cluster;
    return {
      clusterName,
      server,
      authority: await resolveAuthority(target),
      tlsServerName,
      insecureSkipTlsVerify,
      proxyUrl,
      version: version.minor,
      get connection() {
        return client.connection;
      },
      close: () => client.close(),
    };
  } catch (error) {
    client.close();
    throw error;
  }
}
