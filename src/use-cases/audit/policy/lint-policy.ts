// What in an audit policy is without effect, blind, or leaks.
import { severityRank, type Answer, type Cell, type Severity } from "../../../core/index.ts";
import {
  decisionsForAnyone,
  evaluate,
  levels,
  ruleReach,
  type AuditDecision,
  type AuditPolicy,
  type AuditedRequest,
  type Level,
} from "../../../engines/audit/index.ts";
import type { ReadPolicy } from "./read-policy.ts";
import { execRequest, failedLogin, importantRequests, secretBodies } from "./sensitive-requests.ts";

/** Something to mend, or to know. */
export interface PolicyLint {
  readonly id: string;
  readonly severity: Severity;
  /** Field path in the policy, where one place is meant. */
  readonly path?: string;
  readonly message: string;
  readonly advice: string;
}

/** The versioned answer of `audit policy lint`. */
export interface AuditPolicyLint {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "AuditPolicyLint";
  readonly findings: readonly PolicyLint[];
}

function reaches(level: Level, wanted: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(wanted);
}

function ofWarnings({ warnings }: ReadPolicy): readonly PolicyLint[] {
  return warnings.map(({ code, message, path }) => ({
    id: code,
    severity: "medium",
    ...(path === undefined ? {} : { path }),
    message,
    advice: "the server takes this without a word: write what was meant",
  }));
}

function listed(rules: readonly number[]): string {
  return rules.map((rule) => `rules[${rule}]`).join(", ");
}

function withoutEffect(policy: AuditPolicy): readonly PolicyLint[] {
  return ruleReach(policy).flatMap((reach): readonly PolicyLint[] => {
    const path = `rules[${reach.rule}]`;
    switch (reach.status) {
      case "reachable":
        return [];
      case "shadowed": {
        const message = `${listed(reach.by)} take every request this rule would take: ${reach.proof.join("; ")}`;
        return [{ id: "shadowed-rule", severity: "medium", path, message, advice: "move the rule up, or drop it" }];
      }
      case "empty":
        return [
          {
            id: "empty-rule",
            severity: "medium",
            path,
            message: "no request there is fits this rule",
            advice: "drop it, or write what was meant",
          },
        ];
      case "undecided":
        return [
          {
            id: "undecided-rule",
            severity: "info",
            path,
            message: "the policy is too large to tell whether this rule decides anything",
            advice: "ask about requests with `audit policy explain`",
          },
        ];
      default:
        return reach satisfies never;
    }
  });
}

/** Whoever lists a resource across namespaces reads it there too, and has no namespace in the request. */
function clusterWideLists(policy: AuditPolicy): readonly PolicyLint[] {
  return policy.rules.flatMap((rule, index): readonly PolicyLint[] => {
    const { namespaces, resources, level, verbs } = rule;
    if (namespaces.length === 0 || namespaces.includes("") || level === "None") return [];
    if (verbs.length > 0 && !verbs.includes("list") && !verbs.includes("watch")) return [];
    const verb = verbs.length === 0 || verbs.includes("list") ? "list" : "watch";
    const [group] = resources;
    const plural = group?.resources.find((name) => !name.includes("*") && !name.includes("/")) ?? "secrets";
    const user = {
      username: rule.users[0] ?? "somebody",
      groups: ["system:authenticated", ...rule.userGroups.slice(0, 1)],
    };
    const names = { apiGroup: group?.group === "*" ? "" : (group?.group ?? ""), apiVersion: "v1", resource: plural };
    const request: AuditedRequest = { user, verb, ...names, subresource: "", namespace: "", name: "" };
    const everywhere = evaluate(policy, request);
    if (reaches(everywhere.level, level)) return [];
    return [
      {
        id: "cluster-wide-list-escapes",
        severity: "high",
        path: `rules[${index}].namespaces`,
        message: `a ${verb} of ${plural} in all namespaces has no namespace, so it is recorded at ${everywhere.level}, not ${level}`,
        advice: `add "" to the namespaces, or a rule for ${verb} without namespaces`,
      },
    ];
  });
}

