// Each output × each place of a report × each attack: the text shows and does not act, and what reads the output reads the same.
import { describe, expect, it } from "vitest";
import { loadedReporters, reported } from "../fixtures/reported.ts";
import { attacks, marker } from "./attacks.ts";
import { formatRules, type FormatRule } from "./format-rules.ts";
import { places } from "./places.ts";

/** Controls, directions, invisible characters, lone surrogates. Line ends are the format's own. */
const acting = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

function stripped(format: string, text: string): string {
  const lines = format === "csv" ? text.replaceAll("\r\n", "") : text.replaceAll("\n", "");
  return format === "terminal" ? lines.replaceAll(/\u001b\[[\d;]*m|\u001b\]8;;(?:https:[!-~]*)?\u0007/g, "") : lines;
}

function faultsOf({ format, shape, faults }: FormatRule, text: string, benign: string): string[] {
  const found = acting.test(stripped(format, text)) ? ["a character that acts"] : [];
  try {
    if (JSON.stringify(shape(text)) !== JSON.stringify(shape(benign))) found.push("the structure changed");
    found.push(...(faults?.(text) ?? []));
  } catch (error) {
    found.push(String(error));
  }
  if (text.includes(marker) !== benign.includes(marker)) found.push("the text is gone");
  return found;
}

it("covers every format", () =>
  expect(formatRules.map(({ format }) => format).sort()).toEqual(
    loadedReporters
      .filter(({ report }) => report !== undefined)
      .map(({ name }) => name)
      .sort(),
  ));

describe.each(formatRules.map((rule) => [rule.format, rule] as const))("%s", (format, rule) => {
  const options = { verbose: true, colour: true, hyperlinks: true };
  it.each(places)("keeps text in the %s from acting", (_place, reportWith) => {
    const benign = reported(format, reportWith(`${marker} plain`), options);
    const faults = attacks.flatMap(([name, text]) =>
      faultsOf(rule, reported(format, reportWith(text), options), benign).map((fault) => `${name}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });
});

describe("the rules notice a reporter that does nothing about it", () => {
  /** The benign output with the attack put in as it is. */
  function planted(format: string, name: string): string[] {
    const rule = formatRules.find((candidate) => candidate.format === format);
    const [, reportWith] = places.find(([place]) => place === "message") ?? [];
    const [, attack] = attacks.find(([candidate]) => candidate === name) ?? [];
    if (rule === undefined || reportWith === undefined || attack === undefined)
      throw new Error(`no ${format} or ${name}`);
    const benign = reported(format, reportWith(`${marker} plain`));
    return faultsOf(
      rule,
      benign.replaceAll(`${marker} plain`, () => attack),
      benign,
    );
  }
  it.each([
    ["terminal", "clears the screen"],
    ["terminal", "reverses the text"],
    ["json", "leaves a double-quoted attribute"],
    ["json", "is invisible in part"],
    ["sarif", "is a Markdown link"],
    ["sarif", "forges a line"],
    ["junit", "ends a CDATA section"],
    ["junit", "closes the element"],
    ["junit", "holds characters XML forbids"],
    ["csv", "is a formula with a plus"],
    ["csv", "adds cells"],
    ["csv", "forges a line the Windows way"],
    ["markdown", "is a Markdown link"],
    ["markdown", "is a Markdown image"],
    ["markdown", "mentions people and issues"],
    ["markdown", "is a bare address"],
    ["markdown", "opens a block"],
    ["markdown", "is very long"],
    ["html", "runs a script"],
    ["html", "leaves a style"],
    ["html", "ends the data block"],
    ["open-reports", "ends with a backslash"],
    ["policy-report", "forges a line"],
  ])("%s: %s", (format, name) => {
    expect(planted(format, name)).not.toEqual([]);
  });
  it("prometheus: ends a label", () => {
    const rule = formatRules.find(({ format }) => format === "prometheus");
    const benign = `plimsoll_scan_info{label="${marker} plain"} 1\n`;
    const [, attack = ""] = attacks.find(([name]) => name === "ends a label") ?? [];
    expect(rule === undefined ? [] : faultsOf(rule, benign.replace(`${marker} plain`, attack), benign)).not.toEqual([]);
  });
});
