// The parts that checks over the network in outline read.
import type { Evidence } from "../../core/index.ts";
import { gapOf, type ClusterModel, type Gap } from "../../model/index.ts";
import type { Read } from "../check.ts";
import { workloadReads } from "../workload-reads.ts";
import { policyParts } from "./network-view.ts";

/** Workloads are judged one by one, and what is said of them argues from the absence of a policy. */
export const networkReads: readonly [Read, ...Read[]] = [
  ...workloadReads,
  { part: "namespaces", as: "all" },
  { part: "networkpolicies.networking.k8s.io", as: "all", within: "namespace" },
  // Few clusters have these kinds at all, so that dumps lack them: what rests on their absence asks `tiersGap`.
  { part: "adminnetworkpolicies.policy.networking.k8s.io", as: "each" },
  { part: "baselineadminnetworkpolicies.policy.networking.k8s.io", as: "each" },
  { part: "clusternetworkpolicies.policy.networking.k8s.io", as: "each" },
];

/** Why it is not known whether cluster-wide policies open what NetworkPolicies close; undefined where it is. */
export function tiersGap({ parts }: ClusterModel): Gap | undefined {
  const gaps = policyParts.slice(1).map((part) => gapOf(parts[part]));
  return gaps.find((gap) => gap !== undefined);
}

/** What it is worth that policies leave no way: a pass where they are all seen and enforced. */
export function closedFinding(
  gap: Gap | undefined,
  unsure: boolean,
): { readonly outcome: "pass" | "unknown"; readonly evidence: readonly Evidence[] } {
  const because = (text: string): readonly Evidence[] => [{ source: "rule", text }];
  if (unsure)
    return { outcome: "unknown", evidence: because("whether the network plugin enforces policies is not known") };
  if (gap === undefined) return { outcome: "pass", evidence: because("policies leave no way there") };
  return { outcome: "unknown", evidence: because(`cluster-wide policies may open it: ${gap.reason}`) };
}

/** Policies, each judged for itself. */
export const policyReads: readonly [Read, ...Read[]] = [
  { part: "networkpolicies.networking.k8s.io", as: "each" },
  { part: "adminnetworkpolicies.policy.networking.k8s.io", as: "each" },
  { part: "baselineadminnetworkpolicies.policy.networking.k8s.io", as: "each" },
  { part: "clusternetworkpolicies.policy.networking.k8s.io", as: "each" },
];

/** Cluster-wide policies, each judged for itself. */
export const tierReads = policyReads.slice(1) as unknown as readonly [Read, ...Read[]];
