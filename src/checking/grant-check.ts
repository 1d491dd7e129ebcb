// The one definition behind every check of a right that roles give: a table row is the right and its texts.
import type { Evidence, Finding } from "../core/index.ts";
import { coversKind } from "../engines/authorization/index.ts";
import { defaultRole, isDefaultRule } from "../facts/default-roles/index.ts";
import { refOf, type ObjectOfKind, type PolicyRule } from "../kubernetes/index.ts";
import {
  effectiveRules,
  gapOf,
  isNamed,
  roleHolders,
  type ClusterModel,
  type Gap,
  type Holder,
} from "../model/index.ts";
import { defineCheck, type Check } from "./check.ts";
import { holdEvidence, listed, lower, placeOf, severityOfHold, subjectsOf } from "./role-hold.ts";

/** Rights on resources of one group; any verb on any of the resources counts. */
export interface Right {
  readonly verbs: readonly string[];
  /** Empty for the core group. */
  readonly apiGroup: string;
  readonly resources: readonly string[];
  /** Whether a rule limited to named objects counts too. */
  readonly evenNamed?: true;
}

/** A check of one right, judged role by role. */
export interface GrantCheck extends Pick<
  Check,
  "id" | "title" | "severity" | "rationale" | "remediation" | "references" | "aliases"
> {
  readonly rights: readonly Right[];
  /** What a holder can do, after "can": "read every Secret". */
  readonly ability: string;
  /**
   * `cluster`: only a hold on the whole cluster counts, and roles that are held in namespaces alone are in line;
   * `namespace`: only holds on namespaces count, as another check judges the rest.
   */
  readonly scope: "cluster" | "namespace" | "any";
}

type Role = ObjectOfKind<"roles.rbac.authorization.k8s.io">;

const rbac = "rbac.authorization.k8s.io";
const messages = {
  held: "{holders} can {ability} {place}, through {rule}",
  unheld: "whoever is given this role can {ability}, through {rule}; no {binding} gives it to anybody",
  unseen: "whoever holds this role can {ability}, through {rule}; who that is was not seen",
} as const;

function gives(rule: PolicyRule, right: Right): boolean {
  return right.verbs.some(
    (verb) =>
      (right.evenNamed === true || !isNamed(rule, verb)) &&
      right.resources.some((resource) => coversKind(rule, verb, right.apiGroup, resource)),
  );
}

/** The first rule that gives the right and is not one every cluster has. */
function givingRule({ kind, metadata }: Role, rules: readonly PolicyRule[], rights: readonly Right[]): number {
  const standard = defaultRole(kind, metadata.namespace, metadata.name);
  return rules.findIndex(
    (rule) => rights.some((right) => gives(rule, right)) && !(standard !== undefined && isDefaultRule(standard, rule)),
  );
}

function evidenceOf(path: string, rule: PolicyRule, holders: readonly Holder[]): Evidence[] {
  const { verbs = [], resources = [], apiGroups = [], resourceNames = [] } = rule;
  const names = resourceNames.length > 0 ? ` named ${listed(resourceNames, 5)}` : "";
  const groups = apiGroups.map((group) => (group === "" ? "core" : group)).join(", ");
  const text = `the rule allows ${verbs.join(", ")} on ${resources.join(", ")}${names} of ${groups}`;
  return [{ source: "rule", path, text }, ...holdEvidence(holders)];
}

function unseenHolders({ parts }: ClusterModel, role: Role, scope: GrantCheck["scope"]): Gap | undefined {
  const everywhere = scope === "namespace" ? undefined : gapOf(parts[`clusterrolebindings.${rbac}`]);
  if (everywhere !== undefined || scope === "cluster") return everywhere;
  return gapOf(parts[`rolebindings.${rbac}`], role.metadata.namespace);
}

function judge(model: ClusterModel, role: Role, check: GrantCheck): Finding<keyof typeof messages> | undefined {
  const rules = effectiveRules(model, role);
  const at = givingRule(role, rules, check.rights);
  const rule = rules[at];
  if (rule === undefined) return undefined;
  const all = roleHolders(model, role);
  const holders = all.filter(
    ({ namespace }) => check.scope === "any" || (namespace === undefined) === (check.scope === "cluster"),
  );
  const path = at < (role.rules ?? []).length ? `rules[${at}]` : "aggregationRule";
  const finding = { object: refOf(role), path, evidence: evidenceOf(path, rule, holders) };
  const data = { ability: check.ability, rule: path };
  if (holders.length > 0) {
    const severity = severityOfHold(check.severity, holders);
    const hold = { holders: subjectsOf(holders), place: placeOf(holders) };
    return { ...finding, message: "held", severity, data: { ...data, ...hold } };
  }
  // Who may bind a ClusterRole may bind it anywhere: the check of the whole cluster tells of one nobody holds.
  if (all.length > 0 || (check.scope === "namespace" && role.kind === "ClusterRole")) return undefined;
  if (unseenHolders(model, role, check.scope) !== undefined)
    return { ...finding, message: "unseen", severity: lower(check.severity), data };
  const binding = check.scope === "cluster" ? "ClusterRoleBinding" : "binding";
  return { ...finding, message: "unheld", severity: "info", data: { ...data, binding } };
}

/** A check of a right that roles give; rules every cluster has are left out, rules added to default roles are not. */
export function grantCheck(definition: GrantCheck): Check<keyof typeof messages> {
  const { rights: _rights, ability: _ability, scope, ...metadata } = definition;
  const roleParts = scope === "cluster" ? (["clusterroles"] as const) : (["clusterroles", "roles"] as const);
  return defineCheck({
    ...metadata,
    domain: "authorization",
    reads: [
      { part: `clusterroles.${rbac}`, as: "each" },
      ...roleParts.slice(1).map((plural) => ({ part: `${plural}.${rbac}`, as: "each" }) as const),
      { part: `clusterrolebindings.${rbac}`, as: "each" },
      { part: `rolebindings.${rbac}`, as: "each" },
    ],
    messages,
    *run(model, context) {
      for (const plural of roleParts) {
        for (const role of context.each<Role>(model.parts[`${plural}.${rbac}`].objects)) {
          const finding = judge(model, role, definition);
          if (finding !== undefined) yield finding;
        }
      }
    },
  });
}
