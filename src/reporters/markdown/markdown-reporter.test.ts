// Markdown fits into a comment and renders as what it says.
import { describe, expect, it } from "vitest";
import { exampleDocument } from "../../../test/fixtures/document.ts";
import { exampleReport, reportWithFindings } from "../../../test/fixtures/report.ts";
import { documented, reported } from "../../../test/fixtures/reported.ts";
import { markdownCode, markdownText } from "./markdown-text.ts";

describe("a report", () => {
  const text = reported("markdown", exampleReport);
  it("starts with the score and the counts", () =>
    expect(text.split("\n").slice(0, 7)).toEqual([
      "## Plimsoll: score 61.4 of 100",
      "",
      "`fairwind-production`: 412 objects in 9 namespaces, Kubernetes 1.36, as of 2026-11-20T08:00:00Z, plimsoll 0.1.0. 92.3 % could be decided.",
      "",
      "| critical | high | medium | low | info | not decided | excused | passing |",
      "|---:|---:|---:|---:|---:|---:|---:|---:|",
      "| 4 | 7 | 22 | 8 | 1 | 4 | 3 | 7 |",
    ]));
  it("lists the first steps and the open findings", () => {
    expect(text.match(/^1\. \*\*/gm)).toHaveLength(10);
    expect(text.match(/^- \*\*/gm)).toHaveLength(exampleReport.counts.fail + exampleReport.counts.unknown);
    expect(text).toContain("- `NetworkPolicy`: the API server refused the list");
  });
  it("stays below what GitHub takes, and says what is left out", () => {
    const many = reported("markdown", reportWithFindings(20_000));
    expect(many.length).toBeLessThan(65_000);
    expect(many).toMatch(/- … and \d+ more: the JSON and HTML reports have all of them/);
  });
  it("says when nothing fails", () =>
    expect(reported("markdown", { ...exampleReport, findings: [] })).toContain("Nothing fails."));
});

describe("text", () => {
  it.each([
    ["markup", "*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"],
    ["HTML", "<b>&amp;", "&lt;b&gt;&amp;&#8203;amp;"],
    ["a link", "[a](b)", "\\[a\\](b)"],
    ["a mention", "@anna", "@&#8203;anna"],
    ["an issue", "#12", "#&#8203;12"],
    ["an address", "https://a.example", "https:&#8203;//a.example"],
    ["a bare host", "www.a.example", "www&#8203;.a.example"],
    ["a cell", "a|b", "a\\|b"],
    ["plain words", "registry.example/web:1.2", "registry.example/web:1.2"],
  ])("shows %s as it is", (_what, text, expected) => expect(markdownText(text, 300)).toBe(expected));
  it("closes no code span early", () => {
    expect(markdownCode("a`b", 99)).toBe("`` a`b ``");
    expect(markdownCode("plain", 99)).toBe("`plain`");
  });
});

describe("a document", () => {
  it("draws every block", () =>
    expect(documented("markdown", exampleDocument).split("\n").slice(0, 12)).toEqual([
      "# Who can get secrets in shop",
      "",
      "## Answer",
      "",
      "Two subjects can get secrets in namespace shop.",
      "",
      "### Subjects",
      "",
      "| subject | through | since |",
      "|---|---|---|",
      "| Group all-staff | ClusterRoleBinding dashboard-viewer → ClusterRole dashboard-viewer | 2026-01-07 |",
      "| ServiceAccount shop/helper | RoleBinding shop/helper → Role shop/helper | 2025-11-30 |",
    ]));
});
