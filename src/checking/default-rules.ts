// Whether a binding gives only what every cluster has.
import { defaultRole, isDefaultRule, type DefaultRole } from "../facts/default-roles/index.ts";
import { boundRole, gapOf, type Binding, type ClusterModel } from "../model/index.ts";

const rbac = "rbac.authorization.k8s.io";

/**
 * The role every cluster has that a binding refers to, and its rules: `as-made`, `changed` by rules somebody added, or
 * `unseen`. Undefined for roles of one's own. A role that does not exist has no rules but those it was made with.
 */
export function boundDefault(
  model: ClusterModel,
  binding: Binding,
): { readonly role: DefaultRole; readonly rules: "as-made" | "changed" | "unseen" } | undefined {
  const { kind = "", name = "" } = binding.roleRef ?? {};
  const namespace = kind === "Role" ? binding.metadata.namespace : undefined;
  const role = defaultRole(kind, namespace, name);
  if (role === undefined) return undefined;
  const bound = boundRole(model, binding);
  const part = `${kind === "Role" ? "roles" : "clusterroles"}.${rbac}` as const;
  if (bound === undefined)
    return { role, rules: gapOf(model.parts[part], namespace) === undefined ? "as-made" : "unseen" };
  return { role, rules: (bound.rules ?? []).every((rule) => isDefaultRule(role, rule)) ? "as-made" : "changed" };
}
