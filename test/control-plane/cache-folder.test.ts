/** The cache: made once however many ask, never half, and not blocked by a process that died. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cachedFolder, cacheRoot } from "./cache-folder.ts";

const NO_PROCESS = "4194305"; // above the largest process id Linux gives

describe("cachedFolder", () => {
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "plimsoll-cache-"));
    vi.stubEnv("XDG_CACHE_HOME", home);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(home, { recursive: true, force: true });
  });

  it("makes a folder once for all who ask at the same time", async () => {
    let made = 0;
    const make = async (folder: string): Promise<void> => {
      made += 1;
      await sleep(50);
      await writeFile(join(folder, "program"), "whole");
    };
    const results = await Promise.all([
      cachedFolder("key", make),
      cachedFolder("key", make),
      cachedFolder("key", make),
    ]);
    expect(made).toBe(1);
    expect(results.filter(({ madeInSeconds }) => madeInSeconds !== undefined)).toHaveLength(1);
    expect(await readFile(join(cacheRoot(), "key", "program"), "utf8")).toBe("whole");
  });

  it("leaves nothing of a folder that could not be made", async () => {
    const make = async (folder: string): Promise<void> => {
      await writeFile(join(folder, "half"), "");
      throw new Error("no space");
    };
    await expect(cachedFolder("key", make)).rejects.toThrow("no space");
    expect(await readdir(cacheRoot())).toEqual([]);
  });

  it("takes over the lock of a process that is gone", async () => {
    await mkdir(cacheRoot(), { recursive: true });
    await writeFile(join(cacheRoot(), "key.lock"), NO_PROCESS);
    const { madeInSeconds } = await cachedFolder("key", async () => undefined);
    expect(madeInSeconds).toBeGreaterThanOrEqual(0);
  });
});
