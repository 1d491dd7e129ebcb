// The report of a scan: everything a reporter may show. Reporters read this and nothing else.
import type { Evidence } from "./evidence.ts";
import type { Outcome } from "./finding.ts";
import type { Fix } from "./fix.ts";
import type { Location } from "./location.ts";
import type { ObjectRef } from "./object-ref.ts";
import type { Severity } from "./severity.ts";

/** How a finding is excused: by a waiver, or because the baseline already had it. */
export interface Suppression {
  readonly kind: "waiver" | "baseline";
  readonly reason: string;
  /** RFC 3339 date after which a waiver no longer holds. */
  readonly expires?: string;
}

/** One finding, ready to print. */
export interface ReportFinding {
  readonly check: string;
  readonly title: string;
  readonly domain: string;
  readonly outcome: Exclude<Outcome, "not-applicable">;
  readonly severity: Severity;
  readonly object: ObjectRef;
  /** The object that owns this one at the top, by which findings are grouped; the object itself where nothing owns it. */
  readonly owner: ObjectRef;
  readonly path?: string;
  /** The id of the message in the check, stable; `message` is its text. */
  readonly messageId: string;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly location?: Location;
  readonly fix?: Fix;
  /** Equal for the same finding in another scan; 32 hex digits. */
  readonly fingerprint: string;
  /** severity × exposure × privilege; higher first. */
  readonly rank: number;
  /** Why the rank is what it is: `reachable from the internet`, `runs privileged`. */
  readonly rankReasons: readonly string[];
  /** How many running pods share the finding. */
  readonly pods?: number;
  readonly suppression?: Suppression;
}

/** One check's result over the whole input. */
export interface ReportCheck {
  readonly id: string;
  readonly title: string;
  readonly domain: string;
  readonly severity: Severity;
  readonly outcome: Outcome;
  /** Objects examined, and how many of them failed or could not be decided. */
  readonly examined: number;
  readonly failed: number;
  readonly unknown: number;
  /** Why the outcome is unknown or not applicable. */
  readonly reason?: string;
  readonly rationale: string;
  readonly remediation: string;
  readonly references: readonly string[];
  readonly frameworks: readonly string[];
}

/** A part of the cluster that was not, or only partly, seen. */
export interface CoverageGap {
  readonly part: string;
  readonly status: "partial" | "not-collected";
  readonly reason: string;
  /** What to do so that it is seen. */
  readonly remedy: string;
  readonly namespaces?: readonly string[];
}

/** A document, file or object of the input that could not be used. */
export interface ReportProblem {
  readonly location?: Location;
  readonly object?: ObjectRef;
  readonly message: string;
}

/** A waiver that no longer holds or that excused nothing. */
export interface WaiverNotice {
  readonly kind: "expired" | "unused" | "invalid";
  readonly text: string;
  readonly location?: Location;
}

/** A finding of the baseline, as people read it. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly check: string;
  readonly outcome: "fail" | "unknown";
  readonly object: string;
  readonly path?: string;
  readonly message: string;
}

/** What became of the findings of the baseline. */
export interface BaselineSummary {
  readonly entries: number;
  readonly matched: number;
  /** Those that were not found again: the baseline can be written anew without them. */
  readonly gone: readonly BaselineEntry[];
}

/** How many findings there are, by severity (fail only) and by outcome; suppressed ones are counted apart. */
export interface ReportCounts {
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly fail: number;
  readonly pass: number;
  readonly unknown: number;
  readonly suppressed: number;
  readonly objects: number;
  readonly checks: Readonly<Record<Outcome, number>>;
}

/** The posture score: weight of what passes over weight of what was decided; unknown counts as neither. */
export interface Score {
  /** 0 to 100, one decimal; undefined when nothing was decided. */
  readonly value?: number;
  /** Share of the weight that could be decided, 0 to 100. */
  readonly decided: number;
}

/** One step of "fix these first": a change that closes findings, best first. */
export interface FixFirst {
  readonly check: string;
  readonly title: string;
  readonly owner: ObjectRef;
  readonly message: string;
  readonly severity: Severity;
  readonly rank: number;
  readonly rankReasons: readonly string[];
  readonly remediation: string;
  readonly findings: number;
  readonly location?: Location;
}

/** What was scanned. */
export interface ScannedInput {
  readonly kind: "cluster" | "manifests" | "snapshot" | "sample";
  readonly label: string;
  readonly objects: number;
  readonly namespaces: number;
  /** The Kubernetes minor the checks were asked about, and where that came from. */
  readonly version: string;
  readonly versionSource: "server" | "flag" | "newest-supported";
}

/** The versioned result of `plimsoll scan`; within v1 fields are only added. */
export interface Report {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "ScanReport";
  readonly tool: { readonly name: "plimsoll"; readonly version: string };
  /** RFC 3339; absent with --no-timestamp. */
  readonly asOf?: string;
  readonly input: ScannedInput;
  readonly score: Score;
  readonly counts: ReportCounts;
  /** Ordered by rank, then check, then object. */
  readonly findings: readonly ReportFinding[];
  readonly fixFirst: readonly FixFirst[];
  readonly checks: readonly ReportCheck[];
  readonly coverage: readonly CoverageGap[];
  readonly problems: readonly ReportProblem[];
  readonly waivers: readonly WaiverNotice[];
  /** Only when a baseline was given. */
  readonly baseline?: BaselineSummary;
}
