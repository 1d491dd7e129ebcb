// Writes the lines of a snapshot to one compressed file, whole or not at all.
import { randomBytes } from "node:crypto";
import { createWriteStream, lstatSync, openSync, readSync, closeSync } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { PlimsollError } from "../../core/index.ts";

const chunkLength = 256 * 1024;
/** Byte of the gzip header that names the operating system: 255 says unknown, so that all write the same. */
const systemByte = 9;

function failure(path: string, fault: string, hint: string, cause?: unknown): PlimsollError {
  const message = `the snapshot ${path} ${fault}`;
  return new PlimsollError("PLIMSOLL_OUTPUT", cause === undefined ? { message, hint } : { message, hint, cause });
}

/** Only nothing, an empty file, or a gzip file (an older snapshot) may be replaced. */
function refuseOthers(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isDirectory()) throw failure(path, "cannot be written: it is a folder", "name a file in it");
  if (!found.isFile()) throw failure(path, "cannot be written: it is not an ordinary file", "name another file");
  if (found.size > 0 && !isGzip(path)) {
    throw failure(path, "would replace a file that is no snapshot", "name another file, or remove that one first");
  }
}

function isGzip(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(2);
    readSync(file, bytes, 0, 2, 0);
    return bytes[0] === 0x1f && bytes[1] === 0x8b;
  } finally {
    closeSync(file);
  }
}

/** Few large pieces compress faster than many small ones. */
function* inChunks(lines: Iterable<string>): Iterable<Buffer> {
  let text = "";
  for (const line of lines) {
    text += line;
    if (text.length < chunkLength) continue;
    yield Buffer.from(text, "utf8");
    text = "";
  }
  yield Buffer.from(text, "utf8");
}

async function compressTo(path: string, lines: Iterable<string>): Promise<void> {
  const gzip = createGzip({ level: 6 });
  await pipeline(Readable.from(inChunks(lines)), gzip, createWriteStream(path, { flags: "wx", mode: 0o600 }));
  const file = await open(path, "r+");
  try {
    await file.write(Buffer.of(255), 0, 1, systemByte);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Writes the lines to `path`, readable by its owner only, and returns the size in bytes. The same lines give the same
 * bytes. Nothing is left behind on failure, and what was there is replaced only when all is written.
 * @throws PlimsollError PLIMSOLL_OUTPUT
 */
export async function writeSnapshot(path: string, lines: Iterable<string>): Promise<number> {
  refuseOthers(path);
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    await compressTo(temporary, lines);
    await rename(temporary, path);
    return (await stat(path)).size;
  } catch (error) {
    await rm(temporary, { force: true });
    throw failure(
      path,
      `cannot be written: ${(error as Error).message}`,
      "choose a folder you may write to, with room",
      error,
    );
  }
}
