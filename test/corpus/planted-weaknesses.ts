// How many of the weaknesses planted in a generated cluster are found, by type.
import type { JsonObject, ObjectRef, Report } from "../../src/core/index.ts";

/** Type of weakness → checks of which any finds it. Types that are not here have no check yet. */
const checksByWeakness: Readonly<Record<string, readonly string[]>> = {
  "apiserver-anonymous-auth": ["apiserver-anonymous-auth"],
  "apiserver-profiling": ["apiserver-profiling"],
  "cluster-admin-binding": ["rbac-cluster-admin-bound"],
  "dangerous-capability": ["pss-capabilities-baseline"],
  "docker-socket-mount": ["pss-host-path-volumes"],
  "host-pid": ["pss-host-namespaces"],
  "host-port": ["pss-host-ports"],
  "hostpath-mount": ["pss-host-path-volumes"],
  "ingress-without-tls": ["ingress-without-tls"],
  "legacy-sa-token-secret": ["legacy-service-account-token"],
  "mutable-image-tag": ["image-tag-mutable"],
  "namespace-psa-privileged": ["namespace-pod-security-level"],
  "namespace-without-networkpolicy": ["namespace-without-default-deny"],
  "namespace-without-psa-labels": ["namespace-pod-security-level"],
  "plaintext-secret-in-env": ["secret-in-environment"],
  "privileged-container": ["pss-privileged"],
  "rbac-all-authenticated": ["rbac-authenticated-granted"],
  "rbac-anonymous": ["rbac-anonymous-granted"],
  "rbac-bind-roles": ["rbac-escalate-or-bind"],
  "rbac-create-pods": ["rbac-create-workloads"],
  "rbac-csr-approve": ["rbac-approve-certificates"],
  "rbac-dangling-roleref": ["rbac-dangling-role-ref"],
  "rbac-default-sa-privileged": ["rbac-default-service-account-bound"],
  "rbac-impersonate": ["rbac-impersonate-users", "rbac-impersonate-service-accounts"],
  "rbac-list-secrets": ["rbac-read-all-secrets"],
  "rbac-nodes-proxy": ["rbac-nodes-proxy"],
  "rbac-pod-exec": ["rbac-run-commands-in-pods"],
  "rbac-token-request": ["rbac-create-service-account-tokens"],
  "rbac-webhooks": ["rbac-write-admission"],
  "runs-as-root": ["pss-run-as-user"],
  "seccomp-unconfined": ["pss-seccomp-profile-baseline"],
  "service-exposed-loadbalancer": ["service-load-balancer-open"],
  "service-exposed-nodeport": ["service-node-port"],
  "webhook-fail-open": ["webhook-fails-open"],
};

/** A row of a truth file. */
export interface Planted {
  readonly type: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
}

/** How many of a type were planted and found; `missed` names the rest. */
export interface Recall {
  readonly type: string;
  readonly planted: number;
  readonly found: number;
  readonly missed: readonly string[];
  /** False where no check of ours looks for it. */
  readonly covered: boolean;
}

function keyOf(kind: string, namespace: string | null | undefined, name: string): string {
  return `${kind} ${namespace ?? ""}/${name}`;
}

/** Bindings are planted, while findings about rights name the role: the role of each binding. */
function rolesOf(items: readonly JsonObject[]): ReadonlyMap<string, string> {
  const roles = new Map<string, string>();
  for (const { kind, metadata, roleRef } of items) {
    const { namespace, name } = metadata as { readonly namespace?: string; readonly name: string };
    const role = roleRef as { readonly kind: string; readonly name: string } | undefined;
    if (role === undefined) continue;
    const roleNamespace = role.kind === "Role" ? namespace : undefined;
    roles.set(keyOf(kind as string, namespace, name), keyOf(role.kind, roleNamespace, role.name));
  }
  return roles;
}

/** Recall by type of weakness. `items` are the objects of the dump. */
export function recallOf(report: Report, items: readonly JsonObject[], planted: readonly Planted[]): readonly Recall[] {
  const roles = rolesOf(items);
  const key = (object: ObjectRef): string => keyOf(object.kind, object.namespace, object.name);
  const failing = report.findings.filter(({ outcome }) => outcome === "fail");
  const found = new Set(
    failing.flatMap(({ check, object, owner }) => [`${check} ${key(object)}`, `${check} ${key(owner)}`]),
  );
  return [...new Set(planted.map(({ type }) => type))].sort().map((type) => {
    const checks = checksByWeakness[type];
    const names = planted
      .filter((one) => one.type === type)
      .map(({ kind, namespace, name }) => keyOf(kind, namespace, name));
    const missed = names.filter(
      (name) => !checks?.some((check) => found.has(`${check} ${name}`) || found.has(`${check} ${roles.get(name)}`)),
    );
    return { type, planted: names.length, found: names.length - missed.length, missed, covered: checks !== undefined };
  });
}
