// Selection of checks by id, former id, pattern and domain; severities and options of the configuration.
import { describe, expect, it } from "vitest";
import { scanChecks, scanOptions } from "../../../test/fixtures/scan-checks.ts";
import { PlimsollError, type Severity } from "../../core/index.ts";
import { clusterRoleBinding, modelOf, service } from "../../testing/index.ts";
import { scan, selectChecks, type CheckSelection } from "./index.ts";

function selected(selection: CheckSelection): string[] {
  return selectChecks(scanChecks, selection).checks.map(({ id }) => id);
}

function errorOf(selection: CheckSelection): PlimsollError {
  try {
    selectChecks(scanChecks, selection);
  } catch (error) {
    if (error instanceof PlimsollError) return error;
    throw error;
  }
  throw new Error("no error");
}

describe("selection", () => {
  it.each<[string, CheckSelection, string[]]>([
    ["of nothing special is everything", {}, ["privileged", "unguarded", "bound", "undecided"]],
    [
      "with empty lists is everything",
      { check: [], skip: [], domain: [] },
      ["privileged", "unguarded", "bound", "undecided"],
    ],
    ["by id keeps the catalogue's order", { check: ["bound", "privileged"] }, ["privileged", "bound"]],
    ["by former id", { check: ["old-privileged"] }, ["privileged"]],
    ["by pattern", { check: ["un*"] }, ["unguarded", "undecided"]],
    ["by domain", { domain: ["network", "authorization"] }, ["unguarded", "bound"]],
    ["by id and domain is what is in both", { check: ["un*"], domain: ["secrets"] }, ["undecided"]],
    ["without what is skipped", { skip: ["old-*", "bound"] }, ["unguarded", "undecided"]],
    ["skipping wins over asking", { check: ["un*"], skip: ["undecided"] }, ["unguarded"]],
    ["without what is off", { checks: { "old-privileged": { severity: "off" } } }, ["unguarded", "bound", "undecided"]],
  ])("%s", (_what, selection, expected) => expect(selected(selection)).toEqual(expected));

  it.each<[string, CheckSelection, string, RegExp]>([
    [
      "an unknown check",
      { check: ["privilged"] },
      "PLIMSOLL_UNKNOWN_CHECK",
      /no check "privilged"\. Did you mean "privileged"/,
    ],
    ["a pattern that names nothing", { skip: ["xyz-*"] }, "PLIMSOLL_UNKNOWN_CHECK", /no check "xyz-\*"/],
    [
      "settings of an unknown check",
      { checks: { constructor: {} } },
      "PLIMSOLL_UNKNOWN_CHECK",
      /no check "constructor"/,
    ],
    ["an unknown domain", { domain: ["networks"] }, "PLIMSOLL_USAGE", /no domain "networks"\. Did you mean "network"/],
    ["nothing left", { check: ["bound"], skip: ["bound"] }, "PLIMSOLL_USAGE", /no check is left to run/],
    [
      "an unknown severity",
      { checks: { bound: { severity: "hgh" as Severity } } },
      "PLIMSOLL_CONFIG",
      /severity of check bound is "hgh"\. Did you mean "high"/,
    ],
    [
      "an unknown option",
      { checks: { unguarded: { options: { ignores: [] } } } },
      "PLIMSOLL_CONFIG",
      /no option "ignores"\. Did you mean "ignore"/,
    ],
    [
      "an inherited option",
      { checks: { unguarded: { options: { toString: "x" } } } },
      "PLIMSOLL_CONFIG",
      /no option "toString"/,
    ],
    [
      "an option of a check without any",
      { checks: { bound: { options: { a: 1 } } } },
      "PLIMSOLL_CONFIG",
      /no option "a"/,
    ],
    [
      "text for a list",
      { checks: { unguarded: { options: { ignore: "shop" } } } },
      "PLIMSOLL_CONFIG",
      /ignore of check unguarded must be a list of texts/,
    ],
    [
      "numbers in a list of texts",
      { checks: { unguarded: { options: { ignore: [1] } } } },
      "PLIMSOLL_CONFIG",
      /must be a list of texts/,
    ],
    [
      "text for a number",
      { checks: { unguarded: { options: { limit: "5" } } } },
      "PLIMSOLL_CONFIG",
      /must be a number/,
    ],
    [
      "no number at all",
      { checks: { unguarded: { options: { limit: Number.NaN } } } },
      "PLIMSOLL_CONFIG",
      /must be a number/,
    ],
    [
      "nothing for a value",
      { checks: { unguarded: { options: { limit: null } } } },
      "PLIMSOLL_CONFIG",
      /must be a number/,
    ],
  ])("refuses %s", (_what, selection, code, message) => {
    const error = errorOf(selection);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.hint).not.toBe("");
  });
});

describe("settings", () => {
  it("of severity hold for the check and for findings that bring their own", () => {
    const { checks } = selectChecks(scanChecks, { check: ["bound"], checks: { bound: { severity: "critical" } } });
    const objects = [clusterRoleBinding(), clusterRoleBinding({ metadata: { name: "empty" }, subjects: [] })];
    const report = scan(modelOf(objects), checks, scanOptions).data;
    expect(report.findings.map(({ severity }) => severity)).toEqual(["critical", "critical"]);
    expect(report.checks.find(({ id }) => id === "bound")?.severity).toBe("critical");
  });
  it("leave other checks alone", () => {
    const { checks } = selectChecks(scanChecks, { checks: { bound: { severity: "low" } } });
    expect(checks.map(({ severity }) => severity)).toEqual(["critical", "medium", "low", "low"]);
  });
  it("of options reach the check under its id", () => {
    const { checks, options } = selectChecks(scanChecks, { checks: { unguarded: { options: { ignore: ["shop"] } } } });
    expect(options).toEqual({ unguarded: { ignore: ["shop"] } });
    expect(scan(modelOf([service()]), checks, { ...scanOptions, checkOptions: options }).data.counts.fail).toBe(0);
    expect(scan(modelOf([service()]), checks, scanOptions).data.counts.fail).toBe(1);
  });
});
