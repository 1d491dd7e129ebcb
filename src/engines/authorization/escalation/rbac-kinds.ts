// The four kinds of the RBAC API, and objects of them as requests carry them.
import { isJsonObject, type JsonObject } from "../../../core/index.ts";
import {
  kinds,
  type PolicyRule,
  type RoleRef,
  type ShapeProblem,
  type Subject,
  type LabelSelector,
} from "../../../kubernetes/index.ts";

export const rbacGroup = "rbac.authorization.k8s.io";

/** A kind of the RBAC API. */
export interface RbacKind {
  readonly kind: "Role" | "ClusterRole" | "RoleBinding" | "ClusterRoleBinding";
  readonly resource: string;
  readonly namespaced: boolean;
  readonly isRole: boolean;
}

const rbacKinds: readonly RbacKind[] = [
  { kind: "Role", resource: "roles", namespaced: true, isRole: true },
  { kind: "ClusterRole", resource: "clusterroles", namespaced: false, isRole: true },
  { kind: "RoleBinding", resource: "rolebindings", namespaced: true, isRole: false },
  { kind: "ClusterRoleBinding", resource: "clusterrolebindings", namespaced: false, isRole: false },
];

/** The kind of a resource; undefined for other resources. */
export function kindOfResource(resource: string): RbacKind | undefined {
  return rbacKinds.find((one) => one.resource === resource);
}

/** The kind by its name. */
export function kindNamed(name: string): RbacKind | undefined {
  return rbacKinds.find(({ kind }) => kind === name);
}

/** An RBAC object whose types have been checked; fields of the other kinds are absent. */
export interface RbacObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject & {
    readonly name?: string;
    readonly generateName?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly rules?: readonly PolicyRule[];
  readonly aggregationRule?: { readonly clusterRoleSelectors?: readonly LabelSelector[] };
  readonly subjects?: readonly Subject[];
  readonly roleRef?: RoleRef;
}

const fieldsOf = {
  Role: ["rules"],
  ClusterRole: ["rules", "aggregationRule"],
  RoleBinding: ["subjects", "roleRef"],
  ClusterRoleBinding: ["subjects", "roleRef"],
} as const;

/** Subjects and references without a group get the one their kind has (pkg/apis/rbac/v1 defaults.go). */
function withDefaults({ subjects, roleRef, ...rest }: RbacObject): RbacObject {
  const defaulted = subjects?.map((subject) => {
    const known = subject.kind === "User" || subject.kind === "Group";
    return known && (subject.apiGroup ?? "") === "" ? { ...subject, apiGroup: rbacGroup } : subject;
  });
  return {
    ...rest,
    ...(defaulted === undefined ? {} : { subjects: defaulted }),
    ...(roleRef === undefined ? {} : { roleRef: { ...roleRef, apiGroup: roleRef.apiGroup || rbacGroup } }),
  };
}

/**
 * Reads a body as an object of a kind, with defaults and without fields the kind does not have; metadata is kept whole.
 * The body is left alone.
 */
export function decodeRbacObject(
  body: JsonObject,
  { kind, resource, isRole }: RbacKind,
): RbacObject | { readonly problems: readonly ShapeProblem[] } {
  const problems: ShapeProblem[] = [];
  const { shape } = kinds[`${resource}.${rbacGroup}` as keyof typeof kinds];
  const object = shape.admit({ metadata: {}, ...structuredClone(body) }, [], problems) as RbacObject;
  if (problems.length > 0) return { problems };
  const kept = fieldsOf[kind]
    .filter((field) => object[field] !== undefined)
    .map((field) => [field, object[field]] as const);
  const given = Object.entries(isJsonObject(body["metadata"]) ? body["metadata"] : {});
  const metadata = Object.fromEntries(given.filter(([, value]) => value !== null)) as RbacObject["metadata"];
  const reference = isRole ? {} : { roleRef: {} };
  return withDefaults({ apiVersion: `${rbacGroup}/v1`, kind, metadata, ...reference, ...Object.fromEntries(kept) });
}
