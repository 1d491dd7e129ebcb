// The rules of roles, with those that aggregation will fill in.
import { matchesSelector, type ObjectOfKind, type PolicyRule } from "../kubernetes/index.ts";
import type { RbacRole } from "./bound-role.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";

const part = "clusterroles.rbac.authorization.k8s.io";
type ClusterRole = ObjectOfKind<typeof part>;

/** Every role that the selectors of `role` lead to, through others that aggregate; each once. */
function collect(role: ClusterRole, all: readonly ClusterRole[], seen: Set<ClusterRole>): void {
  const selectors = role.aggregationRule?.clusterRoleSelectors ?? [];
  for (const other of all) {
    if (seen.has(other) || !selectors.some((selector) => matchesSelector(selector, other.metadata.labels))) continue;
    seen.add(other);
    collect(other, all, seen);
  }
}

function buildAggregated(parts: Pick<Parts, typeof part>): ReadonlyMap<string, readonly PolicyRule[]> {
  const { objects, status } = parts[part];
  // A cluster's controller has filled them in.
  if (status !== "given") return new Map();
  const aggregating = objects.filter(({ aggregationRule }) => aggregationRule !== undefined);
  return new Map(
    aggregating.map((role) => {
      const seen = new Set([role]);
      collect(role, objects, seen);
      seen.delete(role);
      return [role.metadata.name, [...seen].flatMap(({ rules = [] }) => rules)];
    }),
  );
}

/**
 * The rules of a role of the model: its own, then, for a ClusterRole of files, those that the controller will copy from
 * the ClusterRoles it selects (pkg/controller/clusterroleaggregation). Own rules keep their index.
 */
export function effectiveRules(model: ClusterModel, role: RbacRole): readonly PolicyRule[] {
  const { kind, metadata, rules = [] } = role;
  const copied = kind === "ClusterRole" ? derive(model, [part], buildAggregated).get(metadata.name) : undefined;
  return copied === undefined ? rules : [...rules, ...copied];
}
