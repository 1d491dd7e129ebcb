// What the rules of a role amount to: the few rights that decide how bad a takeover of their holder would be.
import type { PolicyRule } from "../kubernetes/index.ts";

/** Powers, greatest first: everything; gaining rights or another identity; reading Secrets; running code in pods. */
export const powers = ["everything", "escalate", "read-secrets", "run-pods"] as const;

/** What a holder of a role can do that matters beyond its own namespace or job. */
export type Power = (typeof powers)[number];

interface PowerRow {
  readonly power: Power;
  readonly verbs: readonly string[];
  readonly group: string;
  readonly resources: readonly string[];
}

const rbac = "rbac.authorization.k8s.io";
const writes = ["create", "update", "patch"];

/**
 * Verb, group and resource of each power. Sources: kubernetes.io/docs/concepts/security/rbac-good-practices (privilege
 * escalation risks) and the escalation checks of pkg/registry/rbac and pkg/registry/certificates.
 */
const table: readonly PowerRow[] = [
  { power: "everything", verbs: ["*"], group: "*", resources: ["*"] },
  { power: "escalate", verbs: ["escalate", "bind"], group: rbac, resources: ["roles", "clusterroles"] },
  { power: "escalate", verbs: ["impersonate"], group: "", resources: ["users", "groups", "serviceaccounts"] },
  { power: "escalate", verbs: ["create"], group: "", resources: ["serviceaccounts/token"] },
  { power: "escalate", verbs: ["get", "create"], group: "", resources: ["nodes/proxy"] },
  {
    power: "escalate",
    verbs: writes,
    group: "admissionregistration.k8s.io",
    resources: ["mutatingwebhookconfigurations"],
  },
  {
    power: "escalate",
    verbs: ["update", "patch"],
    group: "certificates.k8s.io",
    resources: ["certificatesigningrequests/approval"],
  },
  { power: "read-secrets", verbs: ["get", "list", "watch"], group: "", resources: ["secrets"] },
  { power: "run-pods", verbs: ["get", "create"], group: "", resources: ["pods/exec", "pods/attach"] },
  { power: "run-pods", verbs: writes, group: "", resources: ["pods", "replicationcontrollers"] },
  {
    power: "run-pods",
    verbs: writes,
    group: "apps",
    resources: ["deployments", "daemonsets", "statefulsets", "replicasets"],
  },
  { power: "run-pods", verbs: writes, group: "batch", resources: ["jobs", "cronjobs"] },
];

function covers(list: readonly string[] | undefined, wanted: string): boolean {
  return list !== undefined && (list.includes("*") || list.includes(wanted));
}

function coversResource(list: readonly string[] | undefined, wanted: string): boolean {
  if (covers(list, wanted)) return true;
  const slash = wanted.indexOf("/");
  return slash !== -1 && list !== undefined && list.includes(`*${wanted.slice(slash)}`);
}

/**
 * Whether the rule's names keep the verb from objects with other names. Requests that name nothing have the empty name,
 * which a rule may list.
 */
export function isNamed({ resourceNames = [] }: PolicyRule, verb: string): boolean {
  const nameless = ["list", "watch", "create", "deletecollection"].includes(verb) && resourceNames.includes("");
  return resourceNames.length > 0 && !nameless;
}

/** Rules limited to named objects give no power over the rest, and are left out. */
function gives(rule: PolicyRule, row: PowerRow): boolean {
  return (
    covers(rule.apiGroups, row.group) &&
    row.verbs.some((verb) => covers(rule.verbs, verb) && !isNamed(rule, verb)) &&
    row.resources.some((resource) => coversResource(rule.resources, resource))
  );
}

/** The powers that rules give together, greatest first; everything stands for all. Matching is that of RBAC (pkg/apis/rbac/v1/evaluation_helpers.go). */
export function powersOfRules(rules: readonly PolicyRule[]): readonly Power[] {
  const held = new Set(table.filter((row) => rules.some((rule) => gives(rule, row))).map(({ power }) => power));
  return held.has("everything") ? ["everything"] : powers.filter((power) => held.has(power));
}
