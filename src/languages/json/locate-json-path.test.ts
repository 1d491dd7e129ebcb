// Field paths back to JSON text.
import { describe, expect, it } from "vitest";
import { parsePath } from "../../core/index.ts";
import { locateJsonPath } from "./locate-json-path.ts";

const text = '{"metadata":{"name":"x"},"spec":{"containers":[{"image":"a"}, {"image":"b","image":"c"}]}}';

describe("locateJsonPath", () => {
  it.each([
    ["", "{"],
    ["metadata.name", '"name"'],
    ["spec.containers[0].image", '"image":"a"'],
    ["spec.containers[1]", '{"image":"b"'],
    ["spec.containers[1].image", '"image":"c"'],
    ["spec.containers[2].image", '"containers"'],
    ["spec.containers[0].securityContext.privileged", '{"image":"a"'],
    ["metadata[0]", '"metadata"'],
  ])("%s", (path, expected) => {
    expect(text.slice(locateJsonPath(text, parsePath(path)))).toSatisfy((rest: string) => rest.startsWith(expected));
  });

  it("is the beginning of text that cannot be read", () => {
    expect(locateJsonPath('{"a":', ["a", "b"])).toBe(0);
  });
});
