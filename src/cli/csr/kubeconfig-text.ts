// A kubeconfig with one cluster, one user and its key.
import { printYaml } from "../../languages/yaml/index.ts";
import type { OpenCluster } from "../../sources/cluster/index.ts";

/** Whom the kubeconfig is for; PEM texts. */
export interface KubeconfigUser {
  readonly user: string;
  readonly keyPem: string;
  readonly certificatePem: string;
  readonly namespace?: string;
}

const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

/** The text of the file: it holds the private key. */
export function kubeconfigText(
  cluster: OpenCluster,
  { user, keyPem, certificatePem, namespace }: KubeconfigUser,
): string {
  const { clusterName: name, server, authority, tlsServerName, insecureSkipTlsVerify, proxyUrl } = cluster;
  const context = `${user}@${name}`;
  return printYaml([
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name,
          cluster: {
            server,
            ...(authority === undefined ? {} : { "certificate-authority-data": base64(authority) }),
            ...(tlsServerName === undefined ? {} : { "tls-server-name": tlsServerName }),
            ...(insecureSkipTlsVerify ? { "insecure-skip-tls-verify": true } : {}),
            ...(proxyUrl === undefined ? {} : { "proxy-url": proxyUrl }),
          },
        },
      ],
      users: [
        { name: user, user: { "client-certificate-data": base64(certificatePem), "client-key-data": base64(keyPem) } },
      ],
      contexts: [
        { name: context, context: { cluster: name, user, ...(namespace === undefined ? {} : { namespace }) } },
      ],
      "current-context": context,
    },
  ]);
}
