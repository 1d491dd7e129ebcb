// What an audit policy records of a request: the rule that takes it, and why the rules before did not.
import type { Answer, Block, TreeNode } from "../../../core/index.ts";
import {
  explain,
  isLongRunning,
  recordOf,
  stagesOf,
  type AuditedRequest,
  type Level,
  type PassedRule,
  type PolicyWarning,
  type Stage,
} from "../../../engines/audit/index.ts";
import type { RequestAttributes } from "../../../kubernetes/index.ts";
import { describeRequest } from "../../access/index.ts";
import type { ReadPolicy } from "./read-policy.ts";

/** How the request ends: what the server answers decides which stages there are, and whether the user is known. */
export type AskedEnding = "answered" | "forbidden" | "unauthenticated";

/** The versioned answer of `audit policy explain`. */
export interface AuditPolicyExplanation {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "AuditPolicyExplanation";
  readonly request: AuditedRequest;
  readonly ending: AskedEnding;
  readonly level: Level;
  /** Position of the rule that takes the request; absent where none does, and nothing is recorded. */
  readonly rule?: number;
  readonly stages: readonly Stage[];
  readonly omittedStages: readonly Stage[];
  /** What an event of the last stage holds. */
  readonly records: { readonly requestBody: boolean; readonly responseBody: boolean; readonly user: boolean };
  readonly passed: readonly PassedRule[];
  readonly warnings: readonly PolicyWarning[];
}

const writes = new Set(["create", "update", "patch", "delete", "deletecollection"]);

function endingOf(request: AuditedRequest, ending: AskedEnding) {
  if (ending !== "answered") return { kind: ending };
  const body = writes.has(request.verb) ? { body: { kind: "object" } as const } : {};
  return { kind: ending, with: isLongRunning(request) ? "bytes" : "object", ...body } as const;
}

function explanationOf({ policy, warnings }: ReadPolicy, request: AuditedRequest, ending: AskedEnding) {
  const judged = ending === "unauthenticated" ? { ...request, user: undefined } : request;
  const { decision, passed } = explain(policy, judged);
  const { events } = recordOf(policy, { request, ending: endingOf(request, ending) });
  const last = events.at(-1);
  const data: AuditPolicyExplanation = {
    apiVersion: "plimsoll/v1",
    kind: "AuditPolicyExplanation",
    request: judged,
    ending,
    level: decision.level,
    ...(decision.rule === undefined ? {} : { rule: decision.rule }),
    stages: events.map(({ stage }) => stage),
    omittedStages: stagesOf(request, ending).filter((stage) => decision.omitStages.includes(stage)),
    records: {
      requestBody: last?.hasRequestObject === true,
      responseBody: last?.hasResponseObject === true,
      user: last?.user !== undefined,
    },
    passed,
    warnings,
  };
  return data;
}

function headline({ level, rule, stages }: AuditPolicyExplanation): Block {
  const by = rule === undefined ? "no rule takes it" : `rules[${rule}] takes it`;
  if (level === "None") return { type: "paragraph", tone: "warning", text: `Nothing is recorded: ${by}.` };
  if (stages.length === 0)
    return {
      type: "paragraph",
      tone: "warning",
      text: `Nothing is recorded: ${by}, and every stage it has is omitted.`,
    };
  return { type: "paragraph", tone: "good", text: `Recorded at level ${level}: ${by}.` };
}

function facts({ stages, omittedStages, records, ending }: AuditPolicyExplanation): readonly string[] {
  if (stages.length === 0) return omittedStages.length === 0 ? [] : [`Omitted stages: ${omittedStages.join(", ")}.`];
  const who = records.user ? "the user is in it" : "no user is in it: the login failed";
  return [
    `Events: ${stages.join(", ")}; ${who}.`,
    ...(omittedStages.length === 0 ? [] : [`Omitted stages: ${omittedStages.join(", ")}.`]),
    ...(records.requestBody ? ["The body of the request is recorded."] : []),
    ...(records.responseBody ? ["The body of the answer is recorded."] : []),
    ...(ending === "unauthenticated" ? ["A failed login matches no rule with users or groups."] : []),
  ];
}

function passedNode({ rule, because }: PassedRule): TreeNode {
  return { text: `rules[${rule}]: ${because}`, tone: "muted" };
}

/** Explains what is recorded of a request that ends in one of three ways. Linear in the policy's rules. */
export function explainAuditPolicy(
  read: ReadPolicy,
  attributes: RequestAttributes,
  ending: AskedEnding,
): Answer<AuditPolicyExplanation> {
  const data = explanationOf(read, attributes, ending);
  const blocks: readonly Block[] = [
    headline(data),
    { type: "list", items: facts(data) },
    ...(data.passed.length === 0
      ? []
      : [
          { type: "heading", level: 2, text: "Rules passed over" } as const,
          { type: "tree", roots: data.passed.map(passedNode) } as const,
        ]),
    ...(data.warnings.length === 0
      ? []
      : [
          { type: "heading", level: 2, text: "Warnings" } as const,
          {
            type: "list",
            items: data.warnings.map(({ path, message }) => (path === undefined ? message : `${path}: ${message}`)),
          } as const,
        ]),
  ];
  const who = attributes.user.username;
  return { data, document: { title: `What is recorded when ${who} asks to ${describeRequest(attributes)}?`, blocks } };
}
