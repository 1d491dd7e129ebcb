// Runs a credential plugin as client-go does (plugin/pkg/client/auth/exec). The official client's own runner hides what
// the plugin says until it ends, so nobody could follow a device login; it also tells the plugin nothing.
import { spawn } from "node:child_process";
import { isJsonObject, type PlimsollError } from "../../../core/index.ts";
import type { Target } from "../kubeconfig/target.ts";
import type { ClusterOptions } from "../cluster-options.ts";
import type { ExecEntry } from "../kubeconfig/kubeconfig-entries.ts";
import { kubeconfigError } from "../kubeconfig/kubeconfig-error.ts";

/** What a plugin gives: a token, a certificate with its key, or both. */
export interface PluginCredential {
  readonly token: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

const timeLimit = 5 * 60_000;
const outputLimit = 1024 * 1024;

/**
 * The credential a plugin prints. Its standard error goes to `options.warn` as it comes.
 * @throws PlimsollError PLIMSOLL_KUBECONFIG when it cannot be run, fails, takes five minutes, or prints something else
 */
export async function runCredentialPlugin(
  exec: ExecEntry,
  target: Target,
  options: ClusterOptions,
): Promise<PluginCredential> {
  const fail = (fault: string, hint?: string): PlimsollError =>
    kubeconfigError(`user ${JSON.stringify(target.userName)}`, `credential plugin ${exec.command} ${fault}`, {
      hint: hint ?? "run it by hand, with the arguments the kubeconfig gives it",
    });
  const interactive = options.terminal === true && exec.interactiveMode !== "Never";
  if (exec.interactiveMode === "Always" && !interactive) throw fail("wants to ask, and standard input is no terminal");
  return readCredential(await output(exec, execInfo(exec, target, interactive), options, fail), exec, fail);
}

type Fail = (fault: string, hint?: string) => PlimsollError;

/** The text of KUBERNETES_EXEC_INFO, an ExecCredential without status. */
function execInfo({ apiVersion, provideClusterInfo }: ExecEntry, { cluster }: Target, interactive: boolean): string {
  const about = {
    server: cluster.server,
    "tls-server-name": cluster.tlsServerName,
    "insecure-skip-tls-verify": cluster.insecureSkipTlsVerify || undefined,
    "certificate-authority-data": cluster.caData,
    "proxy-url": cluster.proxyUrl,
    config: cluster.pluginConfig,
  };
  const spec = { interactive, ...(provideClusterInfo ? { cluster: about } : {}) };
  return JSON.stringify({ kind: "ExecCredential", apiVersion, spec });
}

function output(exec: ExecEntry, info: string, options: ClusterOptions, fail: Fail): Promise<string> {
  const env = { ...options.env, ...exec.env, KUBERNETES_EXEC_INFO: info };
  const stdin = options.terminal === true && exec.interactiveMode !== "Never" ? "inherit" : "ignore";
  return new Promise((resolve, reject) => {
    const child = spawn(exec.command, exec.args, { env, stdio: [stdin, "pipe", "pipe"], timeout: timeLimit });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.length > outputLimit) child.kill();
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => options.warn?.(chunk.trimEnd()));
    child.on("error", (error: NodeJS.ErrnoException) => {
      reject(fail(`cannot be run (${error.code ?? "unknown"})`, exec.installHint ?? "install it, or put it into PATH"));
    });
    child.on("close", (code, signal) => {
      if (text.length > outputLimit) reject(fail("prints more than a credential"));
      else if (code === 0) resolve(text);
      else reject(fail(code === null ? `was ended by ${signal ?? "a signal"}` : `failed with exit code ${code}`));
    });
  });
}

function readCredential(text: string, { apiVersion }: ExecEntry, fail: Fail): PluginCredential {
  let printed: unknown;
  try {
    printed = JSON.parse(text);
  } catch {
    throw fail("printed something that is not JSON");
  }
  if (!isJsonObject(printed) || printed["kind"] !== "ExecCredential") throw fail("printed no ExecCredential");
  if (printed["apiVersion"] !== apiVersion) {
    throw fail(`answered in ${JSON.stringify(printed["apiVersion"])}, but the kubeconfig says ${apiVersion ?? ""}`);
  }
  const status = isJsonObject(printed["status"]) ? printed["status"] : {};
  const field = (name: string): string | undefined => {
    const value = status[name] ?? "";
    if (typeof value !== "string") throw fail(`printed a status.${name} that is not text`);
    return value === "" ? undefined : value;
  };
  const [token, cert, key] = [field("token"), field("clientCertificateData"), field("clientKeyData")];
  if ((cert === undefined) !== (key === undefined)) throw fail("printed a certificate without key, or the reverse");
  if (token === undefined && cert === undefined) throw fail("printed neither a token nor a certificate");
  return { token, cert, key };
}
