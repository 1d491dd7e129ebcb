// Reports as SARIF 2.1.0 (OASIS), for code scanning services.
import { plainText, safeJson, type Report } from "../../core/index.ts";
import type { Reporter, ReporterOptions } from "../reporter.ts";
import { notificationKinds, notificationsOf } from "./sarif-notifications.ts";
import { resultOf, type ResultContext } from "./sarif-results.ts";
import { ruleOf } from "./sarif-rules.ts";

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** Everything of the run but its results. */
function runHead(report: Report): object {
  const { tool, input, score, counts, asOf, checks } = report;
  return {
    tool: {
      driver: {
        name: "Plimsoll",
        version: tool.version,
        semanticVersion: tool.version,
        rules: checks.map(ruleOf),
        notifications: notificationKinds,
      },
    },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { "%SRCROOT%": { description: { text: "The folder the scan was started in." } } },
    invocations: [
      {
        executionSuccessful: true,
        ...(asOf === undefined || Number.isNaN(Date.parse(asOf)) ? {} : { endTimeUtc: new Date(asOf).toISOString() }),
        toolExecutionNotifications: notificationsOf(report),
      },
    ],
    properties: {
      input: { kind: input.kind, label: plainText(input.label), kubernetes: input.version },
      score,
      counts,
    },
  };
}

/** Results one by one. Passes only on demand: GitHub takes every result for a problem, whatever its kind. */
function* log(report: Report, options: ReporterOptions): Iterable<string> {
  const context: ResultContext = {
    ruleIndex: new Map(report.checks.map(({ id }, index) => [id, index])),
    baseline: report.findings.some(({ suppression }) => suppression?.kind === "baseline"),
  };
  const head = safeJson({ $schema: schema, version: "2.1.0", runs: [runHead(report)] }, 2);
  yield `${head.replace(/\n {4}\}\n {2}\]\n\}$/, "")},\n      "results": [`;
  let separator = "\n        ";
  for (const finding of report.findings) {
    if (finding.outcome === "pass" && !options.verbose) continue;
    yield separator + safeJson(resultOf(finding, context), 2).replaceAll("\n", "\n        ");
    separator = ",\n        ";
  }
  yield "\n      ]\n    }\n  ]\n}\n";
}

/** Failing, unknown (`open`) and excused (suppressed) findings; passes too when verbose. */
export const sarifReporter: Reporter = {
  name: "sarif",
  extension: "sarif",
  mediaType: "application/sarif+json",
  report: log,
};
