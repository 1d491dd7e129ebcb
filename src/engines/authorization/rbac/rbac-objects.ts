// What RBAC decides from.
import type { ObjectOfKind, PolicyRule } from "../../../kubernetes/index.ts";

export type ClusterRole = ObjectOfKind<"clusterroles.rbac.authorization.k8s.io">;
export type ClusterRoleBinding = ObjectOfKind<"clusterrolebindings.rbac.authorization.k8s.io">;
export type Role = ObjectOfKind<"roles.rbac.authorization.k8s.io">;
export type RoleBinding = ObjectOfKind<"rolebindings.rbac.authorization.k8s.io">;

/** A binding of either kind: their fields are the same. */
export type Binding = ClusterRoleBinding;

/** All RBAC objects of a cluster, in the order in which bindings are visited (a server's own order is random). */
export interface RbacObjects {
  readonly clusterRoles: readonly ClusterRole[];
  readonly clusterRoleBindings: readonly ClusterRoleBinding[];
  readonly roles: readonly Role[];
  readonly roleBindings: readonly RoleBinding[];
}

/** What a binding's roleRef leads to: a role and its rules, or why there is none. */
export type FoundRole =
  | { readonly role: ClusterRole | Role; readonly rules: readonly PolicyRule[] }
  | { readonly missing: "Role" | "ClusterRole"; readonly name: string }
  | { readonly unsupportedKind: string };
