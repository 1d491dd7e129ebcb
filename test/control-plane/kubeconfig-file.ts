/** Writes kubeconfig files, as JSON, which every reader of kubeconfig takes. */
import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What a kubeconfig proves its user with: a client certificate or a bearer token. */
export type Credential = { readonly certificate: string; readonly key: string } | { readonly token: string };

/** One cluster, one user, one context. */
export interface KubeconfigContent {
  readonly server: string;
  readonly ca: string;
  readonly credential: Credential;
  readonly user: string;
  readonly namespace?: string | undefined;
}

/** Writes the kubeconfig readable by its owner only and returns its path; the context is called "test". */
export async function writeKubeconfig(folder: string, content: KubeconfigContent): Promise<string> {
  const cluster = { server: content.server, "certificate-authority-data": base64(content.ca) };
  const namespace = content.namespace === undefined ? {} : { namespace: content.namespace };
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster }],
    users: [{ name: content.user, user: userFields(content.credential) }],
    contexts: [{ name: "test", context: { cluster: "test", user: content.user, ...namespace } }],
    "current-context": "test",
  };
  const slug = content.user.replaceAll(/[^a-z0-9]+/gi, "-").slice(0, 60);
  const file = join(folder, `${slug}-${randomBytes(4).toString("hex")}.kubeconfig`);
  await writeFile(file, `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 });
  return file;
}

function userFields(credential: Credential): Readonly<Record<string, string>> {
  if ("token" in credential) return { token: credential.token };
  return {
    "client-certificate-data": base64(credential.certificate),
    "client-key-data": base64(credential.key),
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
