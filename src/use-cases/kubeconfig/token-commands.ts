// The kubectl commands that make a kubeconfig for a service account, for those who would rather send them themselves.
import { formatGoDuration } from "../../kubernetes/index.ts";
import { serverAddress } from "./server-address.ts";
import { shellWord } from "./shell-export.ts";
import { contextName, type ClusterParts } from "./user-kubeconfig.ts";

/** What is wanted; `seconds` undefined is the server's default. */
export interface TokenPlan {
  readonly namespace: string;
  readonly name: string;
  readonly seconds?: number;
  readonly audiences: readonly string[];
  /** The flags that say which kubeconfig and context are meant. */
  readonly place: { readonly kubeconfig?: string; readonly context?: string };
  readonly out: string;
}

function line(...words: readonly string[]): string {
  return words.map(shellWord).join(" ");
}

function placeFlags({ kubeconfig, context }: TokenPlan["place"]): readonly string[] {
  return [
    ...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
    ...(context === undefined ? [] : [`--context=${context}`]),
  ];
}

function clusterLines(cluster: ClusterParts, plan: TokenPlan, authority: string): readonly string[] {
  const { clusterName, server, tlsServerName, insecureSkipTlsVerify, proxyUrl } = cluster;
  const hasAuthority = cluster.authority !== undefined;
  const view = line("kubectl", ...placeFlags(plan.place), "config", "view", "--minify", "--flatten", "--raw", "-o");
  const field = (name: string): string => `${view} ${shellWord(`jsonpath={.clusters[0].cluster.${name}}`)}`;
  const hasPassword = proxyUrl !== undefined && serverAddress(proxyUrl).hasUserInfo;
  const flags = [
    `--server=${server}`,
    ...(hasAuthority ? [`--certificate-authority=${authority}`, "--embed-certs=true"] : []),
    ...(insecureSkipTlsVerify ? ["--insecure-skip-tls-verify=true"] : []),
    ...(tlsServerName === undefined ? [] : [`--tls-server-name=${tlsServerName}`]),
    ...(proxyUrl === undefined || hasPassword ? [] : [`--proxy-url=${proxyUrl}`]),
  ];
  // A name from a kubeconfig may look like a flag.
  const name = clusterName.startsWith("-") ? ["--", clusterName] : [clusterName];
  const set = line("kubectl", "config", `--kubeconfig=${plan.out}`, "set-cluster", ...flags);
  // A password is not for the eyes of whoever sees the commands.
  const proxy = hasPassword ? ` --proxy-url="$(${field("proxy-url")})"` : "";
  return [
    ...(hasAuthority ? [`${field("certificate-authority-data")} | base64 -d > ${shellWord(authority)}`] : []),
    `${set}${proxy} ${line(...name)}`,
  ];
}

/** A script for a POSIX shell: run as it is, it leaves a kubeconfig with mode 0600. */
export function tokenCommands(cluster: ClusterParts, plan: TokenPlan): string {
  const { namespace, name, seconds, audiences, out, place } = plan;
  const [token, authority] = [`${out}.token`, `${out}.ca`];
  const context = contextName(name, cluster);
  const config = ["kubectl", "config", `--kubeconfig=${out}`];
  const wish = [
    `--namespace=${namespace}`,
    ...(seconds === undefined ? [] : [`--duration=${formatGoDuration(seconds)}`]),
    ...audiences.map((one) => `--audience=${one}`),
  ];
  const lines = [
    "umask 077",
    `${line("kubectl", ...placeFlags(place), "create", "token", name, ...wish)} > ${shellWord(token)}`,
    ...clusterLines(cluster, plan, authority),
    `${line(...config, "set-credentials", name)} --token="$(cat ${shellWord(token)})"`,
    line(
      ...config,
      "set-context",
      context,
      `--cluster=${cluster.clusterName}`,
      `--user=${name}`,
      `--namespace=${namespace}`,
    ),
    line(...config, "use-context", context),
    line("rm", "-f", token, ...(cluster.authority === undefined ? [] : [authority])),
  ];
  return `${lines.join("\n")}\n`;
}
