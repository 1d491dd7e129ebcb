// PEM as Go finds it: what counts as a block, what is passed over. Cases checked against Go's encoding/pem.
import { assert, property, uint8Array } from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase64, encodeBase64, readPem } from "./index.ts";

const block = (label = "X", body = "aGVsbG8=\n", end = label): string =>
  `-----BEGIN ${label}-----\n${body}-----END ${end}-----\n`;

function found(text: string): readonly string[] {
  return readPem(text).blocks.map(({ label, bytes, headers }) => {
    const fields = [...headers].map(([key, value]) => `${key}=${value}`);
    return [label, Buffer.from(bytes).toString("latin1"), ...fields].join("|");
  });
}

describe("readPem", () => {
  it.each<[string, string, readonly string[]]>([
    ["a block", block(), ["X|hello"]],
    ["two blocks with words around", `a\n${block()}b\n${block("Y")}c`, ["X|hello", "Y|hello"]],
    ["CRLF", block().replaceAll("\n", "\r\n"), ["X|hello"]],
    ["no last line break", block().trimEnd(), ["X|hello"]],
    ["blanks within", block("X", " aGVs \t\nbG8=  \n"), ["X|hello"]],
    ["headers", block("X", "A: b\nC:d : e\n\naGVsbG8=\n"), ["X|hello|A=b|C=d : e"]],
    ["nothing within", block("X", ""), ["X|"]],
    ["words before on the same line", `words ${block()}`, []],
    ["another label at the end", block("X", "aGVsbG8=\n", "Y"), []],
    ["a wrong one before a right one", `${block("X", "aGVsbG8=\n", "Y")}${block("Z")}`, ["Z|hello"]],
    ["a begin that is not ended", `-----BEGIN X-----\naaaa\n${block("Y")}`, ["Y|hello"]],
    ["base64 without padding", block("X", "aGVsbG8\n"), []],
    ["characters that are no base64", block("X", "aGVs!G8=\n"), []],
    ["padding within", block("X", "aG==bG8=\n"), []],
    ["text after the last line", block().replace("-----\n", "-----\n").trimEnd() + " x\n", []],
    ["six dashes", block().replaceAll("-----", "------"), []],
    ["nothing", "", []],
    ["only a begin", "-----BEGIN X-----", []],
  ])("%s", (_name, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it("says where blocks begin, and what is left", () => {
    const text = `words\n${block()}rest`;
    const { blocks, rest } = readPem(text);
    expect([blocks[0]?.start, rest]).toEqual([6, "rest"]);
  });

  it("reads a megabyte of beginnings, of ends, of headers", () => {
    for (const part of [
      "-----BEGIN X-----\n",
      "\n-----END X-----\n",
      "-----BEGIN X-----\nA: b\n-----END X-----\n",
      "a: b\n",
      "-----BEGIN a:b-----\n-----END a:b-----\n",
    ])
      expect(found(part.repeat(1_000_000 / part.length)).every((one) => one === "X|" || one === "X||A=b")).toBe(true);
  });
});

describe("base64", () => {
  it("gives back what was encoded, and agrees with node", () => {
    assert(
      property(uint8Array({ maxLength: 200 }), (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString("base64"));
        expect(Buffer.from(decodeBase64(text) ?? [])).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it("refuses what is none", () => {
    expect(["a", "ab", "abc", "====", "=", "ab=c", "a===", "é===", "ab c"].map((text) => decodeBase64(text))).toEqual(
      Array.from({ length: 9 }, () => undefined),
    );
    expect(decodeBase64("YW\r\nJj\n")).toEqual(new Uint8Array([97, 98, 99]));
  });
});
