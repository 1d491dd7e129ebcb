// The rules of roles, with those that aggregation will fill in.
import type { PolicyRule } from "../kubernetes/index.ts";
import { aggregateClusterRoles, ruleKey } from "./aggregate-cluster-roles.ts";
import type { RbacRole } from "./bound-role.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";

const part = "clusterroles.rbac.authorization.k8s.io";

/** What files say of the rules the controller writes, beside those the file has: its other sources may be in no file. */
function buildCopied(parts: Pick<Parts, typeof part>): ReadonlyMap<string, readonly PolicyRule[]> {
  const { objects, status } = parts[part];
  // A cluster's controller has filled them in.
  if (status !== "given") return new Map();
  const own = new Map(objects.map(({ metadata, rules = [] }) => [metadata.name, new Set(rules.map(ruleKey))]));
  const settled = aggregateClusterRoles(objects).filter(({ aggregationRule }) => aggregationRule !== undefined);
  return new Map(
    settled.map(({ metadata: { name }, rules = [] }) => [
      name,
      rules.filter((rule) => own.get(name)?.has(ruleKey(rule)) !== true),
    ]),
  );
}

/**
 * The rules of a role of the model: its own, then, for a ClusterRole of files, those that the controller will copy from
 * the ClusterRoles it selects (pkg/controller/clusterroleaggregation). Own rules keep their index.
 */
export function effectiveRules(model: ClusterModel, role: RbacRole): readonly PolicyRule[] {
  const { kind, metadata, rules = [] } = role;
  const copied = kind === "ClusterRole" ? derive(model, [part], buildCopied).get(metadata.name) : undefined;
  return copied === undefined ? rules : [...rules, ...copied];
}
