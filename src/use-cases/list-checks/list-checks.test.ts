// The list of checks and its filters.
import { describe, expect, it } from "vitest";
import { scanChecks } from "../../../test/fixtures/scan-checks.ts";
import { listChecks, type CheckFilters } from "./index.ts";

const frameworksOf = (id: string): readonly string[] => (id === "privileged" ? ["CIS 5.2.2", "NSA: pods"] : []);

function listed(filters: CheckFilters): string[] {
  return listChecks(scanChecks, filters, frameworksOf).data.checks.map(({ id }) => id);
}

describe("the list", () => {
  it.each<[string, CheckFilters, string[]]>([
    ["without filters is everything by id", {}, ["bound", "privileged", "undecided", "unguarded"]],
    ["of a domain", { domain: "network" }, ["unguarded"]],
    ["of a severity or worse", { severity: "high" }, ["bound", "privileged"]],
    ["of a framework, in any case", { framework: "cis" }, ["privileged"]],
    ["with words of the title", { text: "runs PRIVILEGED" }, ["privileged"]],
    ["with a former id", { text: "old-" }, ["privileged"]],
    ["with all words, wherever they are", { text: "matters service" }, ["unguarded"]],
    ["with two filters", { severity: "medium", text: "runs" }, ["privileged"]],
    ["of nothing", { text: "zebra" }, []],
  ])("%s", (_what, filters, expected) => expect(listed(filters)).toEqual(expected));

  it.each<[CheckFilters, RegExp]>([
    [{ domain: "networks" }, /no domain "networks"\. Did you mean "network"/],
    [{ severity: "hgh" }, /no severity "hgh"\. Did you mean "high"/],
  ])("refuses %j", (filters, message) => expect(() => listed(filters)).toThrow(message));

  it("is data and a table, with how many there are in all", () => {
    const { data, document } = listChecks(scanChecks, { domain: "workloads" }, frameworksOf);
    expect(data).toEqual({
      apiVersion: "plimsoll/v1",
      kind: "CheckList",
      total: 4,
      checks: [
        {
          id: "privileged",
          title: "Container runs privileged",
          domain: "workloads",
          severity: "critical",
          frameworks: ["CIS 5.2.2", "NSA: pods"],
        },
      ],
    });
    expect(document.blocks).toMatchObject([
      {
        type: "table",
        rows: [
          [
            { text: "privileged" },
            { text: "critical" },
            { text: "workloads" },
            { text: "Container runs privileged" },
            { text: "CIS 5.2.2, NSA: pods" },
          ],
        ],
      },
      { type: "paragraph", text: "1 of 4 checks." },
    ]);
  });
});
