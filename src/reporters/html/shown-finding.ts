// A finding as the page shows it: every text plain and bounded, for the static list and for the script alike.
import {
  describeObject,
  formatLocation,
  objectKey,
  plainText,
  stringifyJson,
  type Evidence,
  type PatchOperation,
  type ReportFinding,
} from "../../core/index.ts";

const longestText = 4000;

/** What the page knows of a finding. `state` is what a reader filters by. */
export interface ShownFinding {
  readonly check: string;
  readonly severity: string;
  readonly state: "fail" | "unknown" | "pass" | "excused";
  readonly owner: string;
  /** Only where it is not the owner. */
  readonly object?: string;
  readonly namespace: string;
  readonly message: string;
  readonly path?: string;
  readonly place?: string;
  readonly evidence: readonly string[];
  readonly patch?: readonly string[];
  readonly note?: string;
  readonly reasons?: string;
  readonly pods?: number;
  readonly excuse?: string;
  readonly fingerprint: string;
}

function plain(text: string): string {
  return plainText(text, longestText);
}

function evidenceText({ source, text, object, path }: Evidence): string {
  const where = [object === undefined ? "" : describeObject(object), path ?? ""]
    .filter((part) => part !== "")
    .join(" ");
  return plain(`${source}: ${text}${where === "" ? "" : ` (${where})`}`);
}

function patchLine(operation: PatchOperation): string {
  const value = operation.op === "remove" ? "" : ` ${stringifyJson(operation.value)}`;
  return plain(`${operation.op} ${operation.path}${value}`);
}

function excuseOf({ suppression }: ReportFinding): string | undefined {
  if (suppression === undefined) return undefined;
  const until = suppression.expires === undefined ? "" : `, until ${suppression.expires}`;
  return plain(`${suppression.kind === "waiver" ? "Waived" : "In the baseline"}: ${suppression.reason}${until}`);
}

/** Leaves out what is not there, so that the data of many findings stays small. */
export function shownFinding(finding: ReportFinding): ShownFinding {
  const { object, owner, path, location, fix, rankReasons, pods } = finding;
  const excuse = excuseOf(finding);
  return {
    check: plain(finding.check),
    severity: finding.severity,
    state: excuse === undefined ? finding.outcome : "excused",
    owner: plain(describeObject(owner)),
    ...(objectKey(object) === objectKey(owner) ? {} : { object: plain(describeObject(object)) }),
    namespace: plain(object.namespace ?? ""),
    message: plain(finding.message),
    ...(path === undefined ? {} : { path: plain(path) }),
    ...(location === undefined ? {} : { place: plain(formatLocation(location)) }),
    evidence: finding.evidence.map(evidenceText),
    ...(fix === undefined ? {} : { patch: fix.patch.map(patchLine) }),
    ...(fix?.note === undefined ? {} : { note: plain(fix.note) }),
    ...(rankReasons.length === 0 ? {} : { reasons: plain(rankReasons.join(", ")) }),
    ...(pods === undefined ? {} : { pods }),
    ...(excuse === undefined ? {} : { excuse }),
    fingerprint: plain(finding.fingerprint),
  };
}
