// Roles by what they allow: clusters give the same rules over and over, and what is found of a list of rules holds for all.
import type { ObjectOfKind, PolicyRule } from "../kubernetes/index.ts";
import { derive, effectiveRules, type ClusterModel, type Parts } from "../model/index.ts";

const rolesPart = "roles.rbac.authorization.k8s.io";
const clusterRolesPart = "clusterroles.rbac.authorization.k8s.io";

type Role = ObjectOfKind<typeof rolesPart>;
type Rules = readonly PolicyRule[];

function buildRules(parts: Pick<Parts, typeof rolesPart | typeof clusterRolesPart>): ReadonlyMap<Role, Rules> {
  const lists = new Map<string, Rules>();
  const found = new Map<Role, Rules>();
  for (const role of [...parts[clusterRolesPart].objects, ...parts[rolesPart].objects]) {
    const rules = effectiveRules({ parts } as ClusterModel, role);
    const text = JSON.stringify(rules);
    const known = lists.get(text);
    if (known === undefined) lists.set(text, rules);
    found.set(role, known ?? rules);
  }
  return found;
}

/** The rules of a role of the model as `effectiveRules` gives them: the very same list for all roles whose rules are equal. */
export function distinctRules(model: ClusterModel, role: Role): Rules {
  return derive(model, [clusterRolesPart, rolesPart], buildRules).get(role) ?? effectiveRules(model, role);
}
