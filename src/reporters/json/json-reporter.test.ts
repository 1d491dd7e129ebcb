// JSON holds the whole report, in a fixed order, exact.
import { expect, it } from "vitest";
import { exampleReport } from "../../../test/fixtures/report.ts";
import { documented, reported } from "../../../test/fixtures/reported.ts";

const text = reported("json", exampleReport);

it("holds the report as it is", () => expect(JSON.parse(text)).toEqual(exampleReport));
it("starts with the version and ends with a line end", () => {
  expect(text.startsWith('{\n  "apiVersion": "plimsoll/v1",\n  "kind": "ScanReport",\n  "tool": {')).toBe(true);
  expect(text.endsWith("\n  ]\n}\n")).toBe(true);
});
it("has the same order of fields however a finding was put together", () => {
  const [first] = exampleReport.findings;
  const reversed = Object.fromEntries(Object.entries(first ?? {}).reverse()) as unknown as typeof first;
  const report = { ...exampleReport, findings: reversed === undefined ? [] : [reversed] };
  const same = { ...exampleReport, findings: first === undefined ? [] : [first] };
  expect(reported("json", report)).toBe(reported("json", same));
});
it("keeps integers beyond 2^53 and the order of a patch", () => {
  const [first] = exampleReport.findings;
  if (first === undefined) throw new Error("no finding");
  const fix = {
    object: first.object,
    patch: [{ op: "add", path: "/x", value: { z: 9007199254740993n, a: 1 } }],
  } as const;
  expect(reported("json", { ...exampleReport, findings: [{ ...first, fix }] })).toMatch(
    /"z": 9007199254740993,\s+"a": 1/,
  );
});
it("writes empty lists", () => {
  const report = { ...exampleReport, findings: [], checks: [] };
  expect(JSON.parse(reported("json", report))).toEqual(report);
});
it("gives a document's data", () =>
  expect(documented("json", { title: "x", blocks: [] }, {}, { answer: 1n })).toBe('{\n  "answer": 1\n}\n'));
