// Selectors the API server accepts, refuses, and holds equal.
import { describe, expect, it } from "vitest";
import { isLabelValue, isQualifiedName, parseLabelSelector, selectorKey } from "./label-selector-syntax.ts";
import type { LabelSelector } from "./metadata.ts";

const expression = (key: unknown, operator: unknown, values?: unknown) => ({
  matchExpressions: [{ key, operator, values }],
});

describe("parseLabelSelector", () => {
  it.each([
    ["nothing", {}],
    ["null fields", { matchLabels: null, matchExpressions: null }],
    ["a label", { matchLabels: { app: "a" } }],
    ["a prefixed label without value", { matchLabels: { "example.com/app": "" } }],
    ["In", expression("app", "In", ["a", ""])],
    ["Exists without values", expression("app", "Exists", null)],
  ])("accepts %s", (_what, value) => expect(parseLabelSelector(value, "spec").problems).toEqual([]));

  it.each<[string, unknown, string]>([
    ["text", "app=a", "spec"],
    ["a list of labels", { matchLabels: ["app"] }, "spec.matchLabels"],
    ["a number as value", { matchLabels: { app: 1 } }, 'spec.matchLabels["app"]'],
    ["a bad value", { matchLabels: { app: "$backend" } }, 'spec.matchLabels["app"]'],
    ["a name of JavaScript's", JSON.parse('{"matchLabels":{"__proto__":"a"}}'), "spec.matchLabels"],
    ["a bad name", { matchLabels: { "a b": "" } }, "spec.matchLabels"],
    ["an unknown operator", expression("app", "Matches", ["a"]), "spec.matchExpressions[0].operator"],
    ["In without values", expression("app", "In"), "spec.matchExpressions[0].values"],
    ["NotIn with an empty list", expression("app", "NotIn", []), "spec.matchExpressions[0].values"],
    ["Exists with values", expression("app", "Exists", ["a"]), "spec.matchExpressions[0].values"],
    ["values that are no text", expression("app", "In", [1]), "spec.matchExpressions[0].values"],
    ["no key", expression(undefined, "Exists"), "spec.matchExpressions[0].key"],
    ["expressions as a mapping", { matchExpressions: {} }, "spec.matchExpressions"],
  ])("refuses %s", (_what, value, path) => {
    expect(parseLabelSelector(value, "spec").problems.map((problem) => problem.path)).toContain(path);
  });
});

describe("selectorKey", () => {
  const requires = (key: string, operator: string, ...values: string[]): LabelSelector => ({
    matchExpressions: [{ key, operator, values }],
  });
  it.each<[LabelSelector, LabelSelector, boolean]>([
    [{ matchLabels: { a: "1", b: "2" } }, { matchLabels: { b: "2", a: "1" } }, true],
    [{ matchLabels: { a: "1" } }, requires("a", "In", "1"), true],
    [requires("a", "In", "1", "2"), requires("a", "In", "2", "1", "1"), true],
    [requires("a", "In", "1"), requires("a", "NotIn", "1"), false],
    [{}, { matchExpressions: [] }, true],
    [{ matchLabels: { a: '1"],["b' } }, { matchLabels: { a: "1", b: "" } }, false],
  ])("%j and %j are equal: %s", (left, right, equal) => {
    expect(selectorKey(left) === selectorKey(right)).toBe(equal);
  });
});

describe("names and values", () => {
  it.each([
    ["app", true],
    ["example.com/app", true],
    ["a".repeat(63), true],
    ["a".repeat(64), false],
    ["", false],
    ["-a", false],
    ["a-", false],
    ["Example.com/app", false],
    ["a/b/c", false],
    ["/a", false],
  ])("%s is a qualified name: %s", (text, expected) => expect(isQualifiedName(text)).toBe(expected));
  it.each([
    ["", true],
    ["a.b_c-d", true],
    ["a b", false],
    [".a", false],
    ["a".repeat(64), false],
  ])("%s is a label value: %s", (text, expected) => expect(isLabelValue(text)).toBe(expected));
});
