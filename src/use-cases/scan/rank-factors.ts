// Every number a rank is made of; docs/guide/ranking-and-score.md shows the same tables to people.
import type { ReportFinding, Severity } from "../../core/index.ts";

/** What a finding weighs by its severity alone. */
export const severityWeights: Readonly<Record<Severity, number>> = {
  critical: 100,
  high: 50,
  medium: 20,
  low: 5,
  info: 1,
};

/** What is left of the weight by outcome: the undecided is worth a look, what passes is not. */
export const outcomeFactors: Readonly<Record<ReportFinding["outcome"], number>> = { fail: 1, unknown: 0.25, pass: 0 };

/** Who can get at the object; the highest one that holds counts, 1 where none does. */
export const exposureFactors = {
  anyone: 2,
  loadBalancer: 2,
  externalIp: 2,
  ingress: 2,
  limitedLoadBalancer: 1.6,
  nodePort: 1.6,
  everyUser: 1.6,
  hostNetwork: 1.5,
  hostPort: 1.5,
  everyServiceAccount: 1.5,
  controlPlane: 1.5,
  clusterWide: 1.25,
} as const;

/** What taking over the object gives; the highest one that holds counts, 1 where none does. */
export const privilegeFactors = {
  everything: 2,
  escalate: 1.8,
  privileged: 1.8,
  hostRoot: 1.8,
  runtimeSocket: 1.8,
  readSecrets: 1.7,
  runPods: 1.6,
  hostPid: 1.6,
  everythingInNamespace: 1.5,
  hostPath: 1.5,
  capability: 1.5,
  escalateInNamespace: 1.4,
  controlPlaneNode: 1.4,
  readSecretsInNamespace: 1.3,
  runPodsInNamespace: 1.3,
} as const;

/** What is left of the weight where a component of the platform cannot do without what a check found. */
export const needFactors = { neededByDesign: 0.1 } as const;

/** One reason why a rank is not that of the severity alone. */
export interface Factor {
  readonly value: number;
  readonly reason: string;
}

const shownReasons = 5;

/** The strongest factors with distinct reasons, at most five. */
export function strongestFactors(factors: readonly Factor[]): readonly Factor[] {
  if (factors.length < 2) return factors;
  const byReason = new Map(factors.map((factor) => [factor.reason, factor]));
  return [...byReason.values()]
    .sort((a, b) => b.value - a.value || (a.reason < b.reason ? -1 : 1))
    .slice(0, shownReasons);
}
