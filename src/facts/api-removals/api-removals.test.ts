// The table of API removals is whole, and its answers are right.
import { describe, expect, it } from "vitest";
import { compareMinor } from "../../core/index.ts";
import { apiRemovals, removalOf, replacementOf } from "./index.ts";

function removal(apiVersion: string, kind: string) {
  const found = removalOf(apiVersion, kind);
  if (found === undefined) throw new Error(`${apiVersion} ${kind} is not in the table`);
  return found;
}

describe("the table of API removals", () => {
  it("is dated and sorted, each row after its deprecation and with a source", () => {
    const { rows, retrieved } = apiRemovals;
    expect(retrieved).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(rows.length).toBeGreaterThan(80);
    const keys = rows.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`);
    expect(keys).toEqual([...new Set(keys)].sort());
    for (const { deprecated, removed, source } of rows) {
      if (deprecated !== undefined) expect(compareMinor(deprecated, removed)).toBeLessThan(0);
      expect(source).toMatch(/^k8s\.io\/api /);
    }
  });

  it.each([
    ["batch/v1beta1", "CronJob", "1.25", "batch/v1"],
    ["policy/v1beta1", "PodDisruptionBudget", "1.25", "policy/v1"],
    ["policy/v1beta1", "PodSecurityPolicy", "1.25", undefined],
    ["extensions/v1beta1", "Ingress", "1.22", "networking.k8s.io/v1"],
    ["autoscaling/v2beta2", "HorizontalPodAutoscaler", "1.26", "autoscaling/v2"],
    ["flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema", "1.26", "flowcontrol.apiserver.k8s.io/v1"],
    ["storage.k8s.io/v1beta1", "VolumeAttributesClass", "1.37", "storage.k8s.io/v1"],
  ])("%s %s ends with %s and becomes %s", (apiVersion, kind, removed, replacement) => {
    const row = removal(apiVersion, kind);
    expect(row.removed).toBe(removed);
    expect(replacementOf(row)).toBe(replacement);
  });

  it("knows nothing of versions that are served", () => {
    expect(removalOf("apps/v1", "Deployment")).toBeUndefined();
    expect(removalOf("batch/v1beta1", "Job")).toBeUndefined();
  });
});
