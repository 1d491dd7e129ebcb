// Ranks: severity × exposure × privilege, with the reasons. The numbers are in rank-factors.ts and in the guide.
import type { ObjectRef, ReportFinding, Severity } from "../../core/index.ts";
import type { PlatformWorkload } from "../../facts/platform-workloads/index.ts";
import { ownerOf, workloadLookup, type ClusterModel } from "../../model/index.ts";
import { exposureGap, exposuresIn } from "./exposure.ts";
import { needOf, platformOf } from "./need.ts";
import { privilegeGap, privilegeOf } from "./privilege.ts";
import { outcomeFactors, severityWeights, type Factor } from "./rank-factors.ts";

/** A rank with one decimal, and why it is what it is. */
export interface Rank {
  readonly rank: number;
  readonly rankReasons: readonly string[];
}

/** Ranks findings about objects of one model. */
export type Ranker = (
  object: ObjectRef,
  finding: Pick<ReportFinding, "check" | "outcome"> & { readonly severity: Severity },
) => Rank;

interface Weight {
  readonly component: PlatformWorkload | undefined;
  readonly factor: number;
  readonly reasons: readonly string[];
}

/** Factors come strongest first. */
function strongest([first]: readonly Factor[]): number {
  return first?.value ?? 1;
}

type Exposures = ReturnType<typeof exposuresIn>;

function weigh(model: ClusterModel, exposures: Exposures, ref: ObjectRef): Weight {
  const lookup = workloadLookup(model);
  const workload = lookup.of(ref) ?? lookup.of(ownerOf(model, ref));
  const exposure = exposures(ref, workload);
  const privilege = privilegeOf(model, ref, workload);
  const gaps = [exposureGap(model, workload), privilegeGap(model, ref, workload)].filter((gap) => gap !== undefined);
  return {
    component: workload === undefined ? undefined : platformOf(model, workload),
    factor: strongest(exposure) * strongest(privilege),
    reasons: [...exposure.map(({ reason }) => reason), ...privilege.map(({ reason }) => reason), ...gaps],
  };
}

/**
 * A ranker for a model. The weight of an object is found once, however many findings it has. What was not collected
 * counts as neither exposed nor powerful, and the reasons say so.
 */
export function rankerOf(model: ClusterModel): Ranker {
  const weights = new Map<ObjectRef, Weight>();
  const exposures = exposuresIn(model);
  return (object, { check, severity, outcome }) => {
    const weight = weights.get(object) ?? weigh(model, exposures, object);
    weights.set(object, weight);
    const need = needOf(weight.component, check);
    const rank = severityWeights[severity] * outcomeFactors[outcome] * weight.factor * (need?.value ?? 1);
    const reasons = need === undefined ? weight.reasons : [need.reason, ...weight.reasons];
    return { rank: Math.round(rank * 10) / 10, rankReasons: outcome === "pass" ? [] : reasons };
  };
}
