// plimsoll explain and plimsoll checks, over the whole catalogue.
import { describe, expect, it } from "vitest";
import { run } from "../../test/fixtures/command-line.ts";
import { checks } from "../checks/index.ts";

interface Listed {
  readonly total: number;
  readonly checks: readonly { readonly id: string; readonly domain: string; readonly severity: string }[];
}

async function listed(...args: readonly string[]): Promise<Listed> {
  const { exitCode, out } = await run(["checks", ...args, "-o", "json"]);
  expect(exitCode).toBe(0);
  return JSON.parse(out) as Listed;
}

describe("explain", () => {
  it("explains every check", async () => {
    for (const { id, title, remediation } of checks) {
      const { exitCode, out, err } = await run(["explain", id]);
      expect({ id, exitCode, err }).toEqual({ id, exitCode: 0, err: "" });
      expect(out).toContain(title);
      expect(out.replaceAll(/\s+/g, " ")).toContain(remediation.replaceAll(/\s+/g, " ").slice(0, 40));
    }
  });

  it.each([["json"], ["markdown"], ["html"], ["terminal"]])("is drawn as %s", async (format) => {
    const { exitCode, out } = await run(["explain", "pss-privileged", "-o", format]);
    expect(exitCode).toBe(0);
    expect(out).toContain("Container runs privileged");
    expect(out).toMatch(/example/i);
  });
});

describe("checks", () => {
  it("are all listed by id", async () => {
    const list = await listed();
    expect(list.total).toBe(checks.length);
    expect(list.checks.map(({ id }) => id)).toEqual(checks.map(({ id }) => id).sort());
  });

  it("are filtered by domain, severity, framework and words", async () => {
    expect(new Set((await listed("--domain", "secrets")).checks.map(({ domain }) => domain))).toEqual(
      new Set(["secrets"]),
    );
    const severe = (await listed("--severity", "high")).checks.map(({ severity }) => severity);
    expect(new Set(severe)).toEqual(new Set(["critical", "high"]));
    expect((await listed("privileged")).checks.map(({ id }) => id)).toContain("pss-privileged");
    const mapped = (await listed("--framework", "cis")).checks.length;
    expect(mapped).toBeGreaterThan(5);
    expect(mapped).toBeLessThan(checks.length);
    expect((await listed("no such words anywhere")).checks).toEqual([]);
  });

  it("are a table for people", async () => {
    const { out } = await run(["checks", "--domain", "images"], {
      columns: 120,
      outIsTerminal: true,
      env: { NO_COLOR: "1" },
    });
    expect(out).toMatch(/image-tag-mutable +medium +images/);
    expect(out).toMatch(/\d of \d+ checks\./);
  });
});
