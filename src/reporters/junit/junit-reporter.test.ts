// JUnit is well-formed XML whose counts add up.
import { SaxesParser } from "saxes";
import { expect, it } from "vitest";
import { exampleReport } from "../../../test/fixtures/report.ts";
import { reported } from "../../../test/fixtures/reported.ts";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

function elements(text: string): Element[] {
  const found: Element[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => found.push({ name, attributes }));
  parser.write(text).close();
  return found;
}

const found = elements(reported("junit", exampleReport));
const named = (name: string): Element[] => found.filter((element) => element.name === name);

it("has a suite for each check, and one for broken input", () =>
  expect(named("testsuite").map(({ attributes }) => attributes["name"])).toEqual([
    "input",
    ...exampleReport.checks.map(({ domain, id }) => `${domain}.${id}`),
  ]));
it("counts what it holds", () => {
  const [total] = named("testsuites");
  expect(total?.attributes).toMatchObject({
    tests: String(named("testcase").length),
    failures: String(named("failure").length),
    skipped: String(named("skipped").length),
    errors: String(named("error").length),
  });
  expect(named("failure")).toHaveLength(exampleReport.counts.fail);
});
it("fails what fails, with the place, and skips what is unknown or excused, with the reason", () => {
  expect(named("testcase").find(({ attributes }) => attributes["line"] === "41")?.attributes).toMatchObject({
    classname: "workloads.privileged-container",
    file: "platform/vessel-tracker.yaml",
  });
  const reasons = named("skipped").map(({ attributes }) => attributes["message"]);
  expect(reasons).toContain("waived: shipped so by kubeadm");
  expect(reasons).toContain("not decided: the kubelet's certificate was not seen");
});
it("never lets an undecided check look passed", () => {
  const [check] = exampleReport.checks;
  if (check === undefined) throw new Error("no check");
  const pass = exampleReport.findings.filter(({ check: id, outcome }) => id === check.id && outcome === "pass");
  const report = {
    ...exampleReport,
    findings: pass,
    checks: [{ ...check, outcome: "unknown", reason: "Pods of ci were not seen" } as const],
  };
  const skipped = elements(reported("junit", report)).filter(({ name }) => name === "skipped");
  expect(skipped.map(({ attributes }) => attributes["message"])).toEqual(["unknown: Pods of ci were not seen"]);
});
it("keeps the lines of a failure", () =>
  expect(reported("junit", exampleReport)).toContain(
    "container &quot;agent&quot; runs privileged\nat platform/vessel-tracker.yaml:41:7\nfield spec.template",
  ));
