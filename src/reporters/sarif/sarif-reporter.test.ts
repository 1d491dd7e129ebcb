// SARIF is valid against the official schema, and says what became of each finding.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { exampleReport } from "../../../test/fixtures/report.ts";
import { reported } from "../../../test/fixtures/reported.ts";
import { fileUri, messageText, objectUri } from "./sarif-text.ts";

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly baselineState?: string;
  readonly message: { readonly text: string };
  readonly suppressions: readonly { readonly justification: string }[];
  readonly locations: readonly { readonly physicalLocation: object; readonly logicalLocations: readonly object[] }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}
interface Run {
  readonly tool: {
    readonly driver: { readonly rules: readonly { readonly id: string; readonly properties: object }[] };
  };
  readonly invocations: readonly {
    readonly toolExecutionNotifications: readonly {
      readonly level: string;
      readonly message: { readonly text: string };
    }[];
  }[];
  readonly results: readonly Result[];
}

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../test/fixtures/sarif/sarif-schema-2.1.0.json"), "utf8"),
) as object;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

function runOf(report = exampleReport, verbose = false): Run {
  const log = JSON.parse(reported("sarif", report, { verbose })) as { readonly runs: readonly Run[] };
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  const [run] = log.runs;
  if (run === undefined) throw new Error("no run");
  return run;
}

describe("a log", () => {
  const run = runOf();
  const of = (check: string): readonly Result[] => run.results.filter(({ ruleId }) => ruleId === check);

  it("is judged by a schema that finds faults", () => expect(validate({ version: "2.0.0", runs: [] })).toBe(false));
  it("has a rule for each check, found by its index", () => {
    expect(run.tool.driver.rules).toHaveLength(exampleReport.checks.length);
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(run.tool.driver.rules[0]?.properties).toMatchObject({
      "security-severity": "9.5",
      tags: ["security", "workloads", "PSS baseline", "CIS 5.2.2"],
    });
  });
  it("gives failures a level and the unknown the kind open", () => {
    expect(of("run-as-root")[0]).toMatchObject({ kind: "fail", level: "warning" });
    expect(of("no-network-policy").filter(({ kind }) => kind === "open")).toHaveLength(2);
    expect(run.results.filter(({ kind }) => kind === "open").every(({ level }) => level === "none")).toBe(true);
  });
  it("leaves passes out, unless verbose", () => {
    expect(run.results.some(({ kind }) => kind === "pass")).toBe(false);
    expect(runOf(exampleReport, true).results.filter(({ kind }) => kind === "pass")).toHaveLength(
      exampleReport.counts.pass,
    );
  });
  it("points at the line, relative to the folder", () =>
    expect(run.results[0]?.locations[0]).toEqual({
      physicalLocation: {
        artifactLocation: { uri: "platform/vessel-tracker.yaml", uriBaseId: "%SRCROOT%" },
        region: { startLine: 41, startColumn: 7 },
      },
      logicalLocations: [
        { name: "vessel-tracker", fullyQualifiedName: "DaemonSet platform/vessel-tracker", kind: "resource" },
        {
          fullyQualifiedName:
            "DaemonSet platform/vessel-tracker spec.template.spec.containers[0].securityContext.privileged",
          kind: "property",
        },
      ],
    }));
  it("marks what is waived or in the baseline", () => {
    const excused = run.results.filter(({ suppressions }) => suppressions.length > 0);
    expect(excused.map(({ baselineState }) => baselineState)).toEqual(["new", "new", "unchanged"]);
    expect(excused.map(({ suppressions }) => suppressions[0]?.justification)).toContain(
      "waiver: shipped so by kubeadm",
    );
  });
  it("knows nothing of a baseline that was not given", () => {
    const findings = exampleReport.findings.filter(({ suppression }) => suppression?.kind !== "baseline");
    expect(runOf({ ...exampleReport, findings }).results.some(({ baselineState }) => baselineState !== undefined)).toBe(
      false,
    );
  });
  it("tells problems, gaps and waivers as notifications", () => {
    const notifications = run.invocations[0]?.toolExecutionNotifications ?? [];
    expect(notifications.map(({ level }) => level)).toEqual([
      "error",
      "error",
      "warning",
      "warning",
      "warning",
      "note",
      "note",
    ]);
    expect(notifications[3]?.message.text).toBe(
      "NetworkPolicy (ci) partial: the API server refused the list; apply the Role that plimsoll scan --print-rbac prints",
    );
  });
  it("is valid without findings, time and checks", () => {
    const { asOf: _asOf, ...report } = exampleReport;
    expect(runOf({ ...report, findings: [], checks: [] }).results).toEqual([]);
  });
});

describe("addresses and messages", () => {
  it.each([
    ["a b/ü#?.yaml", "a%20b/%C3%BC%23%3F.yaml"],
    ["./deploy/web.yaml", "deploy/web.yaml"],
    ["deploy\\web.yaml", "deploy/web.yaml"],
    ["/srv/x y.yaml", "file:///srv/x%20y.yaml"],
    ["C:\\x\\y.yaml", "file:///C:/x/y.yaml"],
    ["javascript:alert(1)", "javascript%3Aalert(1)"],
    ["-", "stdin"],
    ["bad\ud800.yaml", "bad%EF%BF%BD.yaml"],
  ])("write the file %j as %s", (file, uri) => expect(fileUri({ file, line: 1 }).uri).toBe(uri));
  it("write an object as a path", () =>
    expect(objectUri({ apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "a/../b" }).uri).toBe(
      "kubernetes/shop/Deployment.apps/a%2F..%2Fb",
    ));
  it("leave no link and no placeholder in a message", () =>
    expect(messageText("[a](b) {0} c[0] {x}")).toBe("[a\\](b) {{0}} c[0] {x}"));
});
