// The table of component defaults is whole, and its answers are right.
import { describe, expect, it } from "vitest";
import { compareMinor, parseMinor } from "../../core/index.ts";
import { componentDefaults, coveredMinors, flagDefault, flagType } from "./index.ts";

const { rows, retrieved } = componentDefaults;

describe("the table of component defaults", () => {
  it("is dated and sorted, each row with a source and a known type", () => {
    expect(retrieved).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(rows.length).toBeGreaterThan(50);
    const keys = rows.map(({ component, flag }) => `${component} ${flag}`);
    expect(keys).toEqual([...keys].sort());
    for (const row of rows) {
      expect(row.source).toMatch(/^(?:k8s\.io|go\.etcd\.io)\/\S+ \S+\.go/);
      expect(["bool", "duration", "int", "list", "repeated", "text"]).toContain(row.type);
      if (row.type === "bool") expect(["true", "false"]).toContain(row.default);
    }
  });

  it("names only flags of the table as places a setting can move to", () => {
    const others = rows.flatMap(({ component, movedBy, ignoredWith }) =>
      [movedBy, ignoredWith].filter((flag) => flag !== undefined).map((flag) => [component, flag] as const),
    );
    expect(others.length).toBeGreaterThan(5);
    for (const [component, flag] of others) expect(flagType(component, flag)).toBe("text");
  });

  it("has one row for each flag in each version it covers, and one type for each flag", () => {
    for (const { component, flag, type } of rows) {
      const { since, until } = coveredMinors(component);
      const [major, first] = since.split(".").map(Number);
      for (let minor = first ?? 0; compareMinor(`${major ?? 0}.${minor}`, until) <= 0; minor++) {
        const version = parseMinor(`${major}.${minor}`);
        const matching = rows.filter(
          (row) =>
            row.component === component &&
            row.flag === flag &&
            version !== undefined &&
            (row.since === undefined || compareMinor(version, row.since) >= 0) &&
            (row.until === undefined || compareMinor(version, row.until) <= 0),
        );
        expect(matching.length, `${component} ${flag} ${version}`).toBeLessThanOrEqual(1);
      }
      expect(flagType(component, flag)).toBe(type);
    }
  });
});

describe("flagDefault", () => {
  it.each([
    ["kube-apiserver", "audit-log-maxage", "1.35", "0"],
    ["kube-apiserver", "audit-log-maxage", "1.36", "366"],
    ["kube-apiserver", "authorization-mode", "1.28", "AlwaysAllow"],
    ["kube-apiserver", "authorization-config", "1.28", undefined],
    ["kube-apiserver", "anonymous-auth", "1.27", undefined],
    ["kube-apiserver", "anonymous-auth", "1.38", undefined],
    ["kube-apiserver", "anonymous-auth", undefined, "true"],
    ["kube-apiserver", "audit-log-maxage", undefined, undefined],
    ["etcd", "client-cert-auth", undefined, "false"],
    ["etcd", "client-cert-auth", "3.6", "false"],
    ["etcd", "client-cert-auth", "1.36", undefined],
    ["kube-apiserver", "no-such-flag", "1.36", undefined],
  ] as const)("%s --%s in %s is %s", (component, flag, version, expected) => {
    expect(flagDefault(component, flag, version)?.default).toBe(expected);
  });
});
