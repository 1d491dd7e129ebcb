// The map from controls to checks is whole, and counts right.
import { describe, expect, it } from "vitest";
import { frameworks, frameworksOf } from "./index.ts";

describe("frameworks", () => {
  it.each(frameworks.map((framework) => [framework.id, framework] as const))(
    "%s counts its controls",
    (_, framework) => {
      const { controls, mapped } = framework;
      expect(controls.length).toBeGreaterThan(15);
      expect(mapped).toBeGreaterThan(0);
      expect(mapped).toBeLessThanOrEqual(controls.length);
      const numbers = controls.map(({ control }) => control);
      expect(new Set(numbers).size).toBe(numbers.length);
      for (const { checks, manual } of controls) {
        expect(checks === undefined || manual === undefined, "either checks or a person").toBe(true);
        expect(checks ?? []).toEqual([...(checks ?? [])].sort());
        if (checks !== undefined) expect(checks.length).toBeGreaterThan(0);
      }
    },
  );

  it("keeps the order of numbers", () => {
    const cis = frameworks.find(({ id }) => id === "cis-kubernetes-1.12")?.controls.map(({ control }) => control) ?? [];
    expect(cis.indexOf("1.2.9")).toBe(cis.indexOf("1.2.10") - 1);
    expect(cis.indexOf("5.1.9")).toBe(cis.indexOf("5.1.10") - 1);
  });

  it("tells what a check answers", () => {
    expect(frameworksOf("apiserver-profiling")).toEqual(["CIS Kubernetes Benchmark 1.12: 1.2.15"]);
    expect(frameworksOf("pss-host-namespaces")).toEqual([
      "CIS Kubernetes Benchmark 1.12: 5.2.3",
      "CIS Kubernetes Benchmark 1.12: 5.2.4",
      "CIS Kubernetes Benchmark 1.12: 5.2.5",
      "NSA/CISA Kubernetes Hardening Guide (numbers of Kubescape): C-0038",
      "NSA/CISA Kubernetes Hardening Guide (numbers of Kubescape): C-0041",
      "Pod Security Standards: baseline/host-namespaces",
    ]);
    expect(frameworksOf("no-such-check")).toEqual([]);
  });
});
