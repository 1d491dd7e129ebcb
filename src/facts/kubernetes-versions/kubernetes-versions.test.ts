// The table of releases is whole, in order and dated.
import { describe, expect, it } from "vitest";
import { compareMinor } from "../../core/index.ts";
import { kubernetesVersions, newestSupported, oldestSupported, releaseOf } from "./index.ts";

const { rows, coversUntil } = kubernetesVersions;
const date = /^20\d\d-\d\d-\d\d$/;

describe("kubernetes versions", () => {
  it("run from the oldest to the newest supported minor without a gap", () => {
    expect(rows[0]?.minor).toBe(oldestSupported);
    expect(rows.at(-1)?.minor).toBe(newestSupported);
    expect(coversUntil).toBe(newestSupported);
    const minors = rows.map(({ minor }) => Number(minor.slice(2)));
    expect(minors).toEqual(minors.map((_, index) => (minors[0] ?? 0) + index));
    expect(compareMinor(oldestSupported, newestSupported)).toBeLessThan(0);
  });

  it.each(rows)("$minor was released, then maintained, then ended", ({ released, maintenance, endOfLife, source }) => {
    for (const day of [released, maintenance, endOfLife]) expect(day).toMatch(date);
    expect(released < maintenance && maintenance < endOfLife).toBe(true);
    expect(source).not.toBe("");
  });

  it("know nothing of other minors", () => {
    expect(releaseOf("1.34")?.endOfLife).toBe("2026-10-27");
    expect(releaseOf("1.27")).toBeUndefined();
    expect(releaseOf("1.38")).toBeUndefined();
  });
});
