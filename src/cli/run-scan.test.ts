// plimsoll scan: exit codes, gates, outputs and streams.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { harmless, privilegedDeployment, run, scanReport, WorkFolder } from "../../test/fixtures/command-line.ts";
import { parseYamlDocuments } from "../languages/yaml/index.ts";

let folder: WorkFolder;
beforeEach(() => {
  folder = new WorkFolder();
});
afterEach(() => folder.remove());

const web = (): string => folder.write("m/web.yaml", privilegedDeployment);
const exitOf = async (...args: readonly string[]): Promise<number> =>
  (await run(["scan", folder.file("m"), "-o", "json", ...args])).exitCode;

describe("the exit code", () => {
  it("is 0 when nothing is out of line", async () => {
    folder.write("m/colours.yaml", harmless);
    expect(await exitOf("--fail-on", "info")).toBe(0);
  });

  it.each<[string, readonly string[], number]>([
    ["by default", [], 1],
    ["with --fail-on critical", ["--fail-on", "critical"], 1],
    ["with --fail-on high and nothing high left", ["--skip", "pss-privileged", "--fail-on", "high"], 0],
    ["with --fail-on medium and something medium left", ["--skip", "pss-privileged", "--fail-on", "medium"], 1],
    ["with --fail-on none", ["--fail-on", "none"], 0],
    ["with --fail-on none and --strict", ["--fail-on", "none", "--strict"], 0],
    ["of what could not be decided", ["--check", "namespace-pod-security-violations"], 0],
    ["of what could not be decided, with --strict", ["--check", "namespace-pod-security-violations", "--strict"], 1],
    ["of checks that do not find it", ["--check", "image-*", "--fail-on", "high"], 0],
    ["of the domain that finds it", ["--domain", "images,workloads"], 1],
    ["of another domain", ["--domain", "secrets"], 0],
  ])("of a privileged container, %s", async (_what, args, expected) => {
    web();
    expect(await exitOf(...args)).toBe(expected);
  });

  it("is 1 for a broken document beside good ones, and 2 for nothing readable", async () => {
    folder.write("m/colours.yaml", harmless);
    folder.write("m/broken.yaml", "kind: [");
    const report = await scanReport([folder.file("m")]);
    expect(report.exitCode).toBe(1);
    expect(report.findings.map(({ check, severity }) => `${check} ${severity}`)).toEqual(["input-readable high"]);
    expect(report.problems[0]?.location).toMatchObject({ file: folder.file("m/broken.yaml"), line: 1 });
    const nothing = await run(["scan", folder.file("m/broken.yaml")]);
    expect(nothing).toMatchObject({ exitCode: 2, out: "" });
    expect(nothing.err).toMatch(/broken\.yaml:1.*PLIMSOLL_INPUT_UNREADABLE/s);
  });

  it("is explained on standard error", async () => {
    web();
    expect((await run(["scan", folder.file("m"), "-o", "json"])).err).toBe(
      "failed: 1 finding of severity high or worse\n",
    );
  });
});

describe("a baseline", () => {
  it("lets what it holds pass and fails what is new", async () => {
    web();
    const baseline = folder.file("baseline.json");
    const written = await run(["scan", folder.file("m"), "-o", "json", "--write-baseline", baseline]);
    expect(written.exitCode).toBe(0);
    expect(written.err).toMatch(/^baseline of 1\d findings written to /m);
    expect(await exitOf("--baseline", baseline)).toBe(0);
    folder.write("m/more.yaml", privilegedDeployment.replace("name: web", "name: more"));
    expect(await exitOf("--baseline", baseline)).toBe(1);
  });

  it("tells what is gone", async () => {
    web();
    const baseline = folder.file("baseline.json");
    await run(["scan", folder.file("m"), "-o", "json", "--write-baseline", baseline]);
    folder.write("m/web.yaml", privilegedDeployment.replace("privileged: true", "privileged: false"));
    const { exitCode, err } = await run(["scan", folder.file("m"), "-o", "json", "--baseline", baseline]);
    expect(exitCode).toBe(0);
    expect(err).toContain("note: 1 finding of the baseline no longer found: write the baseline anew\n");
  });

  it.each<[string, string, RegExp]>([
    ["missing", "", /the baseline .* cannot be read.*PLIMSOLL_BASELINE_INVALID/],
    ["no JSON", "{", /baseline\.json:1.*PLIMSOLL_BASELINE_INVALID/],
    ["something else", '{"kind": "Waivers"}', /baseline\.json:1.*PLIMSOLL_BASELINE_INVALID/],
  ])("that is %s is an error", async (_what, text, message) => {
    web();
    if (text !== "") folder.write("baseline.json", text);
    const { exitCode, out, err } = await run(["scan", folder.file("m"), "--baseline", folder.file("baseline.json")]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(message);
  });
});

describe("outputs", () => {
  it("go to standard output and to files, which are named on standard error", async () => {
    web();
    const html = folder.file("out/report.html");
    const sarif = folder.file("out/report.sarif");
    const { out, err } = await run([
      "scan",
      folder.file("m"),
      "-o",
      "json",
      "-o",
      `html=${html}`,
      "-o",
      `sarif=${sarif}`,
    ]);
    expect(JSON.parse(out)).toMatchObject({ kind: "ScanReport" });
    expect(folder.read("out/report.html")).toMatch(/^<!doctype html>/i);
    expect(JSON.parse(folder.read("out/report.sarif"))).toMatchObject({ version: "2.1.0" });
    expect(err).toContain(`html report written to ${html}\nsarif report written to ${sarif}\n`);
  });

  it("take folder and name from --output-dir and --report-prefix", async () => {
    web();
    const args = [
      "scan",
      folder.file("m"),
      "-o",
      "json,csv",
      "-o",
      "terminal",
      "--output-dir",
      folder.file("out"),
      "--report-prefix",
      "nightly",
    ];
    const { out } = await run(args);
    expect(out).toContain("Fix these first");
    expect(JSON.parse(folder.read("out/nightly.json"))).toMatchObject({ kind: "ScanReport" });
    expect(folder.read("out/nightly.csv")).toContain("pss-privileged");
  });

  it.each([
    ["json"],
    ["html"],
    ["sarif"],
    ["junit"],
    ["csv"],
    ["markdown"],
    ["open-reports"],
    ["policy-report"],
    ["prometheus"],
    ["terminal"],
  ])("as %s are equal bytes twice with --no-timestamp", async (format) => {
    web();
    const args = ["scan", folder.file("m"), "-o", format, "--no-timestamp"];
    const first = await run(args, { now: "2026-11-23T12:00:00Z" });
    expect(first.out.length).toBeGreaterThan(500);
    expect((await run(args, { now: "2026-11-23T13:30:00Z" })).out).toBe(first.out);
  });

  it("name the time without it", async () => {
    web();
    expect((await scanReport([folder.file("m")], { now: "2026-11-23T13:30:00Z" })).asOf).toBe("2026-11-23T13:30:00Z");
  });

  it("may have commas in the names of their files", async () => {
    web();
    const [first, second] = [folder.file("out/a,b.json"), folder.file("out/c, json.csv")];
    const { exitCode, out, err } = await run(["scan", folder.file("m"), "-o", `json=${first},csv=${second},markdown`]);
    expect({ exitCode, err }).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining(`json report written to ${first}\n`),
    });
    expect(JSON.parse(folder.read("out/a,b.json"))).toMatchObject({ kind: "ScanReport" });
    expect(folder.read("out/c, json.csv")).toContain("pss-privileged");
    expect(out).toMatch(/^#/);
  });

  it("say when a file cannot be written", async () => {
    web();
    const file = folder.file("m/web.yaml/report.json");
    const { exitCode, err } = await run(["scan", folder.file("m"), "-o", `json=${file}`]);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/report\.json.*PLIMSOLL_OUTPUT/);
  });
});

