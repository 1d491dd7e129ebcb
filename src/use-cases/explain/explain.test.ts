// Explanations: everything a check says of itself, by any of its names.
import { describe, expect, it } from "vitest";
import { scanChecks } from "../../../test/fixtures/scan-checks.ts";
import { PlimsollError } from "../../core/index.ts";
import { explain, type CheckExample, type ExplainOptions } from "./index.ts";

const example: CheckExample = {
  title: "a container runs privileged",
  outcome: "fail",
  yaml: "kind: Pod\n",
  findings: [{ outcome: "fail", severity: "critical", object: "Pod shop/web", path: "spec", message: "it does" }],
};
const options: ExplainOptions = {
  frameworksOf: (id) => (id === "privileged" ? ["CIS 5.2.2"] : []),
  examplesOf: (id) => (id === "privileged" ? [example] : []),
};

describe("explain", () => {
  it("tells what a check is, reads, says and answers", () => {
    expect(explain("privileged", scanChecks, options).data).toMatchObject({
      kind: "CheckExplanation",
      id: "privileged",
      aliases: ["old-privileged"],
      domain: "workloads",
      severity: "critical",
      rationale: "It matters.",
      remediation: "Change it.",
      argues: [],
      messages: [
        { id: "privileged", text: "container {name} runs privileged" },
        { id: "confined", text: "container {name} is confined" },
      ],
      examples: [example],
      frameworks: ["CIS 5.2.2"],
      references: ["https://example.com/"],
    });
  });
  it("tells what a check argues about as a whole, and its options", () => {
    expect(explain("unguarded", scanChecks, options).data).toMatchObject({
      judges: ["services"],
      argues: ["networkpolicies.networking.k8s.io"],
      options: [
        { name: "ignore", default: [], description: "Namespaces to leave out." },
        { name: "limit", default: 0, description: "A number." },
      ],
    });
  });
  it("tells versions", () => {
    const [check] = scanChecks;
    if (check === undefined) throw new Error("no check");
    const text = (versions: object): string =>
      JSON.stringify(explain("v", [{ ...check, id: "v", versions }], options).document);
    expect(text({ since: "1.30" })).toContain("Kubernetes: 1.30 and later.");
    expect(text({ until: "1.30" })).toContain("Kubernetes: up to 1.30.");
    expect(text({ since: "1.29", until: "1.30" })).toContain("Kubernetes: 1.29 to 1.30.");
    expect(text({})).toContain("Kubernetes: every version.");
  });
  it("knows former names, and the check of the input", () => {
    expect(explain("old-privileged", scanChecks, options).data.id).toBe("privileged");
    expect(explain("input-readable", scanChecks, options).data).toMatchObject({ domain: "input", severity: "high" });
  });
  it("draws a section for everything there is, and none for what there is not", () => {
    const headings = (name: string): string[] =>
      explain(name, scanChecks, options).document.blocks.flatMap((block) =>
        block.type === "heading" ? [block.text] : [],
      );
    expect(headings("privileged")).toEqual([
      "Why it matters",
      "What is looked at",
      "Examples",
      "Fix",
      "Frameworks",
      "References",
    ]);
    expect(headings("unguarded")).toEqual(["Why it matters", "What is looked at", "Options", "Fix", "References"]);
    expect(JSON.stringify(explain("privileged", scanChecks, options).document)).toContain(
      "critical: Pod shop/web spec: it does",
    );
  });
  it.each(["privilged", "constructor", ""])("refuses a name that is none: %s", (name) => {
    expect(() => explain(name, scanChecks, options)).toThrow(PlimsollError);
  });
  it("names what comes close", () => {
    expect(() => explain("input-readble", scanChecks, options)).toThrow(
      'there is no check "input-readble". Did you mean "input-readable"?',
    );
  });
});
