// What V8 compiled in an earlier run, kept for the next in a folder of the user's own. A code cache is code: see 0006.
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { crc32 } from "node:zlib";

/** Compiled code by the name of the script it was compiled from. */
export type CompiledScripts = ReadonlyMap<string, Uint8Array>;

/** What a run left. V8 forgets code that is long unused: what a long run leaves lacks what a short one needs. */
export interface CodeCache {
  readonly scripts: CompiledScripts;
  /** Milliseconds the run took that wrote it; infinite where nothing was written. */
  readonly took: number;
}

const nothing: CodeCache = { scripts: new Map(), took: Number.POSITIVE_INFINITY };

/** Who may be trusted: the user of this process, by number. */
type UserId = number;

const magic = Buffer.from("PLIMSOLL-CODE-1\n", "latin1");
const checksumAt = magic.length;
const indexLengthAt = checksumAt + 4;
const indexAt = indexLengthAt + 4;
const largestFile = 16 * 1024 * 1024;
const largestFolder = 32 * 1024 * 1024;
const writableByOthers = 0o022;

/** V8 reads compiled code at multiples of eight. */
function aligned(length: number): number {
  return (length + 7) & ~7;
}

/**
 * The folder for caches: `plimsoll` in $XDG_CACHE_HOME, or in ~/.cache. None where PLIMSOLL_NO_CACHE is set, where the
 * environment names no absolute path, and on systems without owners of files.
 */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { PLIMSOLL_NO_CACHE: off = "", XDG_CACHE_HOME: base = "", HOME: home = "" } = env;
  if (off !== "" || process.geteuid === undefined) return undefined;
  if (isAbsolute(base)) return join(base, "plimsoll");
  return isAbsolute(home) ? join(home, ".cache", "plimsoll") : undefined;
}

function isOwn({ uid, mode }: Stats, user: UserId): boolean {
  return uid === user && (mode & writableByOthers) === 0;
}

function isOwnFolder(path: string, user: UserId): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && isOwn(stats, user);
}

/** The bytes of a file that nobody else can have written; throws where there are none. */
function readOwnFile(path: string, user: UserId): Buffer | undefined {
  if (!isOwnFolder(dirname(path), user)) return undefined;
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    return stats.isFile() && isOwn(stats, user) && stats.size <= largestFile ? readFileSync(file) : undefined;
  } finally {
    closeSync(file);
  }
}

interface Index {
  readonly took: number;
  readonly scripts: readonly (readonly [name: string, length: number])[];
}

function decode(bytes: Buffer): CodeCache {
  if (bytes.length < indexAt || !bytes.subarray(0, checksumAt).equals(magic)) return nothing;
  // V8 does not look whether compiled code is whole: what is damaged would end the process, or answer wrongly.
  if (crc32(bytes.subarray(indexLengthAt)) !== bytes.readUInt32LE(checksumAt)) return nothing;
  const end = indexAt + bytes.readUInt32LE(indexLengthAt);
  const index = JSON.parse(bytes.toString("latin1", indexAt, end)) as Index;
  const scripts = new Map<string, Uint8Array>();
  let start = aligned(end);
  for (const [name, length] of index.scripts) {
    scripts.set(name, bytes.subarray(start, start + length));
    start += aligned(length);
  }
  return { scripts, took: index.took };
}

/** What {@link writeCodeCache} wrote; nothing where that is missing, damaged, another's, or writable by others. */
export function readCodeCache(path: string, user: UserId): CodeCache {
  try {
    const bytes = readOwnFile(path, user);
    return bytes === undefined ? nothing : decode(bytes);
  } catch {
    return nothing;
  }
}

function encode({ scripts, took }: CodeCache): Buffer {
  const list: Index = { took, scripts: Array.from(scripts, ([name, { length }]) => [name, length] as const) };
  const index = Buffer.from(JSON.stringify(list), "latin1");
  const start = aligned(indexAt + index.length);
  const sizes = Array.from(scripts.values(), ({ length }) => aligned(length));
  const bytes = Buffer.alloc(sizes.reduce((sum, size) => sum + size, start));
  magic.copy(bytes);
  bytes.writeUInt32LE(index.length, indexLengthAt);
  index.copy(bytes, indexAt);
  let at = start;
  for (const data of scripts.values()) {
    bytes.set(data, at);
    at += aligned(data.length);
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(indexLengthAt)), checksumAt);
  return bytes;
}

/** Makes the folder and the one it is in, in a folder of the user's own: sudo, for one, keeps the HOME of another. */
function makeFolder(path: string, user: UserId): boolean {
  if (isOwnFolder(path, user)) return true;
  for (const folder of [dirname(path), path]) {
    if (lstatSync(folder, { throwIfNoEntry: false }) !== undefined) continue;
    if (!isOwnFolder(dirname(folder), user)) return false;
    mkdirSync(folder, { mode: 0o700 });
  }
  return isOwnFolder(path, user);
}

/** Removes the oldest files until the others and `room` more fit: old releases and versions of node leave theirs. */
function makeRoom(folder: string, room: number): void {
  const files = readdirSync(folder)
    .filter((name) => name.startsWith("code-"))
    .map((name) => ({ path: join(folder, name), stats: lstatSync(join(folder, name)) }))
    .sort((a, b) => b.stats.mtimeMs - a.stats.mtimeMs);
  let total = room;
  for (const { path, stats } of files) {
    total += stats.size;
    if (total > largestFolder) rmSync(path, { force: true });
  }
}

/** Keeps compiled code, whole or not at all. Where that is not possible the next run compiles again: nobody is told. */
export function writeCodeCache(path: string, user: UserId, cache: CodeCache): void {
  try {
    const bytes = encode(cache);
    const folder = dirname(path);
    if (bytes.length > largestFile || !makeFolder(folder, user)) return;
    makeRoom(folder, bytes.length);
    const temporary = join(folder, `${basename(path)}.${process.pid}.tmp`);
    writeWhole(temporary, bytes);
    renameSync(temporary, path);
  } catch {
    // A full disk, a home that is read-only: no reason to stop.
  }
}

function writeWhole(path: string, bytes: Uint8Array): void {
  rmSync(path, { force: true });
  const file = openSync(path, "wx", 0o600);
  try {
    writeFileSync(file, bytes);
    fsyncSync(file);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}
