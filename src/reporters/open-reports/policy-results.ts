// Findings as the results of a policy report; OpenReports and PolicyReport share their shape.
// Sources: openreports/reports-api apis/openreports.io/v1alpha1/report_types.go; wgpolicyk8s.io v1alpha2 CRD.
import { plainText, type ObjectRef, type Report, type ReportCheck, type ReportFinding } from "../../core/index.ts";

/** `error` means that the policy could not be evaluated, `skip` that the user left it out. */
export type PolicyOutcome = "pass" | "fail" | "error" | "skip";

/** One result; objects are in the field `resources` in both APIs. */
export interface PolicyResult {
  readonly source: "plimsoll";
  readonly policy: string;
  readonly rule: string;
  readonly category: string;
  readonly severity: string;
  readonly timestamp?: { readonly seconds: number; readonly nanos: number };
  readonly result: PolicyOutcome;
  readonly scored: boolean;
  readonly resources?: readonly ObjectRef[];
  readonly message: string;
  readonly properties: Readonly<Record<string, string>>;
}

const longestText = 500;

function outcomeOf({ outcome, suppression }: ReportFinding): PolicyOutcome {
  if (suppression !== undefined) return "skip";
  return outcome === "unknown" ? "error" : outcome;
}

function timestampOf({ asOf }: Report): Pick<PolicyResult, "timestamp"> {
  const milliseconds = asOf === undefined ? Number.NaN : Date.parse(asOf);
  return Number.isNaN(milliseconds) ? {} : { timestamp: { seconds: Math.floor(milliseconds / 1000), nanos: 0 } };
}

function plainRef({ apiVersion, kind, namespace, name }: ObjectRef): ObjectRef {
  const plain = (text: string): string => plainText(text, 253);
  return {
    apiVersion: plain(apiVersion),
    kind: plain(kind),
    ...(namespace === undefined ? {} : { namespace: plain(namespace) }),
    name: plain(name),
  };
}

function propertiesOf(finding: ReportFinding): Record<string, string> {
  const properties: readonly (readonly [string, string | undefined])[] = [
    ["fingerprint", finding.fingerprint],
    ["path", finding.path],
    ["evidence", finding.evidence.map(({ text }) => text).join("; ")],
    ["excuse", finding.suppression?.reason],
    ["excuseExpires", finding.suppression?.expires],
  ];
  const present = properties.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "");
  return Object.fromEntries(present.map(([name, value]) => [name, plainText(value, longestText)]));
}

/** The result of one finding. */
export function findingResult(report: Report, finding: ReportFinding): PolicyResult {
  return {
    source: "plimsoll",
    policy: finding.check,
    rule: finding.messageId,
    category: finding.domain,
    severity: finding.severity,
    ...timestampOf(report),
    result: outcomeOf(finding),
    scored: true,
    resources: [plainRef(finding.object)],
    message: plainText(finding.message, longestText),
    properties: propertiesOf(finding),
  };
}

/** The result of a check that could not be decided as a whole. */
export function undecidedResult(report: Report, check: ReportCheck): PolicyResult {
  return {
    source: "plimsoll",
    policy: check.id,
    rule: "undecided",
    category: check.domain,
    severity: check.severity,
    ...timestampOf(report),
    result: "error",
    scored: true,
    message: plainText(check.reason ?? "not decided", longestText),
    properties: {},
  };
}
