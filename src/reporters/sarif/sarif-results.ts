// Findings as SARIF results.
import { describeObject, plainText, type Evidence, type ReportFinding, type Suppression } from "../../core/index.ts";
import { levelOf } from "./sarif-rules.ts";
import { fileUri, messageText, objectUri } from "./sarif-text.ts";

/** What a result needs to know of its run. */
export interface ResultContext {
  readonly ruleIndex: ReadonlyMap<string, number>;
  /** Whether the scan was compared with a baseline; only then results have a baselineState. */
  readonly baseline: boolean;
}

/** Kinds of 3.27.9: `open` is for what there was too little information to decide. */
const kinds = { fail: "fail", unknown: "open", pass: "pass" } as const;

function locationOf(finding: ReportFinding): object {
  const { object, path, location } = finding;
  const region = {
    startLine: location?.line ?? 1,
    ...(location?.column === undefined ? {} : { startColumn: location.column }),
  };
  const artifactLocation = location === undefined ? objectUri(object) : fileUri(location);
  const name = plainText(describeObject(object));
  return {
    physicalLocation: { artifactLocation, region },
    logicalLocations: [
      { name: plainText(object.name), fullyQualifiedName: name, kind: "resource" },
      ...(path === undefined ? [] : [{ fullyQualifiedName: `${name} ${plainText(path)}`, kind: "property" }]),
    ],
  };
}

function suppressionOf({ kind, reason, expires }: Suppression): object {
  const until = expires === undefined ? "" : ` (until ${expires})`;
  return { kind: "external", status: "accepted", justification: plainText(`${kind}: ${reason}${until}`) };
}

function evidenceOf({ source, text, object, path, value }: Evidence): object {
  return {
    source,
    text: plainText(text),
    ...(object === undefined ? {} : { object: plainText(describeObject(object)) }),
    ...(path === undefined ? {} : { path: plainText(path) }),
    ...(value === undefined ? {} : { value: typeof value === "string" ? plainText(value) : value }),
  };
}

function baselineStateOf({ suppression }: ReportFinding, { baseline }: ResultContext): object {
  if (!baseline) return {};
  return { baselineState: suppression?.kind === "baseline" ? "unchanged" : "new" };
}

/** A result (3.27). Its level is none unless the finding fails, as 3.27.10 demands. */
export function resultOf(finding: ReportFinding, context: ResultContext): object {
  const index = context.ruleIndex.get(finding.check);
  const { suppression, outcome, severity } = finding;
  return {
    ruleId: finding.check,
    ...(index === undefined ? {} : { ruleIndex: index }),
    kind: kinds[outcome],
    level: outcome === "fail" ? levelOf(severity) : "none",
    message: { text: messageText(`${describeObject(finding.object)}: ${finding.message}`) },
    locations: [locationOf(finding)],
    partialFingerprints: {
      "plimsollIdentity/v1": finding.fingerprint,
      primaryLocationLineHash: finding.fingerprint,
    },
    ...baselineStateOf(finding, context),
    suppressions: suppression === undefined ? [] : [suppressionOf(suppression)],
    properties: {
      severity,
      rank: finding.rank,
      rankReasons: finding.rankReasons.map((reason) => plainText(reason)),
      evidence: finding.evidence.map(evidenceOf),
      ...(finding.pods === undefined ? {} : { pods: finding.pods }),
      ...(finding.fix === undefined ? {} : { patch: finding.fix.patch }),
    },
  };
}
