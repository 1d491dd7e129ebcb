// The table of removed volume plugins is whole.
import { describe, expect, it } from "vitest";
import { removedVolumePlugins } from "./index.ts";

describe("the table of removed volume plugins", () => {
  it("is dated and sorted, each row with a minor and a source", () => {
    const { rows, retrieved } = removedVolumePlugins;
    expect(retrieved).toMatch(/^\d{4}-\d\d-\d\d$/);
    const names = rows.map(({ volume }) => volume);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toContain("gitRepo");
    for (const { removed, source } of rows) {
      expect(removed).toMatch(/^1\.\d+$/);
      expect(source).toMatch(/^k8s\.io\/kubernetes /);
    }
  });
});
