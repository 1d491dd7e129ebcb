// Each parser against each attack: the answer is the one written down, and nothing is left behind.
import { afterEach, describe, expect, it } from "vitest";
import type { Expected } from "./attack.ts";
import { contentAttacks } from "./content-attacks.ts";
import { parsers, type Verdict } from "./parsers.ts";
import { sizeAttacks } from "./size-attacks.ts";

const attacks = [...sizeAttacks, ...contentAttacks];

function matches(complaint: string | undefined, expected: string | RegExp | undefined): boolean {
  if (complaint === undefined || expected === undefined) return complaint === expected;
  return typeof expected === "string" ? complaint === expected : expected.test(complaint);
}

/** Complaints one by one; `…` stands for any number of complaints like the one before it. */
function check(verdict: Verdict, expected: Expected): void {
  const { complaints } = verdict;
  const rest = expected.complaints.indexOf("…");
  expect(verdict.read).toBe(expected.read);
  if (rest === -1) expect(complaints.length).toBe(expected.complaints.length);
  complaints.forEach((complaint, index) => {
    const fromEnd = complaints.length - index;
    const tail = expected.complaints.length - rest - 1;
    const wanted =
      rest === -1 || index < rest
        ? expected.complaints[index]
        : expected.complaints.at(fromEnd <= tail ? -fromEnd : rest - 1);
    if (!matches(complaint, wanted)) expect(complaint).toEqual(wanted);
  });
}

afterEach(() => {
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect((globalThis as { polluted?: unknown }).polluted).toBeUndefined();
});

describe.each(parsers)("$name", (parser) => {
  const rows = attacks.filter(({ language }) => parser.languages.includes(language));

  it("is attacked", () => {
    expect(rows.length).toBeGreaterThan(10);
  });

  it.each(rows)("$name ($language)", async ({ bytes, expect: expected, except }) => {
    const verdict = await parser.read(bytes());
    check(verdict, except?.[parser.name] ?? expected);
    for (const complaint of verdict.complaints) expect(complaint.length).toBeLessThan(2000);
  });
});
