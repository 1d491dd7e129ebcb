/** Keeps what is slow to make in a folder outside the tree: made once, by one process, visible only when whole. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const UNWRITTEN_LOCK_LIMIT = 10_000;

/** A cached folder, and the seconds it took to make when this call made it. */
export interface CachedFolder {
  readonly folder: string;
  readonly madeInSeconds: number | undefined;
}

/** The parent of all cached folders: `$XDG_CACHE_HOME` or `~/.cache`, then `plimsoll/control-plane`. */
export function cacheRoot(): string {
  const base = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return join(base, "plimsoll", "control-plane");
}

/** Returns the folder `key` of the cache; when it is not there, `make` fills a temporary one that is then renamed. */
export async function cachedFolder(key: string, make: (folder: string) => Promise<void>): Promise<CachedFolder> {
  const folder = join(cacheRoot(), key);
  if (existsSync(folder)) return { folder, madeInSeconds: undefined };
  await mkdir(cacheRoot(), { recursive: true });
  const lock = `${folder}.lock`;
  await takeLock(lock);
  try {
    if (existsSync(folder)) return { folder, madeInSeconds: undefined };
    return { folder, madeInSeconds: await makeFolder(folder, make) };
  } finally {
    await rm(lock, { force: true });
  }
}

async function makeFolder(folder: string, make: (folder: string) => Promise<void>): Promise<number> {
  const start = performance.now();
  const temporary = await mkdtemp(`${folder}.making-`);
  try {
    await make(temporary);
    await rename(temporary, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return (performance.now() - start) / 1000;
}

async function takeLock(lock: string): Promise<void> {
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (await ownerIsGone(lock)) await rm(lock, { force: true });
    else await sleep(500);
  }
}

async function ownerIsGone(lock: string): Promise<boolean> {
  const owner = Number(await readFile(lock, "utf8").catch(() => ""));
  if (!Number.isInteger(owner) || owner <= 0) return isOlderThan(lock, UNWRITTEN_LOCK_LIMIT);
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

async function isOlderThan(file: string, milliseconds: number): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > milliseconds;
}
