// A file named on the command line: whole, within a limit, and never waited for without end.
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/** What is in it, or why it cannot be read: `is not a file`, `is larger than 4 MiB`, `cannot be read: ENOENT`. */
export type NamedFile = { readonly bytes: Uint8Array } | { readonly fault: string };

/** What a shell hands over for `<(command)`: a pipe that somebody writes to. Of other pipes nobody knows. */
const handedByShell = /^\/(?:dev|proc\/self)\/fd\/\d+$/;
const chunkBytes = 64 * 1024;

function readBounded(descriptor: number, most: number): NamedFile {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = new Uint8Array(chunkBytes);
    const read = readSync(descriptor, chunk, 0, chunkBytes, null);
    if (read === 0) return { bytes: Buffer.concat(chunks) };
    length += read;
    if (length > most) return { fault: `is larger than ${most / 1024 / 1024} MiB` };
    chunks.push(chunk.subarray(0, read));
  }
}

/** Reads at most `most` bytes, a whole number of MiB. Pipes and devices are no files, but for a shell's `<(command)`. */
export function readNamedFile(path: string, most: number): NamedFile {
  const isHanded = handedByShell.test(path);
  try {
    // Without waiting: nobody may ever write to a pipe that lies in a folder.
    const waiting = isHanded ? 0 : (constants.O_NONBLOCK ?? 0);
    const descriptor = openSync(path, constants.O_RDONLY | waiting);
    try {
      const stats = fstatSync(descriptor);
      if (!stats.isFile() && !(isHanded && stats.isFIFO())) return { fault: "is not a file" };
      return readBounded(descriptor, most);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return { fault: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? "no reason"}` };
  }
}
