// Judging a pod against a level of the Pod Security Standards as of a version.
import type { Minor } from "../../core/index.ts";
import type { ObjectMeta, PodSpec } from "../../kubernetes/index.ts";
import type { ControlId, Level, Verdict } from "./control.ts";
import { controlsAt } from "./registry.ts";

/** What one control says of a pod. */
export interface ControlResult {
  readonly control: ControlId;
  readonly verdict: Verdict;
}

/**
 * What every control of a level says of a pod, in the order the API server reports them; none for privileged.
 * Takes a pod as the API server holds it, with defaults filled in: see `withDefaultVolumes` for pods from files.
 * Versions before 1.0 do not exist; versions newer than the last revision are judged by that revision, as the
 * component does. Defined by k8s.io/pod-security-admission/policy v0.37 (Evaluator.EvaluatePod), without the alpha
 * gate UserNamespacesPodSecurityStandards of 1.29 to 1.34. Linear in the pod.
 */
export function evaluatePod(
  level: Level,
  version: Minor,
  metadata: ObjectMeta,
  spec: PodSpec,
): readonly ControlResult[] {
  return controlsAt(level, version).map(({ control, revision }) => ({
    control: control.id,
    verdict: revision.judge(metadata, spec),
  }));
}

/** Whether no control refused. */
export function isAllowed(results: readonly ControlResult[]): boolean {
  return results.every(({ verdict }) => verdict.allowed);
}

/** `host namespaces, privileged`: the short reasons, as warnings about existing pods print them. Empty when allowed. */
export function forbiddenReason(results: readonly ControlResult[]): string {
  return results.flatMap(({ verdict }) => (verdict.allowed ? [] : [verdict.reason])).join(", ");
}

/** `privileged (container "a" must not …), hostPort (…)`: what follows `violates PodSecurity "baseline:latest": `. */
export function forbiddenDetail(results: readonly ControlResult[]): string {
  const texts = results.flatMap(({ verdict }) => {
    if (verdict.allowed) return [];
    return [verdict.detail === "" ? verdict.reason : `${verdict.reason} (${verdict.detail})`];
  });
  return texts.join(", ");
}
