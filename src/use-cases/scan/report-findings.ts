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

function podsOf(model: ClusterModel, { first, objects }: MergedDraft): number {
  const lookup = workloadLookup(model);
  if (objects === undefined) return lookup.of(first.finding.object)?.pods.length ?? 0;
  return [...objects].reduce((sum, object) => sum + (lookup.of(object)?.pods.length ?? 0), 0);
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Fields are put in one by one, which is several times as fast as spreading: there are tens of thousands of findings. */
function reportFinding(
  model: ClusterModel,
  draft: MergedDraft,
  rankOf: Ranker,
  digest: ScanOptions["digest"],
): ReportFinding {
  const { check, finding, identity, owner } = draft.first;
  const { object, outcome, severity } = finding;
  const location = locationOf(model, draft.first);
  const pods = podsOf(model, draft);
  const { rank, rankReasons } = rankOf(object, { check: check.id, severity, outcome });
  const about = { check: check.id, title: check.title, domain: check.domain, outcome, severity, object, owner };
  const found = about as Mutable<ReportFinding>;
  if (finding.path !== undefined) found.path = finding.path;
  found.messageId = finding.message;
  found.message = finding.text;
  found.evidence = finding.evidence ?? [];
  if (location !== undefined) found.location = location;
  if (finding.fix !== undefined) found.fix = finding.fix;
  found.fingerprint = digest(identity).slice(0, 32);
  found.rank = rank;
  found.rankReasons = rankReasons;
  if (pods !== 0) found.pods = pods;
  return found;
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
