// Aggregated ClusterRoles as the controller fills them (pkg/controller/clusterroleaggregation).
import { matchesSelector, type LabelSelector, type ObjectOfKind, type PolicyRule } from "../kubernetes/index.ts";

/** What the controller reads of a ClusterRole. */
type AggregatedRole = Pick<
  ObjectOfKind<"clusterroles.rbac.authorization.k8s.io">,
  "metadata" | "rules" | "aggregationRule"
>;

const lists = ["verbs", "apiGroups", "resources", "resourceNames", "nonResourceURLs"] as const;

/** Equal for rules the controller holds to be the same: lists in the same order, empty ones as good as none. */
export function ruleKey(rule: PolicyRule): string {
  return JSON.stringify(lists.map((list) => rule[list] ?? []));
}

const valuesWanted = new Map([
  ["In", true],
  ["NotIn", true],
  ["Exists", false],
  ["DoesNotExist", false],
]);

/** A selector the controller cannot use makes it leave the whole role as it is. */
function isUsable({ matchExpressions = [] }: LabelSelector): boolean {
  return matchExpressions.every(({ operator = "", values = [] }) => valuesWanted.get(operator) === values.length > 0);
}

function aggregate(role: AggregatedRole, byName: readonly AggregatedRole[]): readonly PolicyRule[] | undefined {
  const selectors = role.aggregationRule?.clusterRoleSelectors ?? [];
  if (!selectors.every(isUsable)) return undefined;
  const rules = new Map<string, PolicyRule>();
  for (const selector of selectors) {
    for (const other of byName) {
      if (other.metadata.name === role.metadata.name || !matchesSelector(selector, other.metadata.labels)) continue;
      for (const rule of other.rules ?? []) if (!rules.has(ruleKey(rule))) rules.set(ruleKey(rule), rule);
    }
  }
  return [...rules.values()];
}

function sameRules(a: readonly PolicyRule[] = [], b: readonly PolicyRule[] = []): boolean {
  return a.length === b.length && a.every((rule, index) => ruleKey(rule) === ruleKey(b[index] ?? {}));
}

/**
 * The ClusterRoles once the controller has settled, in the order given. Rules of an aggregated role are replaced by those of the
 * roles it selects, as they are now: roles that aggregate each other therefore keep rules whose source is gone.
 * Each round costs roles × selectors; rounds end when nothing changes, after as many as there are roles at most.
 */
export function aggregateClusterRoles<R extends AggregatedRole>(roles: readonly R[]): readonly R[] {
  const current = new Map(roles.map((role) => [role.metadata.name, role]));
  const names = [...current.keys()].sort();
  for (let round = 0, changed = true; changed && round <= names.length; round++) {
    changed = false;
    for (const name of names) {
      const role = current.get(name);
      if (role?.aggregationRule === undefined) continue;
      const rules = aggregate(
        role,
        names.flatMap((other) => current.get(other) ?? []),
      );
      if (rules === undefined || sameRules(rules, role.rules)) continue;
      current.set(name, { ...role, rules });
      changed = true;
    }
  }
  return roles.map((role) => current.get(role.metadata.name) ?? role);
}
