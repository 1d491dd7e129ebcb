// Findings as a report shows them: rank, place in a file, fingerprint and number of pods.
import type { CheckResult } from "../../checking/index.ts";
import type { Location, ObjectRef, ReportFinding } from "../../core/index.ts";
import { objectOfRef } from "../../kubernetes/index.ts";
import { workloadLookup, type ClusterModel } from "../../model/index.ts";
import { mergeDrafts, type Draft, type MergedDraft } from "./draft-findings.ts";
import { rankerOf, type Ranker } from "./rank.ts";
import { sortFindings } from "./report-order.ts";
import type { ScanOptions } from "./scan-options.ts";

/** A pass is placed at its object: the line of a field is worth finding only where something is to be done. */
function locationOf(model: ClusterModel, { finding, location }: Draft): Location | undefined {
  if (location !== undefined) return location;
  const object = objectOfRef(finding.object);
  return object === undefined ? undefined : model.locate(object, finding.outcome === "pass" ? undefined : finding.path);
}

function podsOf(model: ClusterModel, objects: ReadonlySet<ObjectRef>): number {
  const lookup = workloadLookup(model);
  return [...objects].reduce((sum, object) => sum + (lookup.of(object)?.pods.length ?? 0), 0);
}

function reportFinding(
  model: ClusterModel,
  { first, objects }: MergedDraft,
  rankOf: Ranker,
  digest: ScanOptions["digest"],
): ReportFinding {
  const { check, finding, identity, owner } = first;
  const location = locationOf(model, first);
  const pods = podsOf(model, objects);
  const { rank, rankReasons } = rankOf(finding.object, {
    check: check.id,
    severity: finding.severity,
    outcome: finding.outcome,
  });
  return {
    check: check.id,
    title: check.title,
    domain: check.domain,
    outcome: finding.outcome,
    severity: finding.severity,
    object: finding.object,
    owner,
    ...(finding.path === undefined ? {} : { path: finding.path }),
    messageId: finding.message,
    message: finding.text,
    evidence: finding.evidence ?? [],
    ...(location === undefined ? {} : { location }),
    ...(finding.fix === undefined ? {} : { fix: finding.fix }),
    fingerprint: digest(identity).slice(0, 32),
    rank,
    rankReasons,
    ...(pods === 0 ? {} : { pods }),
  };
}

/** Findings of one object behind one another: finding their lines then opens each object once. */
function byObject(drafts: readonly MergedDraft[]): MergedDraft[] {
  const groups = new Map<ObjectRef, MergedDraft[]>();
  for (const draft of drafts) {
    const { object } = draft.first.finding;
    const known = groups.get(object);
    if (known === undefined) groups.set(object, [draft]);
    else known.push(draft);
  }
  return [...groups.values()].flat();
}

/** The findings of a scan in the order of the report, none of them suppressed yet. */
export function reportFindings(
  model: ClusterModel,
  results: readonly CheckResult[],
  { digest }: Pick<ScanOptions, "digest">,
): ReportFinding[] {
  const rankOf = rankerOf(model);
  return sortFindings(
    byObject(mergeDrafts(model, results)).map((draft) => reportFinding(model, draft, rankOf, digest)),
  );
}
