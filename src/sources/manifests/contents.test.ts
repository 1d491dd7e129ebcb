// Files read again long after the scan: unchanged ones are found, changed ones are not trusted.
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Contents } from "./contents.ts";
import { limitsOf } from "./manifests-options.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plimsoll-contents-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Two files remembered by a cache that holds one of them: the first must be read again. */
function remember(content: Buffer): { readonly contents: Contents; readonly first: string } {
  const contents = new Contents(limitsOf({}), 10);
  const [first, second] = [join(folder, "first"), join(folder, "second")];
  for (const file of [first, second]) {
    writeFileSync(file, content);
    const { size, mtimeMs } = statSync(file);
    contents.remember(file, Buffer.from("a: 1\nb: 2\n"), { size, modified: mtimeMs });
  }
  return { contents, first };
}

const text = "a: 1\nb: 2\n";

describe("contents", () => {
  it.each([
    ["plain", Buffer.from(text)],
    ["gzipped", gzipSync(text)],
    ["UTF-16", Buffer.from(`\ufeff${text}`, "utf16le")],
  ])("are read again: %s", (_name, packed) => {
    const { contents, first } = remember(packed);
    expect(contents.of(first)?.bytes.toString("utf8").replace("\ufeff", "")).toBe(text);
    expect(contents.of(first)?.lines.lineOf(5)).toBe(2);
  });

  it.each([
    ["changed", "a: 1\nb: 3, longer\n"],
    ["gone", undefined],
  ])("are not guessed when the file has %s", (_name, now) => {
    const { contents, first } = remember(Buffer.from(text));
    if (now === undefined) rmSync(first);
    else writeFileSync(first, now);
    expect(contents.of(first)).toBeUndefined();
  });

  it("of what cannot be read twice are kept", () => {
    const contents = new Contents(limitsOf({}), 0);
    contents.keep("-", Buffer.from(text));
    expect(contents.of("-")?.bytes.toString()).toBe(text);
  });
});
