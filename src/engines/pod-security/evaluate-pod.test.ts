// Whole pods against whole levels.
import { describe, expect, it } from "vitest";
import type { PodSpec } from "../../kubernetes/index.ts";
import { evaluatePod, forbiddenDetail, forbiddenReason, isAllowed } from "./evaluate-pod.ts";

const compliant: PodSpec = {
  containers: [{ name: "a", securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } }],
  securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
};

describe("evaluatePod", () => {
  it("allows a restricted pod at every version, also those newer than the last revision", () => {
    for (let minor = 0; minor <= 60; minor++)
      expect(forbiddenDetail(evaluatePod("restricted", `1.${minor}`, {}, compliant)), `1.${minor}`).toBe("");
  });

  it("judges versions newer than the last revision by it", () => {
    const spec = { ...compliant, securityContext: { sysctls: [{ name: "net.ipv4.tcp_rmem" }, { name: "x" }] } };
    expect(forbiddenDetail(evaluatePod("baseline", "1.99", {}, spec))).toBe("forbidden sysctls (x)");
  });

  it("asks nothing of a pod at the privileged level", () => {
    expect(evaluatePod("privileged", "1.37", {}, { hostNetwork: true })).toEqual([]);
  });

  it("names the field that exempts a Windows pod, only where it is needed", () => {
    const windows = { containers: [{ name: "a" }], securityContext: { runAsNonRoot: true }, os: { name: "windows" } };
    expect(forbiddenReason(evaluatePod("restricted", "1.24", {}, windows))).toBe(
      "allowPrivilegeEscalation != false, unrestricted capabilities, seccompProfile",
    );
    const results = evaluatePod("restricted", "1.25", {}, windows);
    expect(isAllowed(results)).toBe(true);
    const exempted = results.flatMap(({ control, verdict }) =>
      verdict.allowed && verdict.exemption !== undefined ? [`${control} by ${verdict.exemption.path}`] : [],
    );
    expect(exempted).toEqual([
      "allowPrivilegeEscalation by spec.os.name",
      "capabilities_restricted by spec.os.name",
      "seccompProfile_restricted by spec.os.name",
    ]);
  });

  it("reports baseline controls before restricted ones, each group by name", () => {
    const spec = { hostNetwork: true, containers: [{ name: "a", securityContext: { privileged: true } }] };
    expect(forbiddenReason(evaluatePod("restricted", "1.37", {}, spec))).toBe(
      "host namespaces, privileged, allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile",
    );
  });
});
