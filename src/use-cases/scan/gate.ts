// The gate: whether a report lets a pipeline go on.
import { atLeast, type Report, type Severity } from "../../core/index.ts";

/** From which severity on findings close the gate, and whether the undecided does too. */
export interface GateOptions {
  /** `none` leaves the gate open whatever is found. */
  readonly failOn: Severity | "none";
  /** What is unknown counts as a finding of its severity. */
  readonly strict: boolean;
}

/** Exit code 0 or 1 with the reasons for 1; `notes` are worth telling either way. */
export interface GateResult {
  readonly exitCode: 0 | 1;
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
}

function count(number: number, one: string, many: string): string {
  return number === 1 ? `1 ${one}` : `${number} ${many}`;
}

function failReasons({ findings }: Report, failOn: Severity): string[] {
  const failed = findings.filter(
    ({ outcome, severity, suppression }) =>
      outcome === "fail" && suppression === undefined && atLeast(severity, failOn),
  ).length;
  return failed === 0 ? [] : [`${count(failed, "finding", "findings")} of severity ${failOn} or worse`];
}

/** Objects that could not be judged, and checks that could judge nothing or not all. */
function unknownReasons({ findings, checks }: Report, failOn: Severity): string[] {
  const undecided = findings.filter(
    ({ outcome, severity, suppression }) =>
      outcome === "unknown" && suppression === undefined && atLeast(severity, failOn),
  ).length;
  const told = new Set(findings.filter(({ outcome }) => outcome === "unknown").map(({ check }) => check));
  const blind = checks.filter(
    ({ id, severity, unknown }) => unknown > 0 && !told.has(id) && atLeast(severity, failOn),
  ).length;
  return [
    ...(undecided === 0
      ? []
      : [`${count(undecided, "unknown answer", "unknown answers")} of severity ${failOn} or worse (strict)`]),
    ...(blind === 0
      ? []
      : [`${count(blind, "check", "checks")} of severity ${failOn} or worse could not see everything (strict)`]),
  ];
}

function notesOf({ baseline, waivers }: Report): string[] {
  const gone = baseline?.gone.length ?? 0;
  const stale = waivers.length;
  return [
    ...(gone === 0
      ? []
      : [`${count(gone, "finding", "findings")} of the baseline no longer found: write the baseline anew`]),
    ...(stale === 0
      ? []
      : [`${count(stale, "waiver needs", "waivers need")} attention: ended, unusable or excusing nothing`]),
  ];
}

/** Decides the exit code. Suppressed findings never close the gate. */
export function gate(report: Report, { failOn, strict }: GateOptions): GateResult {
  const notes = notesOf(report);
  if (failOn === "none") return { exitCode: 0, reasons: [], notes };
  const reasons = [...failReasons(report, failOn), ...(strict ? unknownReasons(report, failOn) : [])];
  return { exitCode: reasons.length === 0 ? 0 : 1, reasons, notes };
}
