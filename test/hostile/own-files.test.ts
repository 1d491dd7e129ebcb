// Each file of our own against each attack: the code and the message are the ones written down, and nothing is left behind.
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { PlimsollError } from "../../src/core/index.ts";
import { byteAttacks, complaintOf, ownFiles, textAttacks } from "./own-files.ts";
import { readSnapshotBytes } from "./snapshot-bytes.ts";

afterEach(() => expect(({} as { polluted?: unknown }).polluted).toBeUndefined());

describe.each(ownFiles)("$name", (file) => {
  async function expectAnswer(bytes: Buffer, answer: RegExp | undefined): Promise<void> {
    const complaint = await complaintOf(file, bytes);
    if (answer === undefined) expect(complaint).toBe("");
    else {
      expect(complaint).toMatch(answer);
      expect(complaint.startsWith(file.code)).toBe(true);
      expect(complaint.length).toBeLessThan(2000);
    }
  }

  it.each(textAttacks)("$name", ({ lines, answers }) =>
    expectAnswer(Buffer.from(`${file.head}\n${lines}\n`), answers[file.name]),
  );
  it.each(byteAttacks)("$name", ({ change, answers }) => expectAnswer(change(file.head), answers[file.name]));
  it.each(file.wrongTypes)("wrong type: %s", async (text) => {
    expect(await complaintOf(file, Buffer.from(`${text}\n`))).toMatch(
      new RegExp(
        `^${file.code} .*(?:must be|must have|must map|must hold|is 1|cannot be used|is not|is missing|is of the format)`,
      ),
    );
  });
});

describe("snapshot, below its text", () => {
  it.each([
    ["truncated gzip", gzipSync("x".repeat(100_000)).subarray(0, 60), /is cut off/],
    ["no gzip at all", Buffer.from("plain text"), /is not an intact gzip file/],
    ["gzip bomb", gzipSync(Buffer.alloc(80 * 1024 * 1024, 32)), /holds a line of more than|is not a Plimsoll snapshot/],
    ["junk behind the gzip", Buffer.concat([gzipSync("{}\n"), Buffer.from("junk")]), /is not/],
  ])("%s", async (_name, bytes, message) => {
    await expect(readSnapshotBytes(bytes)).rejects.toThrow(message);
    await expect(readSnapshotBytes(bytes)).rejects.toBeInstanceOf(PlimsollError);
  });
});
