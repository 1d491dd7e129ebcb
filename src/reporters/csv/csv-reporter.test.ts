// CSV is RFC 4180, and no cell is a formula.
import { describe, expect, it } from "vitest";
import { exampleDocument } from "../../../test/fixtures/document.ts";
import { graphDocument } from "../../../test/fixtures/graph.ts";
import { exampleReport } from "../../../test/fixtures/report.ts";
import { documented, reported } from "../../../test/fixtures/reported.ts";

const [first] = exampleReport.findings;
if (first === undefined) throw new Error("no finding");

function lineFor(message: string): string {
  const report = {
    ...exampleReport,
    checks: [],
    findings: [{ ...first, message } as (typeof exampleReport.findings)[number]],
  };
  return reported("csv", report).split("\r\n")[1] ?? "";
}

it("has a heading and a line for each finding", () => {
  const lines = reported("csv", exampleReport).split("\r\n");
  expect(lines[0]).toBe(
    "outcome,severity,check,title,domain,kind,namespace,name,api_version,owner,message,path,file,line,column,pods,rank,rank_reasons,evidence,excused,excuse,excuse_expires,fingerprint",
  );
  expect(lines).toHaveLength(exampleReport.findings.length + 2);
  expect(lines[1]).toContain('DaemonSet platform/vessel-tracker,"container ""agent"" runs privileged",spec.template');
});
it("has a line for a check that could not be decided", () => {
  const [check] = exampleReport.checks;
  if (check === undefined) throw new Error("no check");
  const undecided = { ...check, outcome: "unknown", reason: "Secret was not seen" } as const;
  const lines = reported("csv", { ...exampleReport, findings: [], checks: [undecided] }).split("\r\n");
  expect(lines[1]).toMatch(
    /^unknown,critical,privileged-container,Container runs privileged,workloads,,,,,,Secret was not seen,/,
  );
});
it.each(["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", "|calc"])("makes text of the formula %j", (message) => {
  const cell = lineFor(message).split(",")[10]?.replace(/^"/, "");
  expect(cell?.startsWith("'") || cell?.startsWith("\\t")).toBe(true);
});
it("leaves numbers and plain words alone", () => {
  const line = lineFor("plain");
  expect(line).toContain(",plain,");
  expect(line).toContain(",41,7,6,96,");
});

describe("a document", () => {
  it("is the edges of its graph", () =>
    expect(documented("csv", graphDocument()).split("\r\n").slice(0, 4)).toEqual([
      "from_group,from,to_group,to,label,connections",
      "shop,web,,metadata,80/TCP,1",
      ",internet,shop,web,all ports,1",
      "shop,web,data,db,5432/TCP,1",
    ]));
  it("or its tables, with an empty line between them", () => {
    const table = exampleDocument.blocks.find((block) => block.type === "table");
    if (table === undefined) throw new Error("no table");
    const twice = documented("csv", { title: "t", blocks: [table, table] });
    expect(twice.split("\r\n").slice(0, 5)).toEqual([
      "subject,through,since",
      "Group all-staff,ClusterRoleBinding dashboard-viewer → ClusterRole dashboard-viewer,2026-01-07",
      "ServiceAccount shop/helper,RoleBinding shop/helper → Role shop/helper,2025-11-30",
      "",
      "subject,through,since",
    ]);
  });
  it("has no formula in it", () => expect(documented("csv", graphDocument("=1+1"))).toContain("'=1+1,'=1+1,,'=1+1"));
  it("or nothing", () =>
    expect(() => documented("csv", { title: "t", blocks: [{ type: "paragraph", text: "p" }] })).toThrow("cannot show"));
});
