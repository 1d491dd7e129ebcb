// Lines and columns of offsets, whatever the line ends.
import { expect, it } from "vitest";
import { textPosition } from "./text-position.ts";

it.each([
  ["", 0, "1:1"],
  ["ab", 1, "1:2"],
  ["a\nb", 2, "2:1"],
  ["a\r\nb", 3, "2:1"],
  ["a\rb\rc", 4, "3:1"],
  ["a\n\n", 3, "3:1"],
  ["é😀x", 3, "1:4"],
  ["ab", 99, "1:3"],
])("%j at %d", (text, offset, expected) => {
  const { line, column } = textPosition(text, offset);
  expect(`${line}:${column}`).toBe(expected);
});
