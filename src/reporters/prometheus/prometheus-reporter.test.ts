// Metrics are in the text format, one HELP and TYPE each, and count what the report holds.
import { expect, it } from "vitest";
import { exampleReport } from "../../../test/fixtures/report.ts";
import { reported } from "../../../test/fixtures/reported.ts";

const text = reported("prometheus", exampleReport);

it("is lines of the format, ended by a line end", () => {
  const sample = /^[a-z_]+(?:\{(?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)*\})? [0-9.]+$/;
  for (const line of text.trimEnd().split("\n")) expect(line.startsWith("# ") || sample.test(line), line).toBe(true);
  expect(text.endsWith("\n")).toBe(true);
});
it("describes each metric once", () => {
  const helps = text.match(/^# HELP \S+/gm) ?? [];
  expect(new Set(helps).size).toBe(helps.length);
  expect(helps).toHaveLength(11);
  expect(text.match(/^# TYPE \S+ gauge$/gm)).toHaveLength(11);
});
it.each([
  'plimsoll_findings{check="run-as-root",severity="medium",domain="workloads",outcome="fail"} 5',
  'plimsoll_findings{check="no-network-policy",severity="medium",domain="network",outcome="unknown"} 2',
  'plimsoll_suppressed_findings{kind="waiver"} 2',
  "plimsoll_score 61.4",
  "plimsoll_decided_ratio 0.923",
  'plimsoll_unseen_parts{part="NetworkPolicy",status="partial"} 1',
  "plimsoll_input_problems 2",
  "plimsoll_scan_timestamp_seconds 1795161600",
])("has %s", (line) => expect(text.split("\n")).toContain(line));
it("says nothing of a score or a time there is not", () => {
  const { asOf: _asOf, ...report } = exampleReport;
  const without = reported("prometheus", { ...report, score: { decided: 0 } });
  expect(without).not.toMatch(/plimsoll_score|timestamp/);
});
it("escapes labels", () => {
  const label = 'a"b\\c\nd';
  const escaped = reported("prometheus", { ...exampleReport, input: { ...exampleReport.input, label } });
  expect(escaped).toContain(String.raw`label="a\"b\\c\\nd"`);
});
