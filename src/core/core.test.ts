// Field paths, patches, JSON with big integers, versions and near names.
import { describe, expect, it } from "vitest";
import {
  applyPatch,
  compareMinor,
  didYouMean,
  formatPath,
  jsonPointer,
  nearest,
  parseMinor,
  parsePath,
  pathByName,
  renderMessage,
  stringifyJson,
  valueAt,
} from "./index.ts";

describe("field paths", () => {
  it.each([
    ["spec.containers[0].image", ["spec", "containers", 0, "image"]],
    ['metadata.annotations["a.b/c"]', ["metadata", "annotations", "a.b/c"]],
    ['a["x\\"y"][3]', ["a", 'x"y', 3]],
    ["", []],
  ])("%s is written and read", (path, segments) => {
    expect(formatPath(segments)).toBe(path);
    expect(parsePath(path)).toEqual(segments);
  });
  it("reads a broken path up to the fault", () => expect(parsePath("spec.a[x")).toEqual(["spec", "a"]));
  it("never follows inherited keys", () => expect(valueAt({ a: {} }, ["a", "constructor"])).toBeUndefined());
  it("names list items that have a name", () => {
    const object = { spec: { containers: [{ name: "web", ports: [{ containerPort: 1 }] }] } };
    expect(pathByName(object, "spec.containers[0].ports[0].containerPort")).toBe(
      "spec.containers[web].ports[0].containerPort",
    );
  });
  it("names list items that are texts, flags without their value", () => {
    const object = { add: ["NET_RAW"], command: ["kube-apiserver", "--profiling=true"] };
    expect(pathByName(object, "add[0]")).toBe("add[NET_RAW]");
    expect(pathByName(object, "command[1]")).toBe("command[--profiling]");
  });
});

describe("patches", () => {
  it("add, replace and remove in a copy", () => {
    const object = { a: { "x/y": 1, list: [1, 2] } };
    const patch = [
      { op: "replace", path: jsonPointer("a", "x/y"), value: 2 },
      { op: "remove", path: jsonPointer("a", "list", 0) },
      { op: "add", path: "/a/list/-", value: 3 },
    ] as const;
    expect(applyPatch(object, patch)).toEqual({ a: { "x/y": 2, list: [2, 3] } });
    expect(object.a.list).toEqual([1, 2]);
  });
  it("refuse a path that leads nowhere", () => {
    expect(() => applyPatch({}, [{ op: "add", path: "/a/b", value: 1 }])).toThrow("leads nowhere");
  });
  it("never reach a prototype", () => {
    expect(() => applyPatch({}, [{ op: "add", path: "/__proto__/x", value: 1 }])).toThrow("leads nowhere");
    expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
  });
});

describe("JSON text", () => {
  it("keeps big integers exact, with and without indent", () => {
    const value = { a: 9223372036854775807n, b: ["\u0000int:5", undefined], c: {}, d: undefined };
    expect(stringifyJson(value)).toBe('{"a":9223372036854775807,"b":["\\u0000int:5",null],"c":{}}');
    expect(stringifyJson({ a: [1n] }, 2)).toBe('{\n  "a": [\n    1\n  ]\n}');
  });
});

describe("versions", () => {
  it.each([
    ["v1.31.4-gke.100", "1.31"],
    ["1.9", "1.9"],
    ["1.31+", "1.31"],
    ["latest", undefined],
    ["1.31rc", "1.31"],
  ])("%s is %s", (text, minor) => expect(parseMinor(text)).toBe(minor));
  it("1.9 is older than 1.10", () => expect(compareMinor("1.9", "1.10")).toBeLessThan(0));
});

describe("names", () => {
  it("suggests the closest first", () =>
    expect(nearest("privilged", ["privileges", "privileged", "image"])).toEqual(["privileged", "privileges"]));
  it("takes letters that changed places for one mistake", () => {
    expect(nearest("scna", ["scan", "scent"])).toEqual(["scan"]);
    expect(nearest("nsca", ["scan"])).toEqual([]);
  });
  it("suggests nothing far away", () => expect(didYouMean("zebra", ["privileged"])).toBe(""));
  it("leaves placeholders without a value visible", () => expect(renderMessage("{a} {b}", { a: 1 })).toBe("1 {b}"));
});
