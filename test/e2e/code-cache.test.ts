// Compiled code that is kept from run to run changes nothing but the time a run takes.
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { privilegedDeployment, WorkFolder } from "../fixtures/command-line.ts";
import { plimsoll } from "./built-cli.ts";

let folder: WorkFolder;
let cache: string;
beforeEach(() => {
  folder = new WorkFolder();
  folder.write("web.yaml", privilegedDeployment);
  folder.write("home/.keep", "");
  cache = folder.file("home/.cache/plimsoll");
});
afterEach(() => folder.remove());

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = plimsoll(args, {
    cwd: folder.path,
    env: { HOME: folder.file("home"), ...env },
  });
  return { status, stdout, stderr };
}

const scan = ["scan", "web.yaml", "--no-timestamp", "--fail-on", "none", "-o", "json"];
const kept = (): readonly string[] => (existsSync(cache) ? readdirSync(cache) : []);

describe("a second run", () => {
  it("finds the code of the first, and answers the same", () => {
    const first = run(scan);
    expect(first).toMatchObject({ status: 0, stderr: "" });
    expect(kept()).toHaveLength(1);
    expect(run(scan)).toEqual(first);
    expect(kept()).toHaveLength(1);
    expect(run(scan, { PLIMSOLL_NO_CACHE: "1" })).toEqual(first);
  });

  it("adds the code of what the first did not load", () => {
    run(scan);
    const [file = ""] = kept();
    const before = readFileSync(join(cache, file)).length;
    expect(run(["scan", "web.yaml"]).status).toBe(1);
    expect(readFileSync(join(cache, file)).length).toBeGreaterThan(before);
    expect(kept()).toEqual([file]);
  });

  it("does not trust what is damaged", () => {
    const first = run(scan);
    const [file = ""] = kept();
    const bytes = readFileSync(join(cache, file));
    for (const at of [100, Math.floor(bytes.length / 2), bytes.length - 100]) {
      const damaged = Buffer.from(bytes);
      damaged.fill(0xff, at, at + 16);
      writeFileSync(join(cache, file), damaged);
      expect(run(scan)).toEqual(first);
    }
  });
});

describe("nothing is kept", () => {
  it("of a run that came to no answer", () => {
    expect(run(["scan", "missing.yaml"]).status).toBe(2);
    expect(run(["scna"]).status).toBe(2);
    expect(kept()).toEqual([]);
  });

  it("where that is not wanted", () => {
    expect(run(scan, { PLIMSOLL_NO_CACHE: "1" }).status).toBe(0);
    expect(readdirSync(folder.file("home"))).toEqual([".keep"]);
  });

  it("where it cannot be written, without a word", () => {
    writeFileSync(folder.file("home/.cache"), "a file");
    expect(run(scan)).toMatchObject({ status: 0, stderr: "" });
  });
});

it("lets a plugin refer to what the command line read", () => {
  mkdirSync(folder.file("node_modules"));
  symlinkSync(resolve(import.meta.dirname, "../.."), folder.file("node_modules/plimsoll"));
  folder.write(
    "plugin.mjs",
    `import { defineCheck, workloadReads } from "plimsoll";
import { workloads } from "plimsoll/model";
export const checks = [defineCheck({
  id: "has-workloads", domain: "workloads", title: "A workload", severity: "low", rationale: "", remediation: "",
  references: [], reads: workloadReads, messages: { one: "there is one" },
  *run(model, context) {
    for (const { ref } of context.each(workloads(model))) yield { message: "one", object: ref, path: "metadata.name", evidence: [] };
  },
})];
`,
  );
  folder.write("c.json", '{ "plugins": ["./plugin.mjs"] }');
  const { stdout, stderr } = run([...scan, "--config", "c.json", "--check", "has-workloads"]);
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toMatchObject({
    findings: [{ check: "has-workloads", location: { file: "web.yaml", line: expect.any(Number) } }],
  });
});
