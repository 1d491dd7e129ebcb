// The lines of a file or of standard input, one at a time, however long the file or a line is.
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { PlimsollError } from "../../core/index.ts";
import type { Io } from "../io.ts";

const longestLine = 1024 * 1024;

function cannotRead(path: string, error: unknown): PlimsollError {
  const { message } = error as Error;
  return new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", {
    message: `${path} could not be read: ${message}`,
    hint: "give a file of flows (CSV or JSON lines, also .gz), or - for standard input",
    cause: error,
  });
}

function bytesOf(path: string, io: Io): AsyncIterable<Uint8Array> {
  if (path === "-") return io.stdin;
  const file = createReadStream(path);
  if (!path.endsWith(".gz")) return file;
  const unpacked = createGunzip();
  file.on("error", (error) => unpacked.destroy(error));
  return file.pipe(unpacked);
}

/**
 * Lines without their ends; undefined for one longer than a mebibyte, which is never held whole.
 * @throws PlimsollError PLIMSOLL_INPUT_UNREADABLE
 */
export async function* readLines(path: string, io: Io): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder();
  let rest = "";
  let tooLong = false;
  const finish = (line: string): string | undefined => {
    const whole = tooLong || line.length > longestLine ? undefined : line.replace(/\r$/, "");
    tooLong = false;
    return whole;
  };
  try {
    for await (const bytes of bytesOf(path, io)) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield finish(line);
      if (rest.length > longestLine) {
        rest = "";
        tooLong = true;
      }
    }
  } catch (error) {
    throw error instanceof PlimsollError ? error : cannotRead(path, error);
  }
  if (rest !== "" || tooLong) yield finish(rest);
}
