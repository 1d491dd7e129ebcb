// The source of one snapshot file.
import { createReadStream, statSync } from "node:fs";
import { createGunzip } from "node:zlib";
import { PlimsollError } from "../../core/index.ts";
import { SnapshotDecoder, snapshotFault, type Progress, type Reading, type Source } from "../../model/index.ts";
import { LineSplitter } from "./line-splitter.ts";

/** How much a file may hold before it looks like an attack; in bytes, after inflating. */
export interface SnapshotLimits {
  /** Default 4 GiB. */
  readonly maxBytes?: number;
  /** Of one object; default 64 MiB. */
  readonly maxLineBytes?: number;
}

const stepBytes = 8 * 1024 * 1024;

function sizeOf(path: string): number {
  try {
    const found = statSync(path);
    if (found.isFile()) return found.size;
  } catch (error) {
    const message = `the snapshot ${path} cannot be read: ${(error as Error).message}`;
    throw new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", { message, hint: "name an existing file", cause: error });
  }
  const message = `the snapshot ${path} is no file`;
  throw new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", { message, hint: "name a file that snapshot save wrote" });
}

function readFault(path: string, error: unknown): Error {
  if (error instanceof PlimsollError) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (code === "Z_BUF_ERROR") return snapshotFault(path, "is cut off");
  if (code.startsWith("Z_")) return snapshotFault(path, "is not an intact gzip file");
  const text = `the snapshot ${path} cannot be read: ${message}`;
  return new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", {
    message: text,
    hint: "check the file and its permissions",
    cause: error,
  });
}

async function decode(path: string, limits: Required<SnapshotLimits>, progress: Progress): Promise<SnapshotDecoder> {
  const size = sizeOf(path);
  const decoder = new SnapshotDecoder(path);
  const lines = new LineSplitter((line) => decoder.line(line), limits.maxLineBytes);
  const file = createReadStream(path);
  const stream = createGunzip({ chunkSize: 256 * 1024 });
  file.on("error", (error) => stream.destroy(error));
  file.pipe(stream);
  let inflated = 0;
  let told = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      inflated += chunk.length;
      if (inflated > limits.maxBytes)
        throw snapshotFault(path, `holds more than ${limits.maxBytes} bytes`, "scan a part of the cluster at a time");
      if (!lines.push(chunk)) throw snapshotFault(path, `holds a line of more than ${limits.maxLineBytes} bytes`);
      if (inflated - told < stepBytes) continue;
      told = inflated;
      progress.step("reading the snapshot", file.bytesRead, size);
    }
    lines.end();
  } catch (error) {
    throw readFault(path, error);
  } finally {
    file.destroy();
    stream.destroy();
  }
  return decoder;
}

/**
 * Reads a snapshot that `snapshot save` wrote. What was collected, what was not, the version and the capture time are
 * those of the cluster it was taken of.
 * @throws PlimsollError PLIMSOLL_SNAPSHOT_INVALID for a damaged or foreign file, PLIMSOLL_INPUT_UNREADABLE for one that cannot be read.
 */
export function snapshotSource(path: string, limits: SnapshotLimits = {}): Source {
  const { maxBytes = 2 ** 32, maxLineBytes = 2 ** 26 } = limits;
  return {
    read: async (progress): Promise<Reading> => {
      const decoder = await decode(path, { maxBytes, maxLineBytes }, progress);
      return decoder.finish(({ origin }) => ({ kind: "snapshot", label: `${path} (${origin.kind} ${origin.label})` }));
    },
  };
}
