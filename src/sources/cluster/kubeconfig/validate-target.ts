// What kubectl refuses in the entries it uses (client-go tools/clientcmd/validation.go), and the address made whole.
import type { Target } from "./target.ts";
import type { ClusterEntry, ExecEntry, UserEntry } from "./kubeconfig-entries.ts";
import { kubeconfigError } from "./kubeconfig-error.ts";

/** The API versions of credential plugins (client-go plugin/pkg/client/auth/exec). */
const pluginVersions: readonly string[] = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];
const interactiveModes: readonly string[] = ["Never", "IfAvailable", "Always"];

/** The target with its server as an absolute address; entries that contradict themselves are errors. */
export function validateTarget(target: Target): Target {
  const server = serverAddress(target);
  refuse(`cluster ${JSON.stringify(target.clusterName)}`, clusterFaults(target.cluster));
  refuse(`user ${JSON.stringify(target.userName)}`, userFaults(target.user));
  return { ...target, cluster: { ...target.cluster, server } };
}

function refuse(subject: string, faults: readonly (string | false)[]): void {
  for (const fault of faults) if (fault !== false) throw kubeconfigError(subject, fault);
}

function serverAddress({ cluster: { server }, clusterName }: Target): string {
  // Like kubectl, an address without scheme is plain HTTP.
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(server) ? server : `http://${server}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url !== undefined && (url.protocol === "https:" || url.protocol === "http:")) {
    return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  }
  const shown = server.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, "$1…@");
  throw kubeconfigError(`cluster ${JSON.stringify(clusterName)}`, `${JSON.stringify(shown)} is no server address`, {
    hint: "a server address looks like https://10.0.0.1:6443",
  });
}

function both(one: unknown, other: unknown): boolean {
  return one !== undefined && other !== undefined;
}

function clusterFaults(cluster: ClusterEntry): readonly (string | false)[] {
  const hasAuthority = cluster.caFile !== undefined || cluster.caData !== undefined;
  return [
    both(cluster.caFile, cluster.caData) && "both certificate-authority and certificate-authority-data are set",
    hasAuthority &&
      cluster.insecureSkipTlsVerify &&
      "both a certificate authority and insecure-skip-tls-verify are set",
    cluster.proxyUrl !== undefined &&
      !/^(?:https?|socks5):\/\/./.test(cluster.proxyUrl) &&
      "proxy-url must begin with http://, https:// or socks5://",
  ];
}

function userFaults(user: UserEntry): readonly (string | false)[] {
  const hasCertificate = user.certFile !== undefined || user.certData !== undefined;
  const hasKey = user.keyFile !== undefined || user.keyData !== undefined;
  const extras = user.asUid !== undefined || user.asGroups.length > 0 || Object.keys(user.asExtra).length > 0;
  return [
    both(user.certFile, user.certData) && "both client-certificate and client-certificate-data are set",
    hasCertificate && both(user.keyFile, user.keyData) && "both client-key and client-key-data are set",
    hasCertificate && !hasKey && "client-certificate is set without client-key",
    both(user.token, user.username ?? user.password) && "both a token and a user name or password are set",
    both(user.exec, user.authProvider) && "both exec and auth-provider are set",
    user.authProvider !== undefined &&
      user.authProvider.name !== "oidc" &&
      `auth-provider ${JSON.stringify(user.authProvider.name)} is none that kubectl still knows: use a credential plugin (exec)`,
    extras && user.as === undefined && "a uid, groups or extra fields to act as are set without a user (--as)",
    ...(user.exec === undefined ? [] : pluginFaults(user.exec)),
  ];
}

function pluginFaults({ apiVersion = "", interactiveMode }: ExecEntry): readonly (string | false)[] {
  const mode = interactiveMode ?? (apiVersion.endsWith("/v1beta1") ? "IfAvailable" : "");
  return [
    !pluginVersions.includes(apiVersion) &&
      `exec.apiVersion is ${JSON.stringify(apiVersion)}; Kubernetes knows ${pluginVersions.join(" and ")}`,
    !interactiveModes.includes(mode) && `exec.interactiveMode must be one of ${interactiveModes.join(", ")}`,
  ];
}
