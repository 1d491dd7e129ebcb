// A file is written whole or not at all.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeFile, writeNewFile } from "./index.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plimsoll-write-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("writeFile", () => {
  it("makes folders and writes all chunks", () => {
    const path = join(folder, "a/b/report.txt");
    writeFile(path, ["one ", new TextEncoder().encode("two")]);
    expect(readFileSync(path, "utf8")).toBe("one two");
    expect(readdirSync(join(folder, "a/b"))).toEqual(["report.txt"]);
  });
  it("keeps the old content and leaves nothing behind when a chunk fails", () => {
    const path = join(folder, "report.txt");
    writeFileSync(path, "old");
    const failing = function* (): Iterable<string> {
      yield "new";
      throw new Error("planted");
    };
    expect(() => writeFile(path, failing())).toThrow("planted");
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["report.txt"]);
  });
  it("writes nothing over what is there, when told so, and closes folders made for secrets", () => {
    const path = join(folder, "keys/token");
    writeNewFile(path, ["one"], 0o600);
    expect([path, join(folder, "keys")].map((one) => statSync(one).mode & 0o777)).toEqual([0o600, 0o700]);
    symlinkSync(join(folder, "none"), join(folder, "link"));
    for (const taken of [path, join(folder, "link")])
      expect(() => writeNewFile(taken, ["two"])).toThrow(expect.objectContaining({ code: "PLIMSOLL_OUTPUT" }));
    expect([readFileSync(path, "utf8"), readdirSync(folder).sort()]).toEqual(["one", ["keys", "link"]]);
  });
  it("says what is wrong with a folder, or a file used as one", () => {
    mkdirSync(join(folder, "dir"));
    writeFileSync(join(folder, "file"), "");
    expect(() => writeFile(join(folder, "dir"), ["x"])).toThrow(expect.objectContaining({ code: "PLIMSOLL_OUTPUT" }));
    expect(() => writeFile(join(folder, "file/x"), ["x"])).toThrow(
      expect.objectContaining({ code: "PLIMSOLL_OUTPUT" }),
    );
    expect(existsSync(join(folder, "dir"))).toBe(true);
  });
});
