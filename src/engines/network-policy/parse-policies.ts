// API objects to policies, with every reason the API server would refuse one for.
import { isJsonObject } from "../../core/index.ts";
import { parseNetworkPolicy } from "./parse-network-policy.ts";
import { parseTierPolicy } from "./parse-tier-policy.ts";
import { policyKey, type Policy, type PolicyKind } from "./policy.ts";
import { ProblemLog, type PolicyProblem } from "./policy-problem.ts";

/** Policies that can be evaluated, and what is wrong with any of those given. */
export interface ParsedPolicies {
  readonly policies: readonly Policy[];
  readonly problems: readonly PolicyProblem[];
}

const groupsOfKind: Readonly<Record<string, readonly string[]>> = {
  NetworkPolicy: ["networking.k8s.io", "extensions"],
  AdminNetworkPolicy: ["policy.networking.k8s.io"],
  BaselineAdminNetworkPolicy: ["policy.networking.k8s.io"],
  ClusterNetworkPolicy: ["policy.networking.k8s.io"],
};

/** The kind of policy an object is, or undefined if it is none this engine evaluates. Other groups' kinds of the same name are not. */
export function policyKindOf(apiVersion: unknown, kind: unknown): PolicyKind | undefined {
  if (typeof apiVersion !== "string" || typeof kind !== "string" || !Object.hasOwn(groupsOfKind, kind))
    return undefined;
  return groupsOfKind[kind]?.includes(apiVersion.split("/")[0] ?? "") === true ? (kind as PolicyKind) : undefined;
}

function parsePolicy(object: Record<string, unknown>, kind: PolicyKind): { policy: Policy; log: ProblemLog } {
  const metadata = isJsonObject(object["metadata"]) ? object["metadata"] : {};
  const name = typeof metadata["name"] === "string" ? metadata["name"] : "";
  const namespace =
    typeof metadata["namespace"] === "string" && metadata["namespace"] !== "" ? metadata["namespace"] : "default";
  const log = new ProblemLog(policyKey(kind === "NetworkPolicy" ? { kind, namespace, name } : { kind, name }));
  if (name === "") log.error("name-missing", "metadata.name", "must be set");
  const json = object as Parameters<typeof parseNetworkPolicy>[0];
  const policy =
    kind === "NetworkPolicy" ? parseNetworkPolicy(json, namespace, name, log) : parseTierPolicy(json, kind, name, log);
  return { policy, log };
}

/** Policies of one tier and priority: which of them wins where both match is left to the implementation. */
function priorityTies(policies: readonly Policy[]): PolicyProblem[] {
  const first = new Map<string, Policy>();
  return policies.flatMap((policy): PolicyProblem[] => {
    if (policy.tier === "network") return [];
    const rank = `${policy.tier}/${policy.priority}`;
    const other = first.get(rank);
    if (other === undefined) first.set(rank, policy);
    if (other === undefined) return [];
    const message = `${policyKey(other)} has the same priority: which of the two is asked first is undefined`;
    return [{ code: "priority-tie", level: "finding", object: policyKey(policy), path: "spec.priority", message }];
  });
}

/**
 * Reads NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy objects; others are left
 * out without a word. Refused objects, and all but the first of one name, are reported and not among `policies`.
 * Linear in the size of the objects.
 */
export function parsePolicies(objects: Iterable<unknown>): ParsedPolicies {
  const policies: Policy[] = [];
  const problems: PolicyProblem[] = [];
  const seen = new Set<string>();
  for (const object of objects) {
    const kind = isJsonObject(object) ? policyKindOf(object["apiVersion"], object["kind"]) : undefined;
    if (kind === undefined || !isJsonObject(object)) continue;
    const { policy, log } = parsePolicy(object, kind);
    const key = policyKey(policy);
    if (seen.has(key)) log.error("duplicate-name", "metadata.name", "another object has the same kind and name");
    seen.add(key);
    problems.push(...log.problems);
    if (!log.refused) policies.push(policy);
  }
  return { policies, problems: [...problems, ...priorityTies(policies)] };
}
