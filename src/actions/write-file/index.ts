// Writes a file whole or not at all: to a temporary file beside it, then renamed.
import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PlimsollError } from "../../core/index.ts";

function explain(path: string, error: unknown): PlimsollError {
  const { code, message } = error as NodeJS.ErrnoException;
  const hints: Readonly<Record<string, string>> = {
    EACCES: "choose a folder you may write to",
    EEXIST: "it is there already: move it away, or name another",
    EISDIR: "the path is a folder: name a file in it",
    ENOSPC: "the disk is full",
    ENOTDIR: "a part of the path is a file, not a folder",
    EROFS: "the file system is read-only: choose another folder",
  };
  const hint = hints[code ?? ""] ?? "choose another place to write to";
  return new PlimsollError("PLIMSOLL_OUTPUT", {
    message: `${path} could not be written: ${message}`,
    hint,
    cause: error,
  });
}

function discard(temporary: string): void {
  try {
    rmSync(temporary, { force: true });
  } catch {
    // It was never made: the reason is in the error that brought us here.
  }
}

/**
 * Writes chunks of text or bytes to `path`; folders are made. Existing content is replaced only once all was written.
 * `mode` is that of the file: 0o600 where it holds a key.
 * @throws PlimsollError PLIMSOLL_OUTPUT; no temporary file stays behind.
 */
export function writeFile(path: string, chunks: Iterable<string | Uint8Array>, mode = 0o644): void {
  write(path, chunks, mode, renameSync);
}

/**
 * As {@link writeFile}, but what is there, be it a dangling link, stays as it is and is an error.
 * @throws PlimsollError PLIMSOLL_OUTPUT; no temporary file stays behind.
 */
export function writeNewFile(path: string, chunks: Iterable<string | Uint8Array>, mode = 0o644): void {
  write(path, chunks, mode, (temporary, target) => {
    linkSync(temporary, target);
    rmSync(temporary);
  });
}

function write(
  path: string,
  chunks: Iterable<string | Uint8Array>,
  mode: number,
  place: (temporary: string, target: string) => void,
): void {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    // A folder made for a secret is nobody else's.
    mkdirSync(folder, { recursive: true, mode: (mode & 0o077) === 0 ? 0o700 : 0o777 });
    const file = openSync(temporary, "wx", mode);
    try {
      for (const chunk of chunks) {
        let rest = typeof chunk === "string" ? Buffer.from(chunk, "utf8") : chunk;
        while (rest.length > 0) rest = rest.subarray(writeSync(file, rest));
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    place(temporary, path);
  } catch (error) {
    discard(temporary);
    throw explain(path, error);
  }
}
