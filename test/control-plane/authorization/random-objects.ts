// Random RBAC objects that the API takes, made of few names, so that they meet the random requests.
import type { PolicyRule, Subject } from "../../../src/kubernetes/index.ts";
import type { KubernetesObject } from "../index.ts";
import type { Random } from "./random.ts";

export const namespaces = ["harbour", "yard", "hold"] as const;
export const usernames = ["ada", "bea", "cyd", "dot", "system:serviceaccount:yard:crane", 'o\'neil "x" é'] as const;
export const groupNames = [
  "crew",
  "pilots",
  "watch:port",
  "system:authenticated",
  "system:serviceaccounts:yard",
] as const;
export const nodeNames = ["quay-1", "quay-2", "ghost"] as const;
export const resources = [
  "pods",
  "pods/log",
  "pods/exec",
  "secrets",
  "deployments",
  "deployments/scale",
  "configmaps",
  "nodes",
  "widgets",
];
export const verbs = ["get", "list", "watch", "create", "update", "delete", "escalate", "bind", "use"];
export const groups = ["", "apps", "batch", "rbac.authorization.k8s.io", "example.com"];
export const names = ["web", "db", "web-1", ""];
export const paths = ["/metrics", "/metrics/cadvisor", "/healthz", "/healthz/etcd", "/logs/", "/x*", "/"];

const wildVerbs = [...verbs, "*", "ge*"];
const wildGroups = [...groups, "*"];
const wildResources = [...resources, "*", "*/scale", "*/log", "pods/*", "*/*", "*/"];
const wildPaths = [...paths, "*", "/metrics/*", "/healthz**", "/*/etcd"];

const rbac = "rbac.authorization.k8s.io";

/** An object of the RBAC API. */
export function rbacObject(kind: string, metadata: KubernetesObject["metadata"], fields: object): KubernetesObject {
  return { apiVersion: `${rbac}/v1`, kind, metadata, ...fields };
}

/** One rule; rules on paths only where they may be. */
function randomRule(random: Random, withPaths: boolean): PolicyRule {
  const asked = random.some(wildVerbs, 1, 3);
  if (withPaths && random.chance(25)) return { verbs: asked, nonResourceURLs: random.some(wildPaths, 1, 3) };
  return {
    verbs: asked,
    apiGroups: random.some(wildGroups, 1, 3),
    resources: random.some(wildResources, 1, 3),
    ...(random.chance(30) ? { resourceNames: random.some(names, 1, 2) } : {}),
  };
}

function randomSubject(random: Random, namespaced: boolean): Subject {
  const kind = random.pick(["User", "User", "Group", "Group", "ServiceAccount"] as const);
  if (kind === "User") return { kind, apiGroup: rbac, name: random.pick(usernames) };
  if (kind === "Group") return { kind, apiGroup: rbac, name: random.pick(groupNames) };
  const local = namespaced && random.chance(40);
  return { kind, name: "crane", ...(local ? {} : { namespace: random.pick(["yard", "hold"]) }) };
}

const roleNames = ["r0", "r1", "r2", "r3"] as const;

interface RoleObject extends KubernetesObject {
  readonly rules: readonly PolicyRule[];
}

/** A role by name; a ClusterRole where there is no namespace. */
export function randomRole(random: Random, name: string, namespace?: string): RoleObject {
  const rules = Array.from({ length: random.number(6) }, () => randomRule(random, namespace === undefined));
  const kind = namespace === undefined ? "ClusterRole" : "Role";
  return {
    apiVersion: `${rbac}/v1`,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    rules,
  };
}

interface BindingObject extends KubernetesObject {
  readonly roleRef: { readonly apiGroup: string; readonly kind: string; readonly name: string };
  readonly subjects: readonly Subject[];
}

/** A binding by name, to one of few roles, which may not be there. */
export function randomBinding(random: Random, name: string, namespace?: string): BindingObject {
  const kind = namespace === undefined || random.chance(50) ? "ClusterRole" : "Role";
  const role = random.chance(10) ? "gone" : random.pick(roleNames);
  return {
    apiVersion: `${rbac}/v1`,
    kind: namespace === undefined ? "ClusterRoleBinding" : "RoleBinding",
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    roleRef: { apiGroup: rbac, kind, name: kind === "ClusterRole" ? `test:${role}` : role },
    subjects: Array.from({ length: random.number(4) }, () => randomSubject(random, namespace !== undefined)),
  };
}

/** A world: roles and bindings in the cluster and in each namespace, without the names of the world before. */
export function randomObjects(random: Random, world: number): readonly KubernetesObject[] {
  return [
    ...roleNames.filter(() => random.chance(85)).map((name) => randomRole(random, `test:${name}`)),
    ...Array.from({ length: 8 }, (_, index) => randomBinding(random, `test:${world}-${index}`)),
    ...namespaces.flatMap((namespace) => [
      ...roleNames.filter(() => random.chance(85)).map((name) => randomRole(random, name, namespace)),
      ...Array.from({ length: 4 }, (_, index) => randomBinding(random, `test-${world}-${index}`, namespace)),
    ]),
  ];
}
