// Finding and reading files of vectors, plain or gzipped.
import { createReadStream, existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { createGunzip } from "node:zlib";

/** Files in `<folder>/<name>/` (or in the folder itself, where it has that name) that match, sorted. */
export function filesOf(name: string, folders: readonly string[], pattern: RegExp): string[] {
  return folders
    .flatMap((folder) => [join(folder, name), ...(basename(folder) === name ? [folder] : [])])
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((file) => pattern.test(file))
    .sort();
}

/** The lines of a text file, without empty ones. Memory is one line. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  const raw = createReadStream(file);
  const bytes = file.endsWith(".gz") ? raw.pipe(createGunzip()) : raw;
  raw.on("error", (error) => bytes.destroy(error));
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line.trim() !== "");
  }
  if (rest.trim() !== "") yield rest;
}
