// The code cache gives back what it kept, and nothing that somebody else may have written.
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cacheFolder, readCodeCache, writeCodeCache } from "./code-cache.ts";

const user = process.geteuid?.() ?? -1;
const scripts = new Map([
  ["start.cjs", Buffer.from("compiled start")],
  ["scan.cjs", Buffer.alloc(1000, 7)],
]);
const cache = { scripts, took: 60 };

let home: string;
let path: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "plimsoll-code-"));
  path = join(home, ".cache", "plimsoll", "code-1");
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const read = (as = user) =>
  Array.from(readCodeCache(path, as).scripts, ([name, data]) => [name, Buffer.from(data)] as const);

describe("the folder", () => {
  it.each([
    [{ HOME: "/home/jane" }, "/home/jane/.cache/plimsoll"],
    [{ HOME: "/home/jane", XDG_CACHE_HOME: "/var/cache/jane" }, "/var/cache/jane/plimsoll"],
    [{ HOME: "/home/jane", XDG_CACHE_HOME: "relative" }, "/home/jane/.cache/plimsoll"],
    [{ HOME: "/home/jane", PLIMSOLL_NO_CACHE: "1" }, undefined],
    [{ HOME: "jane" }, undefined],
    [{}, undefined],
  ])("of %j is %s", (env, expected) => expect(cacheFolder(env)).toBe(expected));
});

describe("what is written", () => {
  beforeEach(() => writeCodeCache(path, user, cache));

  it("is read again, at multiples of eight", () => {
    expect(read()).toEqual([...scripts]);
    for (const data of readCodeCache(path, user).scripts.values()) expect(data.byteOffset % 8).toBe(0);
  });

  it("is the user's alone, and leaves no other file", () => {
    expect(lstatSync(join(home, ".cache/plimsoll")).mode & 0o777).toBe(0o700);
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(home, ".cache/plimsoll"))).toEqual(["code-1"]);
  });

  it("is not read with any byte of it changed, nor cut off", () => {
    const bytes = readFileSync(path);
    for (let at = 0; at < bytes.length; at += 5) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      writeFileSync(path, damaged);
      expect(read(), `byte ${at}`).toEqual([]);
    }
    for (const length of [0, 10, 23, 24, 60, bytes.length - 1]) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(read(), `${length} bytes`).toEqual([]);
    }
  });

  it.each([["code-1"], ["."]])("is not read when others may write %s", (name) => {
    for (const mode of [0o770, 0o707]) {
      chmodSync(join(home, ".cache/plimsoll", name), mode);
      expect(read()).toEqual([]);
    }
  });

  it("is not read by another user", () => expect(read(user + 1)).toEqual([]));

  it("is not read through links", () => {
    const real = join(home, "real");
    rmSync(join(home, ".cache"), { recursive: true });
    writeCodeCache(join(real, "plimsoll", "code-1"), user, cache);
    mkdirSync(join(home, ".cache"));
    symlinkSync(join(real, "plimsoll"), join(home, ".cache/plimsoll"));
    expect(existsSync(path)).toBe(true);
    expect(read()).toEqual([]);
  });

  it("replaces what was there", () => {
    writeCodeCache(path, user, { scripts: new Map([["start.cjs", Buffer.from("new")]]), took: 5 });
    expect(readCodeCache(path, user).took).toBe(5);
    expect(read()).toEqual([["start.cjs", Buffer.from("new")]]);
  });

  it("makes room by removing the oldest", () => {
    const folder = join(home, ".cache/plimsoll");
    for (const [name, time] of [
      ["code-old", 1000],
      ["code-older.123.tmp", 500],
    ] as const) {
      writeFileSync(join(folder, name), "");
      truncateSync(join(folder, name), 20 * 1024 * 1024);
      utimesSync(join(folder, name), time, time);
    }
    writeFileSync(join(folder, "notes"), "not ours");
    writeCodeCache(path, user, cache);
    expect(readdirSync(folder).sort()).toEqual(["code-1", "code-old", "notes"]);
  });
});

describe("nothing is written", () => {
  it("below a home that is missing", () => {
    writeCodeCache(join(home, "none", ".cache", "plimsoll", "code-1"), user, cache);
    expect(readdirSync(home)).toEqual([]);
  });

  it("into the home of another", () => {
    writeCodeCache(path, user + 1, cache);
    expect(readdirSync(home)).toEqual([]);
  });

  it("where a file is in the way", () => {
    writeFileSync(join(home, ".cache"), "");
    writeCodeCache(path, user, cache);
    expect(readFileSync(join(home, ".cache"), "utf8")).toBe("");
  });
});