function failedLogins(policy: AuditPolicy): readonly PolicyLint[] {
  const { level, omitStages } = evaluate(policy, failedLogin);
  const advice = "add a catch-all rule at level Metadata without users and groups, and do not omit ResponseStarted";
  if (level === "None")
    return [
      {
        id: "failed-logins-unrecorded",
        severity: "high",
        message: "failed logins are not recorded: they have no user, and no rule without users takes them",
        advice,
      },
    ];
  if (!omitStages.includes("ResponseStarted")) return [];
  return [
    {
      id: "failed-logins-unrecorded",
      severity: "high",
      path: "omitStages",
      message: "failed logins are not recorded: ResponseStarted, their only stage, is omitted",
      advice,
    },
  ];
}

function unrecorded(policy: AuditPolicy): readonly PolicyLint[] {
  return importantRequests.flatMap(({ what, request, level }): readonly PolicyLint[] => {
    const decision = evaluate(policy, request);
    if (reaches(decision.level, level) && !decision.omitStages.includes("ResponseComplete")) return [];
    const why = reaches(decision.level, level) ? "the stage ResponseComplete is omitted" : recordedAt(decision);
    return [
      {
        id: "blind-to",
        severity: "high",
        ...place(decision),
        message: `it cannot be told who ${what}: ${why}`,
        advice: `record it at level ${level} at least`,
      },
    ];
  });
}

function recordedAt({ level, rule }: AuditDecision): string {
  return rule === undefined ? "no rule takes the request" : `rules[${rule}] records it at ${level}`;
}

function place({ rule }: AuditDecision): { readonly path?: string } {
  return rule === undefined ? {} : { path: `rules[${rule}]` };
}

function leaks(policy: AuditPolicy): readonly PolicyLint[] {
  return secretBodies.flatMap(({ what, request, from }): readonly PolicyLint[] => {
    const { senders } = decisionsForAnyone(policy, request);
    const leaky = senders.find(({ decision }) => reaches(decision.level, from));
    if (leaky === undefined) return [];
    const { level } = leaky.decision;
    return [
      {
        id: "credentials-recorded",
        severity: what.includes("ConfigMap") ? "low" : "high",
        ...place(leaky.decision),
        message: `the log holds ${what}: they are recorded at ${level}`,
        advice: "put a rule at level Metadata for it first",
      },
    ];
  });
}

function execArguments(policy: AuditPolicy): readonly PolicyLint[] {
  const decision = evaluate(policy, execRequest);
  if (decision.level === "None") return [];
  return [
    {
      id: "exec-arguments-recorded",
      severity: "info",
      ...place(decision),
      message:
        "the words of commands run in pods are in the URL, and so in the log at every level: passwords among them too",
      advice: "tell people not to pass secrets as arguments; the record itself is worth having",
    },
  ];
}

function receivedStage({ policy }: ReadPolicy): readonly PolicyLint[] {
  if (
    policy.omitStages.includes("RequestReceived") ||
    policy.rules.every(({ omitStages, level }) => level === "None" || omitStages.includes("RequestReceived"))
  )
    return [];
  return [
    {
      id: "request-received-recorded",
      severity: "info",
      path: "omitStages",
      message: "every request is written twice: when it is received and when it is answered",
      advice: "omit RequestReceived, unless requests that never end matter",
    },
  ];
}

function rowOf({ severity, id, path = "", message, advice }: PolicyLint): readonly Cell[] {
  const tone = severity === "high" || severity === "critical" ? "bad" : severity === "medium" ? "warning" : "muted";
  return [
    { text: severity, tone },
    { text: id, tone: "strong" },
    { text: path },
    { text: `${message}. To mend: ${advice}.` },
  ];
}

/** Lints a policy that loads. The cost is that of telling which rules decide anything. */
export function lintAuditPolicy(read: ReadPolicy): Answer<AuditPolicyLint> {
  const { policy } = read;
  const findings = [
    ...ofWarnings(read),
    ...withoutEffect(policy),
    ...failedLogins(policy),
    ...unrecorded(policy),
    ...clusterWideLists(policy),
    ...leaks(policy),
    ...execArguments(policy),
    ...receivedStage(read),
  ].sort((a, b) => severityRank(b.severity) - severityRank(a.severity));
  const data: AuditPolicyLint = { apiVersion: "plimsoll/v1", kind: "AuditPolicyLint", findings };
  const columns = ["severity", "finding", "where", "what and how to mend it"];
  const blocks =
    findings.length === 0
      ? [{ type: "paragraph", tone: "good", text: "Nothing to mend." } as const]
      : [{ type: "table", columns, rows: findings.map(rowOf) } as const];
  return { data, document: { title: "Audit policy", blocks } };
}
