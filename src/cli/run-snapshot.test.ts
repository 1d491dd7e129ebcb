// plimsoll snapshot save, show and diff, and that a snapshot scans as its source does.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { privilegedDeployment, run, scanReport, WorkFolder } from "../../test/fixtures/command-line.ts";
import type { Report } from "../core/index.ts";

let folder: WorkFolder;
beforeEach(() => {
  folder = new WorkFolder();
});
afterEach(() => folder.remove());

const asOf = ["--as-of", "2026-11-23T12:00:00Z"];

function judged({ findings, checks, score, counts }: Report): unknown {
  return {
    score,
    counts,
    checks: checks.map(({ id, outcome, examined, failed, unknown }) => ({ id, outcome, examined, failed, unknown })),
    findings: findings.map(({ location: _where, ...finding }) => finding),
  };
}

describe("snapshot save", () => {
  it.each([["manifests"], ["the sample"]])("of %s is scanned as what it was taken of", async (source) => {
    const paths = source === "manifests" ? [folder.write("m/web.yaml", privilegedDeployment)] : ["--sample"];
    const file = folder.file("shop.snapshot");
    const saved = await run(["snapshot", "save", file, ...paths, ...asOf]);
    expect(saved).toMatchObject({ exitCode: 0, out: "" });
    expect(saved.err).toMatch(/^snapshot of \d+ objects? written to .*shop\.snapshot \(\d+ KiB\), without secrets\n$/);
    const from = await scanReport([...paths, ...asOf]);
    const again = await scanReport([file]);
    expect(again.input.kind).toBe("snapshot");
    expect(judged(again)).toEqual(judged(from));
  });

  it("gives the same bytes for the same input and time", async () => {
    const [one, two] = [folder.file("1.snapshot"), folder.file("2.snapshot")];
    await run(["snapshot", "save", one, "--sample"], { now: "2026-11-23T12:00:00Z" });
    await run(["snapshot", "save", two, "--sample"], { now: "2026-11-24T12:00:00Z" });
    expect(folder.read("1.snapshot")).toBe(folder.read("2.snapshot"));
  });

  it("tells of what it could not read, and saves the rest", async () => {
    folder.write("m/web.yaml", privilegedDeployment);
    folder.write("m/broken.yaml", "kind: [");
    const { exitCode, err } = await run(["snapshot", "save", folder.file("x.snapshot"), folder.file("m")]);
    expect(exitCode).toBe(0);
    expect(err).toMatch(/^warning: .*broken\.yaml:1: /m);
    expect((await scanReport([folder.file("x.snapshot")])).findings.map(({ check }) => check)).toContain(
      "input-readable",
    );
  });

  it("is scanned by itself", async () => {
    const file = folder.file("x.snapshot");
    await run(["snapshot", "save", file, folder.write("m/web.yaml", privilegedDeployment)]);
    const { exitCode, err } = await run(["scan", folder.file("m"), file]);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/x\.snapshot is a snapshot, and there are other paths \(PLIMSOLL_USAGE\)/);
  });

  it("of nothing is an error", async () => {
    const { exitCode, err } = await run(["snapshot", "save", folder.file("x.snapshot"), folder.file("none")]);
    expect(exitCode).toBe(2);
    expect(err).toContain("PLIMSOLL_INPUT_UNREADABLE");
  });
});

describe("snapshot show and diff", () => {
  it("tell what is in one, and what changed", async () => {
    const [one, two] = [folder.file("1.snapshot"), folder.file("2.snapshot")];
    await run(["snapshot", "save", one, folder.write("m/web.yaml", privilegedDeployment), ...asOf]);
    folder.write("m/web.yaml", privilegedDeployment.replace("privileged: true", "privileged: false"));
    await run(["snapshot", "save", two, folder.file("m/web.yaml"), ...asOf]);
    const shown = await run(["snapshot", "show", one]);
    expect(shown).toMatchObject({ exitCode: 0, err: "" });
    expect(shown.out).toMatch(/deployments/i);
    expect((await run(["snapshot", "diff", one, one])).exitCode).toBe(0);
    const changed = await run(["snapshot", "diff", one, two]);
    expect(changed.exitCode).toBe(1);
    expect(changed.out).toContain("privileged");
    expect(JSON.parse((await run(["snapshot", "diff", one, two, "-o", "json"])).out)).toMatchObject({ equal: false });
  });

  it("refuse what is no snapshot", async () => {
    const file = folder.write("web.yaml", privilegedDeployment);
    const { exitCode, out, err } = await run(["snapshot", "show", file]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toContain("PLIMSOLL_SNAPSHOT_INVALID");
  });
});
