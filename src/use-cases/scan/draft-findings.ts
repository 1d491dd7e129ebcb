// From the results of checks to findings with identity, owner and a place, one for everything that is the same.
import type { CheckFinding, CheckResult } from "../../checking/index.ts";
import { objectKey, severityRank, type Location, type ObjectRef } from "../../core/index.ts";
import { findingIdentity, ownerOf, type ClusterModel } from "../../model/index.ts";
import type { CheckInfo } from "./check-info.ts";
import { inputReadable, subjectOfProblem } from "./input-readable.ts";
import { compareText } from "./report-order.ts";

/** A finding with its check and identity; `location` only where the finding brings its own. */
export interface Draft {
  readonly check: CheckInfo;
  readonly finding: CheckFinding;
  readonly identity: string;
  readonly owner: ObjectRef;
  readonly location?: Location;
}

/** Drafts that are one finding; the first of them speaks for all. */
export interface MergedDraft {
  readonly first: Draft;
  /** What the finding is about, where that is more than the object of the first. */
  readonly objects?: ReadonlySet<ObjectRef>;
}

interface Merging {
  first: Draft;
  objects?: Set<ObjectRef>;
}

function draftOf(model: ClusterModel, check: CheckInfo, bornAs: string, finding: CheckFinding): Draft {
  const { object } = finding;
  return { check, finding, identity: findingIdentity(model, bornAs, finding), owner: ownerOf(model, object) };
}

/** Problems have no path; their text tells two broken documents of one file apart. */
function draftsOfProblems(model: ClusterModel): Draft[] {
  return model.problems.map((problem) => {
    const object = subjectOfProblem(model, problem);
    const text = problem.message;
    const doubtful = problem.examined === true;
    const finding = {
      object,
      message: doubtful ? "doubtful" : "unreadable",
      outcome: "fail",
      severity: doubtful ? "medium" : inputReadable.severity,
      text,
    } as const;
    const identity = JSON.stringify([inputReadable.id, finding.message, objectKey(object), text]);
    const place = problem.location === undefined ? {} : { location: problem.location };
    return { check: inputReadable, finding, identity, owner: ownerOf(model, object), ...place };
  });
}

const outcomeOrder = { fail: 2, unknown: 1, pass: 0 } as const;

/** Worst outcome, then highest severity, then first object by name, so that the order of the input does not matter. */
function compareDrafts(a: Draft, b: Draft): number {
  return (
    outcomeOrder[b.finding.outcome] - outcomeOrder[a.finding.outcome] ||
    severityRank(b.finding.severity) - severityRank(a.finding.severity) ||
    compareText(objectKey(a.finding.object), objectKey(b.finding.object)) ||
    compareText(a.finding.path ?? "", b.finding.path ?? "")
  );
}

function merge(merged: Map<string, Merging>, draft: Draft): void {
  const known = merged.get(draft.identity);
  if (known === undefined) merged.set(draft.identity, { first: draft });
  else {
    known.objects ??= new Set([known.first.finding.object]);
    known.objects.add(draft.finding.object);
    if (compareDrafts(draft, known.first) < 0) known.first = draft;
  }
}

/** All findings of a scan, merged by identity. Linear in findings. */
export function mergeDrafts(model: ClusterModel, results: readonly CheckResult[]): MergedDraft[] {
  const merged = new Map<string, Merging>();
  for (const draft of draftsOfProblems(model)) merge(merged, draft);
  for (const { check, findings } of results) {
    const bornAs = check.aliases?.[0] ?? check.id;
    for (const finding of findings) merge(merged, draftOf(model, check, bornAs, finding));
  }
  return [...merged.values()];
}
