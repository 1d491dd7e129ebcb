// The role a binding refers to.
import type { ObjectOfKind } from "../kubernetes/index.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";
import type { Binding } from "./role-holders.ts";

const roleParts = ["clusterroles.rbac.authorization.k8s.io", "roles.rbac.authorization.k8s.io"] as const;

/** A Role or a ClusterRole. */
export type RbacRole = ObjectOfKind<(typeof roleParts)[number]>;

function buildRoles(parts: Pick<Parts, (typeof roleParts)[number]>): ReadonlyMap<string, RbacRole> {
  const roles = roleParts.flatMap((part) => parts[part].objects as readonly RbacRole[]);
  return new Map(roles.map((role) => [`${role.kind} ${role.metadata.namespace ?? ""}/${role.metadata.name}`, role]));
}

/** The role of a binding; undefined where the model has none of that kind, name and, for a Role, namespace. */
export function boundRole(model: ClusterModel, binding: Binding): RbacRole | undefined {
  const { kind, name } = binding.roleRef ?? {};
  const namespace = kind === "Role" ? (binding.metadata.namespace ?? "") : "";
  return derive(model, roleParts, buildRoles).get(`${kind} ${namespace}/${name}`);
}

/** All roles, those of the whole cluster first. */
export function allRoles({ parts }: ClusterModel): readonly RbacRole[] {
  return roleParts.flatMap((part) => parts[part].objects as readonly RbacRole[]);
}
