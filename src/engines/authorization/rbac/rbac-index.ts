// RBAC objects laid out for answering: bindings by whom they name, each with the rules it gives.
import { refOf, type PolicyRule } from "../../../kubernetes/index.ts";
import type { ObjectRef } from "../../../core/index.ts";
import type { Binding, FoundRole, RbacObjects } from "./rbac-objects.ts";

/** A binding and what it gives. */
export interface BoundRules {
  readonly binding: Binding;
  readonly bindingRef: ObjectRef;
  readonly found: FoundRole;
  /** Absent where the role is not there. */
  readonly roleRef?: ObjectRef;
  readonly rules: readonly PolicyRule[];
}

/** The bindings of one namespace, or those of the whole cluster, in order; lists hold ascending positions in `bindings`. */
export interface BindingScope {
  readonly bindings: readonly BoundRules[];
  readonly byUser: ReadonlyMap<string, readonly number[]>;
  readonly byGroup: ReadonlyMap<string, readonly number[]>;
  /** Bindings whose role is not there. */
  readonly broken: readonly number[];
}

/** The index of one cluster's RBAC objects. */
export interface RbacIndex {
  readonly cluster: BindingScope;
  readonly namespaces: ReadonlyMap<string, BindingScope>;
  /** The role a reference leads to, from a binding in a namespace ("" for ClusterRoleBindings). */
  readonly find: (kind: string, name: string, namespace: string) => FoundRole;
}

const serviceAccountPrefix = "system:serviceaccount:";

type Key = readonly ["user" | "group", string];

/** Whom a subject names; undefined for nobody. The API group of a subject is not looked at. */
export function subjectKey(
  subject: { readonly kind?: string; readonly name?: string; readonly namespace?: string },
  bindingNamespace: string,
): Key | undefined {
  const { kind, name = "", namespace = "" } = subject;
  if (kind === "User") return ["user", name];
  if (kind === "Group") return ["group", name];
  if (kind !== "ServiceAccount") return undefined;
  const home = namespace === "" ? bindingNamespace : namespace;
  return home === "" ? undefined : ["user", `${serviceAccountPrefix}${home}:${name}`];
}

function roleFinder({ clusterRoles, roles }: RbacObjects): RbacIndex["find"] {
  const clusterByName = new Map(clusterRoles.map((role) => [role.metadata.name, role]));
  const byName = new Map(roles.map((role) => [`${role.metadata.namespace ?? ""}/${role.metadata.name}`, role]));
  return (kind, name, namespace) => {
    if (kind !== "Role" && kind !== "ClusterRole") return { unsupportedKind: kind };
    const role = kind === "ClusterRole" ? clusterByName.get(name) : byName.get(`${namespace}/${name}`);
    return role === undefined ? { missing: kind, name } : { role, rules: role.rules ?? [] };
  };
}

function push(lists: Map<string, number[]>, key: string, position: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [position]);
  else if (list.at(-1) !== position) list.push(position);
}

class ScopeBuilder implements BindingScope {
  readonly bindings: BoundRules[] = [];
  readonly byUser = new Map<string, number[]>();
  readonly byGroup = new Map<string, number[]>();
  readonly broken: number[] = [];

  add(binding: Binding, namespace: string, find: RbacIndex["find"]): void {
    const position = this.bindings.length;
    const { kind = "", name = "" } = binding.roleRef ?? {};
    const found = find(kind, name, namespace);
    const bindingRef = refOf(binding);
    if ("role" in found) {
      this.bindings.push({ binding, bindingRef, found, roleRef: refOf(found.role), rules: found.rules });
    } else {
      this.bindings.push({ binding, bindingRef, found, rules: [] });
      this.broken.push(position);
    }
    for (const subject of binding.subjects ?? []) {
      const key = subjectKey(subject, namespace);
      if (key !== undefined) push(key[0] === "user" ? this.byUser : this.byGroup, key[1], position);
    }
  }
}

/**
 * Builds the index. Of two objects with one name the last counts, as in a watch cache.
 * Linear in objects and subjects.
 */
export function buildRbacIndex(objects: RbacObjects): RbacIndex {
  const find = roleFinder(objects);
  const cluster = new ScopeBuilder();
  const namespaces = new Map<string, ScopeBuilder>();
  for (const binding of objects.clusterRoleBindings) cluster.add(binding, "", find);
  for (const binding of objects.roleBindings) {
    const namespace = binding.metadata.namespace ?? "";
    const scope = namespaces.get(namespace) ?? new ScopeBuilder();
    namespaces.set(namespace, scope);
    scope.add(binding, namespace, find);
  }
  return { cluster, namespaces, find };
}

/** The scopes that count for a request: the cluster's, then its namespace's. */
export function scopesFor(index: RbacIndex, namespace: string): readonly BindingScope[] {
  const local = namespace === "" ? undefined : index.namespaces.get(namespace);
  return local === undefined ? [index.cluster] : [index.cluster, local];
}
