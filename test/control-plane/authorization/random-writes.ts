// Random writes of RBAC objects, by users of whom many may write them and few hold what they grant.
import type { JsonObject, JsonValue } from "../../../src/core/index.ts";
import type { RbacObjects } from "../../../src/engines/authorization/index.ts";
import type { UserInfo } from "../../../src/kubernetes/index.ts";
import type { KubernetesObject } from "../index.ts";
import type { Random } from "./random.ts";
import { groupNames, namespaces, randomBinding, randomRole, rbacObject, usernames } from "./random-objects.ts";

/** A write, and the object that is there. */
export interface RandomWrite {
  readonly user: UserInfo;
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly contentType: string;
  readonly body: JsonValue;
  readonly existing?: JsonObject;
}

const rbac = "rbac.authorization.k8s.io";
const base = `/apis/${rbac}/v1`;
const resources = ["roles", "rolebindings", "clusterroles", "clusterrolebindings"];

/** Objects that let most users write roles and bindings, some escalate, and some bind. */
export function writersOf(world: number): readonly KubernetesObject[] {
  const grant = (name: string, verbs: readonly string[], subjects: readonly string[]): readonly KubernetesObject[] => [
    rbacObject("ClusterRole", { name }, { rules: [{ verbs, apiGroups: [rbac], resources }] }),
    rbacObject(
      "ClusterRoleBinding",
      { name },
      {
        roleRef: { apiGroup: rbac, kind: "ClusterRole", name },
        subjects: subjects.map((one) => ({ kind: "User", apiGroup: rbac, name: one })),
      },
    ),
  ];
  return [
    ...grant(`writers-${world}`, ["create", "update", "patch", "delete"], usernames.slice(0, 4)),
    ...grant(`escalators-${world}`, ["escalate"], ["cyd"]),
    ...grant(`binders-${world}`, ["bind"], ["dot"]),
  ];
}

const damages: readonly ((object: Record<string, unknown>) => void)[] = [
  (object) => (object["rules"] = [{ verbs: [], apiGroups: [""], resources: ["pods"] }]),
  (object) => (object["rules"] = [{ verbs: ["get"], nonResourceURLs: ["/x"], resources: ["pods"], apiGroups: [""] }]),
  (object) => (object["rules"] = [{ verbs: ["get"], apiGroups: [], resources: [] }]),
  (object) => (object["metadata"] = { ...(object["metadata"] as object), name: "a/b%c" }),
  (object) => (object["metadata"] = { ...(object["metadata"] as object), labels: { "bad key": "x y" } }),
  (object) => (object["roleRef"] = { apiGroup: rbac, kind: "Group", name: "x" }),
  (object) => (object["roleRef"] = { apiGroup: rbac, kind: "ClusterRole", name: "" }),
  (object) => (object["subjects"] = [{ kind: "Robot", name: "x" }]),
  (object) => (object["subjects"] = [{ kind: "ServiceAccount", name: "X_y", namespace: "hold" }]),
  (object) => (object["subjects"] = [{ kind: "User", name: "", apiGroup: "y.io" }]),
  (object) =>
    Object.assign(object, {
      roleRef: { kind: "Role", name: "" },
      subjects: [
        { kind: "Group", name: "" },
        { kind: "ServiceAccount", name: "a", apiGroup: "x" },
      ],
    }),
  (object) => (object["aggregationRule"] = { clusterRoleSelectors: [{ matchLabels: { a: "b" } }] }),
  (object) => (object["aggregationRule"] = { clusterRoleSelectors: [] }),
  (object) =>
    (object["aggregationRule"] = { clusterRoleSelectors: [{ matchExpressions: [{ key: "a", operator: "Near" }] }] }),
  (object) => (object["aggregationRule"] = { clusterRoleSelectors: [{ matchLabels: { "a b": "c" } }] }),
];

function isRole({ kind }: JsonObject): boolean {
  return kind === "Role" || kind === "ClusterRole";
}

function damaged(random: Random, object: JsonObject): JsonObject {
  const copy = structuredClone(object) as Record<string, unknown>;
  const role = isRole(object);
  const field = (index: number): boolean => (role ? index < 5 || index > 10 : index > 2 && index < 11);
  random.pick(damages.filter((_, index) => field(index)))(copy);
  return copy as JsonObject;
}

function creation(random: Random, user: UserInfo): RandomWrite {
  const namespace = random.chance(60) ? random.pick(namespaces) : undefined;
  const role = random.chance(50);
  const name = `test-new-${random.number(1_000_000)}`;
  const fresh = (role
    ? randomRole(random, name, namespace)
    : randomBinding(random, name, namespace)) as unknown as JsonObject & { readonly kind: string };
  const body = random.chance(20) ? damaged(random, fresh) : fresh;
  const place = namespace === undefined ? "" : `/namespaces/${namespace}`;
  const path = `${base}${place}/${fresh.kind.toLowerCase()}s`;
  const put = random.chance(25);
  return {
    user,
    method: put ? "PUT" : "POST",
    path: put ? `${path}/${name}` : path,
    contentType: "application/json",
    body,
  };
}

function change(random: Random, object: JsonObject): JsonObject {
  const copy = structuredClone(object) as Record<string, unknown> & { metadata: Record<string, unknown> };
  const { namespace } = copy.metadata as { readonly namespace?: string };
  const role = isRole(object);
  switch (random.number(5)) {
    case 0:
      copy.metadata["labels"] = { changed: "yes" };
      break;
    case 1:
      copy.metadata["finalizers"] = ["example.com/wait"];
      break;
    case 2:
      if (role) copy["rules"] = randomRole(random, "x", namespace).rules;
      else copy["subjects"] = [];
      break;
    case 3:
      if (!role) copy["roleRef"] = randomBinding(random, "x", namespace).roleRef;
      break;
    default:
      return damaged(random, copy as JsonObject);
  }
  return copy as JsonObject;
}

function update(random: Random, user: UserInfo, objects: RbacObjects): RandomWrite {
  const list = random.pick(Object.values(objects) as readonly (readonly KubernetesObject[])[]);
  const existing = random.pick(
    list.filter(({ metadata }) => metadata.name?.includes("test") === true || metadata.name?.startsWith("r") === true),
  );
  const { kind, metadata } = existing;
  const place = metadata.namespace === undefined ? "" : `/namespaces/${metadata.namespace}`;
  const path = `${base}${place}/${kind.toLowerCase()}s/${metadata.name ?? ""}`;
  const object = existing as unknown as JsonObject;
  const changed = change(random, object);
  if (random.chance(40))
    return { user, method: "PUT", path, contentType: "application/json", body: changed, existing: object };
  const fields = ["rules", "subjects", "roleRef", "aggregationRule"].filter((key) => changed[key] !== undefined);
  const { labels = null, finalizers = null } = changed["metadata"] as JsonObject;
  const body = {
    metadata: { labels, finalizers },
    ...Object.fromEntries(fields.map((key) => [key, changed[key]])),
  } as JsonObject;
  return { user, method: "PATCH", path, contentType: "application/merge-patch+json", body, existing: object };
}

/** A write that creates or changes an RBAC object. */
export function randomWrite(random: Random, objects: RbacObjects): RandomWrite {
  const masters = random.chance(4) ? ["system:masters"] : [];
  const user = { username: random.pick(usernames), groups: [...random.some(groupNames.slice(0, 3), 0, 2), ...masters] };
  return random.chance(55) ? creation(random, user) : update(random, user, objects);
}
