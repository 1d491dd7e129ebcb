// What is known of a reporter before it is loaded is what it says of itself.
import { expect, it } from "vitest";
import { reporters } from "./index.ts";

it.each(reporters)("$name", async (lazy) => {
  const { name, extension, report, document } = await lazy.load();
  expect([name, extension]).toEqual([lazy.name, lazy.extension]);
  expect([report !== undefined, document !== undefined]).toEqual([lazy.only !== "documents", lazy.only !== "reports"]);
});

it("has no two of one name", () => {
  expect(new Set(reporters.map(({ name }) => name)).size).toBe(reporters.length);
});
