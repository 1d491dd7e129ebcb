// What a user proves who they are with, read from the files and programs the kubeconfig names.
import { readFile } from "node:fs/promises";
import type { Target } from "../kubeconfig/target.ts";
import type { ClusterOptions } from "../cluster-options.ts";
import type { UserEntry } from "../kubeconfig/kubeconfig-entries.ts";
import { kubeconfigError } from "../kubeconfig/kubeconfig-error.ts";
import { runCredentialPlugin } from "./run-credential-plugin.ts";

/** Everything as text; certificates and keys in PEM. */
export interface Credential {
  readonly token: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly authProvider: UserEntry["authProvider"];
}

/**
 * The credential of the target's user, fresh on each call. As for kubectl a plugin is not run when the entry already
 * has a token, a password or a certificate, and a server without TLS is shown nothing.
 * @throws PlimsollError PLIMSOLL_KUBECONFIG
 */
export async function resolveCredential(target: Target, options: ClusterOptions): Promise<Credential> {
  const { user, cluster } = target;
  const nothing = { token: undefined, cert: undefined, key: undefined, username: undefined, password: undefined };
  if (cluster.server.startsWith("http:")) return { ...nothing, authProvider: undefined };
  const named = `user ${JSON.stringify(target.userName)}`;
  const own: Credential = {
    token: await token(user, named),
    cert: await pem(user.certFile, user.certData, "client-certificate", named),
    key: await pem(user.keyFile, user.keyData, "client-key", named),
    username: user.username,
    password: user.password,
    authProvider: user.authProvider,
  };
  const proven = own.token ?? own.cert ?? own.username ?? own.password;
  if (user.exec === undefined || proven !== undefined) return own;
  return { ...own, ...(await runCredentialPlugin(user.exec, target, options)) };
}

/** The certificate authorities of the target's cluster in PEM; undefined for those Node trusts. */
export function resolveAuthority({ cluster, clusterName }: Target): Promise<string | undefined> {
  return pem(cluster.caFile, cluster.caData, "certificate-authority", `cluster ${JSON.stringify(clusterName)}`);
}

/** The file is read anew each time, as tokens of service accounts rotate; it wins over the text beside it. */
async function token({ token: text, tokenFile }: UserEntry, named: string): Promise<string | undefined> {
  if (tokenFile === undefined) return text;
  try {
    return (await readNamed(tokenFile, "tokenFile", named)).trim() || text;
  } catch (error) {
    if (text !== undefined) return text;
    throw error;
  }
}

async function pem(
  file: string | undefined,
  data: string | undefined,
  field: string,
  named: string,
): Promise<string | undefined> {
  if (file === undefined && data === undefined) return undefined;
  const text = data === undefined ? await readNamed(file ?? "", field, named) : Buffer.from(data, "base64").toString();
  if (text.includes("-----BEGIN ")) return text;
  const place = data === undefined ? `${field} (${file ?? ""})` : `${field}-data`;
  throw kubeconfigError(named, `${place} does not hold PEM text`);
}

async function readNamed(file: string, field: string, named: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    const fault = code === "ENOENT" ? "there is no such file" : `cannot be read (${code})`;
    throw kubeconfigError(named, `${field} ${file}: ${fault}`, { cause: error });
  }
}
