// Which detections and auditors' questions a policy lets a log answer, and to which it is blind.
import type { Answer, Block, Cell } from "../../../core/index.ts";
import {
  decisionsForAnyone,
  evaluate,
  levels,
  type AuditDecision,
  type AuditedRequest,
  type AuditPolicy,
  type Level,
} from "../../../engines/audit/index.ts";
import { auditDetections, type NeededRequests } from "../../../facts/audit-detections/index.ts";
import { auditQuestions } from "../../../facts/audit-questions/index.ts";
import type { ReadPolicy } from "./read-policy.ts";
import { failedLogin } from "./sensitive-requests.ts";

/** `partly`: some requests, or those of some users, leave too little. */
export type Coverage = "covered" | "partly" | "blind";

/** What is missing: a request, and what is recorded of it. */
export interface CoverageGap {
  /** `update secrets in a namespace`, `a failed login`. */
  readonly request: string;
  readonly level: Level;
  /** The rule that decides; absent where none does. */
  readonly rule?: number;
  /** Only these senders; absent where it is anybody. */
  readonly users?: readonly string[];
  readonly userGroups?: readonly string[];
}

/** A detection or a question, and how far the policy serves it. */
export interface CoverageEntry {
  readonly id: string;
  readonly title: string;
  readonly coverage: Coverage;
  readonly needs: Level;
  readonly gaps: readonly CoverageGap[];
  readonly note?: string;
}

/** The versioned answer of `audit policy coverage`. */
export interface AuditPolicyCoverage {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "AuditPolicyCoverage";
  readonly detections: readonly CoverageEntry[];
  readonly questions: readonly CoverageEntry[];
}

interface Need {
  readonly level: Exclude<Level, "None">;
  readonly requests: readonly NeededRequests[];
  readonly failedLogins?: true;
}

interface Asked {
  readonly text: string;
  readonly request: AuditedRequest;
}

const nameless = new Set(["create", "list", "watch", "deletecollection"]);

function requestsOf(need: NeededRequests): readonly Asked[] {
  if ("paths" in need)
    return need.verbs.flatMap((verb) =>
      need.paths.map((path) => ({ text: `${verb} ${path}`, request: { verb, path } })),
    );
  const { group, resources, namespace = "some-namespace" } = need;
  const where =
    namespace === "" ? "in no namespace" : need.namespace === undefined ? "in a namespace" : `in ${namespace}`;
  return need.verbs.flatMap((verb) =>
    resources.map((whole) => {
      const [resource = "", subresource = ""] = whole.split("/");
      const name = nameless.has(verb) && subresource === "" ? "" : "some-name";
      const request = { verb, apiGroup: group, apiVersion: "v1", resource, subresource, namespace, name };
      return { text: `${verb} ${whole}${group === "" ? "" : `.${group}`} ${where}`, request };
    }),
  );
}

function isEnough({ level, omitStages }: AuditDecision, wanted: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(wanted) && !omitStages.includes("ResponseComplete");
}

function gapOf(text: string, { level, rule }: AuditDecision): CoverageGap {
  return { request: text, level, ...(rule === undefined ? {} : { rule }) };
}

/** Components of the cluster that policies leave out on purpose. */
function isOwn(name: string): boolean {
  return (
    name.startsWith("system:") &&
    name !== "system:authenticated" &&
    name !== "system:unauthenticated" &&
    !name.startsWith("system:serviceaccounts")
  );
}

/** Senders of a request of whom too little is recorded; leaving out the cluster's own components is no gap. */
function gapsOf(policy: AuditPolicy, { text, request }: Asked, wanted: Level): readonly CoverageGap[] {
  const { senders } = decisionsForAnyone(policy, request);
  return senders.flatMap(({ users, userGroups, decision }): readonly CoverageGap[] => {
    if (isEnough(decision, wanted)) return [];
    const named = [...(users ?? []), ...(userGroups ?? [])];
    if (named.length > 0 && named.every(isOwn)) return [];
    const who = { ...(users === undefined ? {} : { users }), ...(userGroups === undefined ? {} : { userGroups }) };
    return [{ ...gapOf(text, decision), ...who }];
  });
}

function judge(policy: AuditPolicy, { level, requests, failedLogins }: Need): Pick<CoverageEntry, "coverage" | "gaps"> {
  const asked = requests.flatMap(requestsOf);
  const gaps = asked.flatMap((one) => gapsOf(policy, one, level));
  const login = failedLogins === true ? evaluate(policy, failedLogin) : undefined;
  const loginLost = login !== undefined && (login.level === "None" || login.omitStages.includes("ResponseStarted"));
  const all = loginLost ? [...gaps, gapOf("a failed login", login)] : gaps;
  const lost = new Set(
    gaps.filter((gap) => gap.users === undefined && gap.userGroups === undefined).map((gap) => gap.request),
  );
  const isBlind = lost.size === asked.length && (login === undefined || loginLost);
  return { coverage: all.length === 0 ? "covered" : isBlind ? "blind" : "partly", gaps: all };
}

const words = { covered: "covered", partly: "partly", blind: "blind" } as const;
const tones = { covered: "good", partly: "warning", blind: "bad" } as const;

function gapText({ request, level, rule, users, userGroups }: CoverageGap): string {
  const who = [...(users ?? []), ...(userGroups ?? [])].join(", ");
  const by = rule === undefined ? "no rule takes it" : `rules[${rule}] records it at ${level}`;
  return `${request}${who === "" ? "" : ` by ${who}`}: ${by}`;
}

function rowOf({ id, title, coverage, needs, gaps, note }: CoverageEntry): readonly Cell[] {
  const [first] = gaps;
  const more = gaps.length > 1 ? ` and ${gaps.length - 1} more` : "";
  const missing = first === undefined ? (note ?? "") : `${gapText(first)}${more}`;
  return [
    { text: id, tone: "strong" },
    { text: words[coverage], tone: tones[coverage] },
    { text: title },
    { text: needs },
    { text: missing },
  ];
}

function table(title: string, entries: readonly CoverageEntry[]): readonly Block[] {
  const count = (coverage: Coverage): number => entries.filter((entry) => entry.coverage === coverage).length;
  return [
    { type: "heading", level: 2, text: title },
    { type: "paragraph", text: `${count("covered")} covered, ${count("partly")} partly, ${count("blind")} blind.` },
    { type: "table", columns: ["", "", "what", "needs", "missing"], rows: entries.map(rowOf) },
  ];
}

/** Judges a policy against every detection and question. Linear in the policy for each request they name. */
export function auditPolicyCoverage({ policy }: ReadPolicy): Answer<AuditPolicyCoverage> {
  const detections = auditDetections.rows.map((row): CoverageEntry => {
    const { detection: id, title, level: needs } = row;
    return { id, title, needs, ...judge(policy, row) };
  });
  const questions = auditQuestions.rows.map((row): CoverageEntry => {
    const { framework, reference, question, level: needs, note } = row;
    const entry = { id: `${framework} ${reference}`, title: question, needs, ...judge(policy, row) };
    return note === undefined ? entry : { ...entry, note };
  });
  const data: AuditPolicyCoverage = { apiVersion: "plimsoll/v1", kind: "AuditPolicyCoverage", detections, questions };
  const blocks = [...table("Detections", detections), ...table("Auditors' questions", questions)];
  return { data, document: { title: "What this audit policy can answer", blocks } };
}
