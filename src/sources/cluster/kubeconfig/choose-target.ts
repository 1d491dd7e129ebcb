// From the merged kubeconfig to the one cluster and user a context names; else the cluster a pod runs in.
import { readFile, stat } from "node:fs/promises";
import { isIPv6 } from "node:net";
import { join } from "node:path";
import type { ClusterOptions } from "../cluster-options.ts";
import { anonymousUser, type Kubeconfig } from "./kubeconfig-entries.ts";
import { kubeconfigError } from "./kubeconfig-error.ts";
import { readKubeconfig } from "./read-kubeconfig.ts";
import type { Target } from "./target.ts";
import { validateTarget } from "./validate-target.ts";

const defaultServiceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * The target of the chosen context, with the flags applied over it.
 * @throws PlimsollError PLIMSOLL_KUBECONFIG
 */
export async function chooseTarget(options: ClusterOptions): Promise<Target> {
  const { kubeconfig, files } = await readKubeconfig(options);
  const target =
    kubeconfig === undefined || isEmpty(kubeconfig)
      ? await inCluster(options, files, kubeconfig !== undefined)
      : fromContext(kubeconfig, files.join(", "), options.context);
  return validateTarget(withFlags(target, options));
}

function isEmpty({ clusters, users, contexts }: Kubeconfig): boolean {
  return clusters.size === 0 && users.size === 0 && contexts.size === 0;
}

function fromContext(kubeconfig: Kubeconfig, files: string, wanted: string | undefined): Target {
  const { contexts, clusters, users } = kubeconfig;
  const label = wanted ?? kubeconfig.currentContext;
  if (label === undefined) {
    throw kubeconfigError(files, "no context is chosen", {
      hint: `set current-context or pass --context; ${listed("context", contexts)}`,
    });
  }
  const context = contexts.get(label);
  if (context === undefined) {
    throw kubeconfigError(files, `there is no context ${quoted(label)}`, { hint: listed("context", contexts) });
  }
  const of = `context ${quoted(label)}`;
  const cluster = clusters.get(context.cluster ?? "");
  if (cluster === undefined) {
    const fault =
      context.cluster === undefined ? "no cluster" : `cluster ${quoted(context.cluster)}, which is not there`;
    throw kubeconfigError(files, `${of} names ${fault}`, { hint: listed("cluster", clusters) });
  }
  const user = context.user === undefined ? anonymousUser(files) : users.get(context.user);
  if (user === undefined) {
    throw kubeconfigError(files, `${of} names user ${quoted(context.user ?? "")}, which is not there`, {
      hint: listed("user", users),
    });
  }
  const { server } = cluster;
  if (server === undefined) throw kubeconfigError(files, `cluster ${quoted(context.cluster ?? "")} has no server`);
  return {
    label,
    clusterName: context.cluster ?? "",
    userName: context.user ?? "",
    cluster: { ...cluster, server },
    user,
    namespace: context.namespace,
  };
}

function quoted(name: string): string {
  return JSON.stringify(name);
}

function listed(what: string, entries: ReadonlyMap<string, unknown>): string {
  if (entries.size === 0) return `there is no ${what} at all`;
  const names = [...entries.keys()].slice(0, 20).map(quoted).join(", ");
  return `the ${what}s there are: ${names}${entries.size > 20 ? `, and ${entries.size - 20} more` : ""}`;
}

async function inCluster(options: ClusterOptions, files: readonly string[], empty: boolean): Promise<Target> {
  const folder = options.serviceAccountFolder ?? defaultServiceAccountFolder;
  const { KUBERNETES_SERVICE_HOST: host = "", KUBERNETES_SERVICE_PORT: port = "" } = options.env;
  const tokenFile = join(folder, "token");
  const hasToken = await stat(tokenFile).then(
    (found) => !found.isDirectory(),
    () => false,
  );
  if (host === "" || port === "" || !hasToken) {
    const places = files.length === 0 ? "neither KUBECONFIG nor HOME is set" : `looked for ${files.join(", ")}`;
    throw empty
      ? kubeconfigError(files.join(", "), "names no cluster, user or context")
      : kubeconfigError("not found", places, {
          hint: "name one with --kubeconfig or KUBECONFIG, or give files to scan, or try --sample",
        });
  }
  const namespace = await readFile(join(folder, "namespace"), "utf8").catch(() => "");
  return {
    label: "in-cluster",
    clusterName: "in-cluster",
    userName: "the pod's service account",
    cluster: {
      server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
      caFile: join(folder, "ca.crt"),
      tlsServerName: undefined,
      insecureSkipTlsVerify: false,
      caData: undefined,
      proxyUrl: undefined,
      disableCompression: false,
      pluginConfig: undefined,
    },
    user: { ...anonymousUser(folder), tokenFile },
    namespace: namespace.trim() || undefined,
  };
}

/** As kubectl merges its flags over the chosen entries: what is given replaces, what is not stays. */
function withFlags(target: Target, options: ClusterOptions): Target {
  const { as, asUid, asGroups = [] } = options;
  const user = {
    ...target.user,
    ...(as === undefined ? {} : { as }),
    ...(asUid === undefined ? {} : { asUid }),
    ...(asGroups.length === 0 ? {} : { asGroups }),
  };
  const unverified = { insecureSkipTlsVerify: true, caFile: undefined, caData: undefined };
  const cluster = { ...target.cluster, ...(options.insecureSkipTlsVerify === true ? unverified : {}) };
  return { ...target, user, cluster };
}
