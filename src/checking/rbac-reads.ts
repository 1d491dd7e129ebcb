// The parts that checks over RBAC read, objects judged one by one.
import type { Read } from "./check.ts";

/** Bindings of the whole cluster and of namespaces. */
export const bindingReads = [
  { part: "clusterrolebindings.rbac.authorization.k8s.io", as: "each" },
  { part: "rolebindings.rbac.authorization.k8s.io", as: "each" },
] as const satisfies readonly Read[];

/** Roles of the whole cluster and of namespaces. */
export const roleReads = [
  { part: "clusterroles.rbac.authorization.k8s.io", as: "each" },
  { part: "roles.rbac.authorization.k8s.io", as: "each" },
] as const satisfies readonly Read[];
