// The catalogue of controls keeps the rules the admission component asks of its own (registry.go validateChecks).
import { describe, expect, it } from "vitest";
import { compareMinor } from "../../core/index.ts";
import { controlOf, controls, controlsAt, missingFrom } from "./registry.ts";

describe("controls", () => {
  it("have one name each and stand in the component's order", () => {
    const names = controls.map(({ level, id }) => `${level} ${id}`);
    expect(names).toHaveLength(19);
    expect(new Set(controls.map(({ id }) => id)).size).toBe(names.length);
    expect(names).toEqual([...names].sort());
  });

  it.each(controls)("$id: revisions are strictly rising, sourced, and override only baseline controls", (control) => {
    const minors = control.revisions.map(({ since }) => since);
    for (const [index, minor] of minors.slice(1).entries())
      expect(compareMinor(minors[index] ?? "0.0", minor)).toBeLessThan(0);
    for (const { source, overrides = [] } of control.revisions) {
      expect(source).toMatch(
        /^https:\/\/github\.com\/kubernetes\/(?:kubernetes\/pull\/\d+|enhancements\/tree\/master\/keps\/)/,
      );
      if (control.level === "baseline") expect(overrides).toEqual([]);
      for (const id of overrides) expect(controlOf(id).level).toBe("baseline");
    }
  });
});

describe("controlsAt", () => {
  const idsAt = (...args: Parameters<typeof controlsAt>): string[] =>
    controlsAt(...args).map(({ control }) => control.id);

  it("leaves out what is younger and what a restricted control overrides", () => {
    expect(idsAt("privileged", "1.37")).toEqual([]);
    expect(idsAt("baseline", "1.0")).toHaveLength(11);
    expect(idsAt("restricted", "1.0")).not.toContain("hostPathVolumes");
    expect(idsAt("restricted", "1.18")).toContain("seccompProfile_baseline");
    expect(idsAt("restricted", "1.19")).not.toContain("seccompProfile_baseline");
    expect(idsAt("restricted", "1.37").join(" ")).toBe(
      "appArmorProfile hostNamespaces hostPorts hostProbesAndHostLifecycle privileged seLinuxOptions sysctls " +
        "windowsHostProcess allowPrivilegeEscalation capabilities_restricted procMount_restricted restrictedVolumes " +
        "runAsNonRoot runAsUser seccompProfile_restricted",
    );
  });

  it("gives the revision in force", () => {
    const revision = controlsAt("baseline", "1.31").find(({ control }) => control.id === "sysctls")?.revision;
    expect(revision?.since).toBe("1.29");
  });
});

describe("missingFrom", () => {
  it.each([
    ["baseline", "1.25", "1.33", []],
    ["baseline", "1.25", "1.34", ["hostProbesAndHostLifecycle"]],
    ["restricted", "1.34", "1.37", []],
    ["restricted", "1.22", "1.37", ["hostProbesAndHostLifecycle", "runAsUser"]],
    ["restricted", "1.18", "1.21", ["seccompProfile_restricted"]],
  ] as const)("%s pinned to %s on %s", (level, pinned, version, ids) =>
    expect(missingFrom(level, pinned, version)).toEqual(ids),
  );
});
