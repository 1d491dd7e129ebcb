// Workloads that break the Pod Security level their own namespace enforces.
import { defineCheck, enforcedPolicy, labelEvidence, podSecurityServer, workloadReads } from "../../checking/index.ts";
import { compareMinor, type Evidence, type Minor } from "../../core/index.ts";
import {
  evaluatePod,
  forbiddenReason,
  formatLevelVersion,
  isAllowed,
  levelLabel,
  withDefaultVolumes,
  type ControlResult,
  type LevelVersion,
} from "../../engines/pod-security/index.ts";
import { workloads, type Workload } from "../../model/index.ts";

const strictest: LevelVersion = { level: "restricted", version: "latest" };

function evaluate(
  { template, spec }: Workload,
  { level, version }: LevelVersion,
  newest: Minor,
): readonly ControlResult[] {
  // A version the API server does not know yet is judged by its own.
  const at = version === "latest" || compareMinor(version, newest) > 0 ? newest : version;
  return evaluatePod(level, at, template.metadata ?? {}, withDefaultVolumes(spec));
}

function evidenceOf({ prefix }: Workload, results: readonly ControlResult[]): Evidence[] {
  return results.flatMap(({ verdict }) => {
    if (verdict.allowed) return [];
    const text = `${verdict.reason} (${verdict.detail})`;
    const [first] = verdict.places;
    return [{ source: "rule", text, ...(first === undefined ? {} : { path: prefix + first.path }) }];
  });
}

export const namespacePodSecurityViolations = defineCheck({
  id: "namespace-pod-security-violations",
  domain: "namespaces",
  title: "Workload breaks the level its namespace enforces",
  severity: "high",
  rationale:
    "Pod Security is asked when a pod is created. Pods that were there before the label, or were exempt, keep running with more rights than the namespace is meant to allow, and are refused when they are next created: at a drain, an upgrade, a crash of the node.",
  remediation:
    "Change the workload so that it satisfies the level, or move it to a namespace whose level allows it. kubectl label --dry-run=server ns NAME pod-security.kubernetes.io/enforce=LEVEL lists what breaks a level.",
  references: ["https://kubernetes.io/docs/concepts/security/pod-security-admission/"],
  reads: [...workloadReads, { part: "namespaces", as: "each" }],
  versions: { since: "1.23" },
  messages: {
    running: "runs in {pods} pods, but breaks {policy}, which its namespace enforces: {reasons}",
    refused: "its pods are refused as they are written, because the namespace enforces {policy}: {reasons}",
    unseen: "workloads that break the restricted level: {count}; what the namespace enforces was not seen",
  },
  *run(model, context) {
    const namespaces = new Map(model.parts.namespaces.objects.map((namespace) => [namespace.metadata.name, namespace]));
    const server = podSecurityServer(context);
    const unseen = new Map<string, number>();
    for (const workload of context.each(workloads(model))) {
      const namespace = namespaces.get(workload.namespace);
      const policy = enforcedPolicy(namespace, server);
      const results = evaluate(workload, policy ?? strictest, context.version);
      if (isAllowed(results)) continue;
      const pods = workload.pods.length;
      if (namespace === undefined || policy === undefined)
        unseen.set(workload.namespace, (unseen.get(workload.namespace) ?? 0) + 1);
      else
        yield {
          object: workload.ref,
          message: pods > 0 ? "running" : "refused",
          severity: pods > 0 ? "high" : "medium",
          data: { pods, policy: formatLevelVersion(policy), reasons: forbiddenReason(results) },
          evidence: [labelEvidence(namespace, levelLabel("enforce")), ...evidenceOf(workload, results)],
        };
    }
    for (const [name, count] of unseen) {
      const object = { apiVersion: "v1", kind: "Namespace", name };
      yield { object, message: "unseen", outcome: "unknown", data: { count } };
    }
  },
});
