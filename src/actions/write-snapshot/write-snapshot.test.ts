// A snapshot is written whole or not at all, always the same, and never over something else.
import {
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
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeSnapshot } from "./index.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plimsoll-write-snapshot-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lines = Array.from({ length: 20_000 }, (_, index) => `{"line":${index},"text":"ä"}\n`);

describe("writeSnapshot", () => {
  it("writes the lines, the same bytes each time, readable by the owner only", async () => {
    const [a, b] = [join(folder, "a"), join(folder, "b")];
    const size = await writeSnapshot(a, lines);
    await writeSnapshot(b, lines);
    expect(readFileSync(a)).toEqual(readFileSync(b));
    expect(gunzipSync(readFileSync(a)).toString("utf8")).toBe(lines.join(""));
    expect(statSync(a).size).toBe(size);
    expect(statSync(a).mode & 0o777).toBe(0o600);
    expect(readFileSync(a).subarray(4, 10)).toEqual(Buffer.of(0, 0, 0, 0, 0, 255));
    expect(readdirSync(folder).sort()).toEqual(["a", "b"]);
  });

  it("replaces an older snapshot and an empty file", async () => {
    const path = join(folder, "it");
    for (const before of [gzipSync("old"), ""]) {
      writeFileSync(path, before);
      await writeSnapshot(path, ["new\n"]);
      expect(gunzipSync(readFileSync(path)).toString()).toBe("new\n");
    }
  });

  it.each<[string, (path: string) => void, RegExp]>([
    ["a folder", (path) => mkdirSync(path), /it is a folder/],
    ["another file", (path) => writeFileSync(path, "kind: Config"), /would replace a file that is no snapshot/],
    ["a link", (path) => symlinkSync("/dev/null", path), /not an ordinary file/],
  ])("leaves %s alone", async (_, prepare, message) => {
    const path = join(folder, "it");
    prepare(path);
    const refused = expect(writeSnapshot(path, ["x"])).rejects;
    await refused.toThrow(
      expect.objectContaining({ code: "PLIMSOLL_OUTPUT", message: expect.stringMatching(message) }),
    );
    expect(readdirSync(folder)).toEqual(["it"]);
  });

  it("keeps what was there, and leaves nothing behind, when it fails on the way", async () => {
    const path = join(folder, "it");
    writeFileSync(path, gzipSync("old"));
    const failing = function* (): Iterable<string> {
      yield "x".repeat(300_000);
      throw new Error("planted");
    };
    await expect(writeSnapshot(path, failing())).rejects.toThrow("planted");
    expect(gunzipSync(readFileSync(path)).toString()).toBe("old");
    expect(readdirSync(folder)).toEqual(["it"]);
  });

  it("says when the folder is not there", async () => {
    const failed = expect(writeSnapshot(join(folder, "none/it"), ["x"])).rejects;
    await failed.toThrow(expect.objectContaining({ code: "PLIMSOLL_OUTPUT", hint: expect.stringContaining("folder") }));
  });
});
