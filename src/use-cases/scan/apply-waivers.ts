// Excuses findings by waivers, and tells of waivers that have ended, excuse nothing, or cannot be used.
import { didYouMean, type ReportFinding, type WaiverNotice } from "../../core/index.ts";
import type { ClusterModel } from "../../model/index.ts";
import { hasEnded } from "./calendar-date.ts";
import type { KnownChecks } from "./known-checks.ts";
import type { WaiverFile } from "./parse-waivers.ts";
import { excuseIndex, excusesOf, type Excuse } from "./waiver-index.ts";

/** Findings with suppressions, and what is to be said of the waivers. */
export interface WaiverResult {
  readonly findings: readonly ReportFinding[];
  readonly notices: readonly WaiverNotice[];
}

/** Where waivers come from, and which checks there are. */
export interface WaiverSources {
  readonly file: WaiverFile | undefined;
  readonly annotations: boolean;
  readonly known: KnownChecks;
}

/** Notices beyond this many go without their line: finding a line reads the file again. */
const mostLocated = 100;

function noticeOf(
  excuse: Excuse,
  used: number,
  ended: boolean,
  known: KnownChecks,
): Omit<WaiverNotice, "location"> | undefined {
  const name = `waiver of ${excuse.check} for ${excuse.target}`;
  const id = known.idOf(excuse.check);
  if (id === undefined) {
    const suggestion = didYouMean(excuse.check, known.names);
    return { kind: "invalid", text: `${name}: there is no check "${excuse.check}".${suggestion}` };
  }
  if (excuse.fault !== undefined) return { kind: "invalid", text: `${name} excuses nothing: ${excuse.fault}` };
  if (ended) {
    const what = used === 1 ? "1 finding" : `${used} findings`;
    return { kind: "expired", text: `${name} ended after ${excuse.expires}; it no longer excuses ${what}` };
  }
  if (used > 0 || !known.wasDecided(id)) return undefined;
  return { kind: "unused", text: `${name} excuses nothing: no such finding is left` };
}

function noticesOf(
  excuses: readonly Excuse[],
  uses: ReadonlyMap<string, number>,
  model: ClusterModel,
  known: KnownChecks,
): WaiverNotice[] {
  const told = new Set<string>();
  let located = 0;
  return excuses.flatMap((excuse) => {
    if (told.has(excuse.group)) return [];
    told.add(excuse.group);
    const ended = hasEnded(excuse.expires, model.asOf);
    const notice = noticeOf(excuse, uses.get(excuse.group) ?? 0, ended, known);
    if (notice === undefined) return [];
    const location = located++ < mostLocated ? excuse.locate() : undefined;
    return [location === undefined ? notice : { ...notice, location }];
  });
}

/**
 * Applies the waivers of a file, then those of annotations, at the model's time. Every waiver that matches counts as
 * used; the first that still holds excuses. Passes are left alone. Linear in findings but for waivers with patterns.
 */
export function applyWaivers(
  model: ClusterModel,
  findings: readonly ReportFinding[],
  { file, annotations, known }: WaiverSources,
): WaiverResult {
  const excuses = excusesOf(model, file, annotations);
  if (excuses.length === 0) return { findings, notices: [] };
  const excusesFor = excuseIndex(excuses, (check) => known.idOf(check));
  const uses = new Map<string, number>();
  const excused = findings.map((finding): ReportFinding => {
    if (finding.outcome === "pass") return finding;
    const matching = excusesFor(finding).filter((excuse) => excuse.matches(finding));
    for (const { group } of matching) uses.set(group, (uses.get(group) ?? 0) + 1);
    const valid = matching.find(({ expires }) => !hasEnded(expires, model.asOf));
    if (valid === undefined) return finding;
    const { reason, expires } = valid;
    return { ...finding, suppression: { kind: "waiver", reason, ...(expires === undefined ? {} : { expires }) } };
  });
  return { findings: excused, notices: noticesOf(excuses, uses, model, known) };
}
