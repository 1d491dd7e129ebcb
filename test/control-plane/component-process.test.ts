/** Programs end with the process that started them, and say why they ended too early. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProcessGroup } from "./component-process.ts";

const SLEEPER = `
import { createProcessGroup } from "./component-process.ts";
const folder = process.argv[2];
const component = createProcessGroup(folder).start("sleeper", "/bin/sh", ["-c", "echo $$; exec sleep 600"]);
const { readFile } = await import("node:fs/promises");
await component.waitUntil(async () => (await readFile(component.logFile, "utf8")).includes("\\n"), 10_000);
console.log((await readFile(component.logFile, "utf8")).trim());
setInterval(() => undefined, 1000);
`;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("process group", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "plimsoll-processes-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("ends its programs and removes their folder when its owner is killed", async () => {
    const script = join(folder, "owner.mjs");
    const stdin = { contents: SLEEPER, resolveDir: import.meta.dirname, loader: "ts" as const };
    await build({ stdin, bundle: true, platform: "node", format: "esm", outfile: script, logLevel: "silent" });
    const work = await mkdtemp(join(tmpdir(), "plimsoll-processes-work-"));
    const owner = spawn(process.execPath, [script, work], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await createInterface(owner.stdout)[Symbol.asyncIterator]().next()).value?.split("\n") ?? [];
    const pid = Number(line);
    expect(isRunning(pid)).toBe(true);
    owner.kill("SIGKILL");
    await expect.poll(() => isRunning(pid) || existsSync(work), { timeout: 10_000 }).toBe(false);
  });

  it("says how a program ended before it was ready, with the end of its log", async () => {
    const group = createProcessGroup(folder);
    const component = group.start("brief", "/bin/sh", ["-c", "echo the mast broke >&2; exit 3"]);
    const ready = component.waitUntil(async () => false, 10_000);
    await expect(ready).rejects.toThrow("brief ended with exit code 3; its log ends:\nthe mast broke");
    await group.stop();
  });

  it("says so when a program is not there, or is not ready in time", async () => {
    const group = createProcessGroup(folder);
    const absent = group.start("absent", join(folder, "absent"), []);
    await expect(absent.waitUntil(async () => false, 10_000)).rejects.toThrow("absent could not be started");
    const slow = group.start("slow", "/bin/sleep", ["600"]);
    await expect(slow.waitUntil(async () => false, 100)).rejects.toThrow("slow was not ready after 0.1 s");
    await group.stop();
  });
});
