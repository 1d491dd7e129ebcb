// A kubeconfig with one cluster and one user.
import type { JsonObject } from "../../core/index.ts";
import { encodeBase64 } from "../../languages/x509/index.ts";

/** How to reach a cluster and whom to believe there; `authority` is PEM text. */
export interface ClusterParts {
  readonly clusterName: string;
  readonly server: string;
  readonly authority: string | undefined;
  readonly tlsServerName: string | undefined;
  readonly insecureSkipTlsVerify: boolean;
  readonly proxyUrl: string | undefined;
}

/** What a user shows: a token, or a certificate with its key as PEM. */
export type UserProof = { readonly token: string } | { readonly certificate: string; readonly key: string };

const utf8 = new TextEncoder();

function proofFields(proof: UserProof): JsonObject {
  if ("token" in proof) return { token: proof.token };
  return {
    "client-certificate-data": encodeBase64(utf8.encode(proof.certificate)),
    "client-key-data": encodeBase64(utf8.encode(proof.key)),
  };
}

/** `user@cluster`, as the context is called. */
export function contextName(user: string, { clusterName }: ClusterParts): string {
  return `${user}@${clusterName}`;
}

/** The content of a kubeconfig whose only context is the user at the cluster. */
export function userKubeconfig(cluster: ClusterParts, user: string, proof: UserProof, namespace?: string): JsonObject {
  const { clusterName, server, authority, tlsServerName, insecureSkipTlsVerify, proxyUrl } = cluster;
  const context = contextName(user, cluster);
  const trust = {
    ...(authority === undefined ? {} : { "certificate-authority-data": encodeBase64(utf8.encode(authority)) }),
    ...(insecureSkipTlsVerify ? { "insecure-skip-tls-verify": true } : {}),
    ...(proxyUrl === undefined ? {} : { "proxy-url": proxyUrl }),
    server,
    ...(tlsServerName === undefined ? {} : { "tls-server-name": tlsServerName }),
  };
  return {
    apiVersion: "v1",
    clusters: [{ cluster: trust, name: clusterName }],
    contexts: [
      { context: { cluster: clusterName, ...(namespace === undefined ? {} : { namespace }), user }, name: context },
    ],
    "current-context": context,
    kind: "Config",
    users: [{ name: user, user: proofFields(proof) }],
  };
}
