// When absence from a part proves something.
import { describe, expect, it } from "vitest";
import { gapOf, type Part } from "./part.ts";

const gap = { reason: "refused", remedy: "allow it" };

describe("gapOf", () => {
  it.each<[string, Part<never>, string | undefined, boolean]>([
    ["everything collected", { status: "collected", objects: [] }, undefined, false],
    ["files alone, in any namespace", { status: "given", objects: [], gap }, "shop", true],
    ["nothing collected, in any namespace", { status: "not-collected", objects: [], gap }, "shop", true],
    ["a missing namespace", { status: "partial", objects: [], gap: { ...gap, namespaces: ["shop"] } }, "shop", true],
    ["another namespace", { status: "partial", objects: [], gap: { ...gap, namespaces: ["shop"] } }, "bank", false],
    [
      "the whole of a partial part",
      { status: "partial", objects: [], gap: { ...gap, namespaces: ["shop"] } },
      undefined,
      true,
    ],
    ["a namespace that was seen", { status: "partial", objects: [], gap: { ...gap, seen: ["shop"] } }, "shop", false],
    [
      "one of which nothing is known",
      { status: "partial", objects: [], gap: { ...gap, seen: ["shop"] } },
      "bank",
      true,
    ],
    ["a list that broke off", { status: "partial", objects: [], gap }, "shop", true],
  ])("%s", (_name, part, namespace, blind) => expect(gapOf(part, namespace) !== undefined).toBe(blind));
});
