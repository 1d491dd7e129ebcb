// Snapshot files: recognised, read back, and refused with a reason when damaged.
import { mkdtempSync, rmSync, truncateSync, writeFileSync, mkdirSync, statSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeSnapshot } from "../../model/index.ts";
import { modelOf } from "../../testing/index.ts";
import { isSnapshot, snapshotSource, type SnapshotLimits } from "./index.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plimsoll-snapshot-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const model = modelOf(
  Array.from({ length: 40 }, (_, index) => ({
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: `bosun-ä-${index}`, namespace: "shop" },
  })),
);
const text = [...encodeSnapshot(model)].join("");
const file = (name: string, bytes: Uint8Array | string): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const silent = { step: () => {} };
const read = (path: string, limits?: SnapshotLimits): Promise<unknown> => snapshotSource(path, limits).read(silent);

describe("snapshotSource", () => {
  it("reads what was written, and says of what it was taken", async () => {
    const path = file("whole", gzipSync(text));
    const reading = await snapshotSource(path).read(silent);
    expect(reading.origin).toEqual({ kind: "snapshot", label: `${path} (cluster test)` });
    expect(reading.capturedAt).toBe(model.asOf);
    expect(reading.parts.get("serviceaccounts")).toEqual(model.parts.serviceaccounts);
  });

  it("reads a file without its last line feed, and one in several gzip members", async () => {
    const half = text.indexOf("\n") + 20;
    const members = Buffer.concat([gzipSync(text.slice(0, half)), gzipSync(text.slice(half).trimEnd())]);
    const reading = await snapshotSource(file("members", members)).read(silent);
    expect(reading.parts.get("serviceaccounts")?.objects).toHaveLength(40);
  });

  it("refuses a file that is cut off anywhere", async () => {
    const path = file("cut", gzipSync(text));
    const size = statSync(path).size;
    for (const length of [size - 1, size - 9, Math.floor(size / 2), 30]) {
      truncateSync(path, length);
      await expect(read(path), String(length)).rejects.toThrow(
        expect.objectContaining({ code: "PLIMSOLL_SNAPSHOT_INVALID" }),
      );
    }
  });

  it.each<[string, Uint8Array | string, SnapshotLimits, string, RegExp]>([
    ["no gzip", "plain", {}, "PLIMSOLL_SNAPSHOT_INVALID", /not an intact gzip file/],
    ["a changed byte", changedByte(gzipSync(text)), {}, "PLIMSOLL_SNAPSHOT_INVALID", /gzip|damaged|cut off/],
    ["nothing", gzipSync(""), {}, "PLIMSOLL_SNAPSHOT_INVALID", /is empty/],
    [
      "other content",
      gzipSync("apiVersion: v1\nkind: Pod\n"),
      {},
      "PLIMSOLL_SNAPSHOT_INVALID",
      /is not a Plimsoll snapshot/,
    ],
    [
      "a newer format",
      gzipSync('{"apiVersion":"plimsoll-snapshot/v9"}'),
      {},
      "PLIMSOLL_SNAPSHOT_INVALID",
      /this version of Plimsoll reads/,
    ],
    [
      "more than allowed",
      gzipSync(text),
      { maxBytes: 1000 },
      "PLIMSOLL_SNAPSHOT_INVALID",
      /holds more than 1000 bytes/,
    ],
    [
      "one endless line",
      gzipSync(Buffer.alloc(3_000_000, "a")),
      { maxLineBytes: 1_000_000 },
      "PLIMSOLL_SNAPSHOT_INVALID",
      /a line of more than 1000000 bytes/,
    ],
  ])("refuses %s", async (name, bytes, limits, code, message) => {
    const refused = expect(read(file(name.replaceAll(" ", "-"), bytes), limits)).rejects;
    await refused.toThrow(expect.objectContaining({ code }));
    await expect(read(join(folder, name.replaceAll(" ", "-")), limits)).rejects.toThrow(message);
  });

  it("says why a file cannot be read at all", async () => {
    const unreadable = { code: "PLIMSOLL_INPUT_UNREADABLE" };
    await expect(read(join(folder, "none"))).rejects.toThrow(expect.objectContaining(unreadable));
    await expect(read(folder)).rejects.toThrow(expect.objectContaining(unreadable));
  });
});

function changedByte(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(copy.length / 2);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

describe("isSnapshot", () => {
  it.each<[string, Uint8Array | string, boolean]>([
    ["a snapshot", gzipSync(text), true],
    ["a snapshot of a newer format", gzipSync('{"apiVersion":"plimsoll-snapshot/v2"}'), true],
    ["the beginning of one", gzipSync(text).subarray(0, 200), true],
    ["a gzipped dump", gzipSync('{"apiVersion":"v1","kind":"List","items":[]}'), false],
    ["YAML", "apiVersion: plimsoll-snapshot/v1\n", false],
    ["uncompressed lines", text, false],
    ["nothing", "", false],
    ["gzip bytes without content", Buffer.of(0x1f, 0x8b), false],
  ])("of %s", async (name, bytes, expected) => {
    const path = file(`is-${name.replaceAll(" ", "-")}`, bytes);
    expect(await isSnapshot(path)).toBe(expected);
    expect(readFileSync(path)).toEqual(Buffer.from(bytes));
  });

  it("of what is no file", async () => {
    mkdirSync(join(folder, "dir"));
    expect(await isSnapshot(join(folder, "dir"))).toBe(false);
    expect(await isSnapshot(join(folder, "none"))).toBe(false);
  });
});