describe("a terminal", () => {
  const escape = "\u001B[";
  it.each<[string, Record<string, string>, boolean, boolean]>([
    ["is coloured", {}, true, true],
    ["is not there: no colour", {}, false, false],
    ["is not coloured with NO_COLOR", { NO_COLOR: "1" }, true, false],
    ["is not there, FORCE_COLOR", { FORCE_COLOR: "1" }, false, true],
    ["is dumb", { TERM: "dumb" }, true, false],
  ])("%s", async (_what, env, outIsTerminal, coloured) => {
    web();
    const { out } = await run(["scan", folder.file("m")], { env, outIsTerminal, columns: 100 });
    expect(out.includes(escape)).toBe(coloured);
  });

  it.each<[string, Record<string, string>, boolean, boolean]>([
    ["shows progress", {}, true, true],
    ["that is not there shows none", {}, false, false],
    ["that is dumb shows none", { TERM: "dumb" }, true, false],
  ])("%s", async (_what, env, errIsTerminal, shown) => {
    web();
    const { err } = await run(["scan", folder.file("m"), "-o", "json"], { env, errIsTerminal });
    expect(err.includes("\u001B[2K")).toBe(shown);
    if (shown) expect(err.slice(0, err.lastIndexOf("failed: "))).toMatch(/\r\u001B\[2K$/);
  });

  it.each([
    [60, 80],
    [100, 100],
    [500, 200],
  ])("of %i columns is filled to %i", async (columns, width) => {
    web();
    const { out } = await run(["scan", folder.file("m")], { outIsTerminal: true, columns, env: { NO_COLOR: "1" } });
    const widest = Math.max(...out.split("\n").map((line) => Array.from(line).length));
    expect(widest).toBeLessThanOrEqual(width);
    expect(widest).toBeGreaterThan(width * 0.9);
  });
});

describe("--print-rbac", () => {
  it("prints a role that lists and nothing else, without reading anything", async () => {
    const { exitCode, out, err } = await run("scan --print-rbac --kubeconfig /no/such/file");
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
    const { documents, errors } = parseYamlDocuments(out);
    expect(errors).toEqual([]);
    const values = documents.map(
      ({ value }) =>
        value as { readonly kind: string; readonly rules?: readonly { readonly verbs: readonly string[] }[] },
    );
    expect(values.map(({ kind }) => kind)).toContain("ClusterRole");
    const verbs = values.flatMap(({ rules = [] }) => rules.flatMap((rule) => rule.verbs));
    expect(new Set(verbs)).toEqual(new Set(["list"]));
    expect(out).not.toMatch(/- secrets$/m);
    expect((await run("scan --print-rbac --secrets")).out).toMatch(/- secrets$/m);
  });
});

describe("options that only clusters know", () => {
  it("are told to have done nothing where files are read", async () => {
    const file = web();
    const { exitCode, err } = await run([
      "scan",
      file,
      "-o",
      "json",
      "--context",
      "prod",
      "--as",
      "jane",
      "-n",
      "shop",
    ]);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^note: no cluster is read: --context, --as did nothing$/m);
  });
});

describe("standard input", () => {
  it("is read for -", async () => {
    const report = await scanReport(["-"], { stdin: privilegedDeployment });
    expect(report.exitCode).toBe(1);
    expect(report.findings[0]).toMatchObject({ check: "pss-privileged", location: { file: "-", line: 17 } });
  });

  it("without anything in it is an error", async () => {
    expect(await run("scan -")).toMatchObject({ exitCode: 2, out: "" });
  });
});
