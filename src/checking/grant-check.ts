// The one definition behind every check of a right that roles give: a table row is the right and its texts.
import type { Evidence, Finding, Minor } from "../core/index.ts";
import { coversKind } from "../engines/authorization/index.ts";
import { defaultRole, isDefaultRule } from "../facts/default-roles/index.ts";
import { powersIn } from "../facts/rbac-powers/index.ts";
import { refOf, type ObjectOfKind, type PolicyRule } from "../kubernetes/index.ts";
import { gapOf, isNamed, roleHolders, type ClusterModel, type Gap, type Holder } from "../model/index.ts";
import { defineCheck, type Check } from "./check.ts";
import { distinctRules } from "./distinct-rules.ts";
import { holdEvidence, listed, lower, placeOf, severityOfHold, subjectsOf } from "./role-hold.ts";
import { rolePowers } from "./role-powers.ts";

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
  "id" | "title" | "severity" | "rationale" | "remediation" | "references" | "aliases" | "versions"
> {
  readonly rights?: readonly Right[];
  /** In place of rights: powers of facts/rbac-powers, which count where the rules of one role give all one needs. */
  readonly powers?: readonly string[];
  /** What a holder can do, after "can": "read every Secret". */
  readonly ability: string;
  /**
   * `cluster`: only a hold on the whole cluster counts, and roles that are held in namespaces alone are in line;
   * `namespace`: only holds on namespaces count, as another check judges the rest; `kube-system`: holds on the whole
   * cluster and on that namespace.
   */
  readonly scope: "cluster" | "namespace" | "kube-system" | "any";
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

type RightRule = (role: Role, rules: readonly PolicyRule[]) => number;

/** The first rule that gives the right and is not one every cluster has; each list of rules is asked once. */
function rightRules(rights: readonly Right[]): RightRule {
  const found = new Map<readonly PolicyRule[], number>();
  const isGiving = (rule: PolicyRule): boolean => rights.some((right) => gives(rule, right));
  return ({ kind, metadata }, rules) => {
    const standard = defaultRole(kind, metadata.namespace, metadata.name);
    if (standard !== undefined) return rules.findIndex((rule) => isGiving(rule) && !isDefaultRule(standard, rule));
    const at = found.get(rules) ?? rules.findIndex(isGiving);
    found.set(rules, at);
    return at;
  };
}

/** The rule that gives one of the powers there are in the version. */
function powerRule(model: ClusterModel, role: Role, names: readonly string[], version: Minor): number {
  const held = rolePowers(model, role);
  if (!names.some((name) => held.has(name))) return -1;
  const power = powersIn(version).find(({ power: name }) => names.includes(name) && held.has(name));
  return power === undefined ? -1 : (held.get(power.power) ?? -1);
}

/** Whether a hold there is one the check speaks of. */
function counts(scope: GrantCheck["scope"], namespace: string | undefined): boolean {
  if (scope === "any") return true;
  if (scope === "kube-system") return namespace === undefined || namespace === "kube-system";
  return (namespace === undefined) === (scope === "cluster");
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

function judge(
  model: ClusterModel,
  role: Role,
  check: GrantCheck,
  { version, rightRule }: { readonly version: Minor; readonly rightRule: RightRule },
): Finding<keyof typeof messages> | undefined {
  const rules = distinctRules(model, role);
  const at = check.powers === undefined ? rightRule(role, rules) : powerRule(model, role, check.powers, version);
  const rule = rules[at];
  if (rule === undefined) return undefined;
  const all = roleHolders(model, role);
  const holders = all.filter(({ namespace }) => counts(check.scope, namespace));
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
  const { rights: _rights, powers: _powers, ability: _ability, scope, ...metadata } = definition;
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
      const asked = { version: context.version, rightRule: rightRules(definition.rights ?? []) };
      for (const plural of roleParts) {
        for (const role of context.each<Role>(model.parts[`${plural}.${rbac}`].objects)) {
          if (role.kind === "Role" && !counts(scope, role.metadata.namespace)) continue;
          const finding = judge(model, role, definition, asked);
          if (finding !== undefined) yield finding;
        }
      }
    },
  });
}
