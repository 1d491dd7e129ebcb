// Feature gates by version.
import { describe, expect, it } from "vitest";
import type { Minor } from "../core/index.ts";
import { isGateOn, type FeatureGate } from "./feature-gates.ts";

describe("isGateOn", () => {
  it.each<[FeatureGate, Minor, boolean | undefined, boolean]>([
    ["AuthorizeWithSelectors", "1.30", true, false],
    ["AuthorizeWithSelectors", "1.31", undefined, false],
    ["AuthorizeWithSelectors", "1.31", true, true],
    ["AuthorizeWithSelectors", "1.32", undefined, true],
    ["AuthorizeWithSelectors", "1.33", false, false],
    ["AuthorizeWithSelectors", "1.34", false, true],
    ["DynamicKubeletConfig", "1.21", undefined, true],
    ["DynamicKubeletConfig", "1.22", undefined, false],
    ["DynamicKubeletConfig", "1.25", true, true],
    ["DynamicKubeletConfig", "1.26", true, false],
    ["CSIVolumeHealth", "1.36", true, false],
    ["CSIVolumeHealth", "1.37", undefined, false],
  ])("%s in %s, set to %s: %s", (gate, version, set, expected) => {
    expect(isGateOn(gate, version, set === undefined ? {} : { [gate]: set })).toBe(expected);
  });

  it("does not take what every object has for a setting", () => {
    expect(
      isGateOn("ClusterTrustBundle", "1.30", Object.create({ ClusterTrustBundle: true }) as Record<string, boolean>),
    ).toBe(false);
  });
});
