// Field paths back to text, also where the text had to be mended to be read.
import { describe, expect, it } from "vitest";
import { textPosition, parsePath } from "../../core/index.ts";
import { locateYamlPath } from "./locate-yaml-path.ts";

const text = [
  "# a pod",
  "metadata: {name: x, labels: {a.b/c: d}}",
  "spec:",
  "  containers:",
  "  - name: web",
  "    'image': &i nginx",
  "  - name: side",
  "    image: *i",
  '    args: ["a",',
  '"b"]',
  "    env: [",
  "{name: A}, {name: B}",
  "]",
].join("\n");

describe("locateYamlPath", () => {
  it.each([
    ["", "2:1"],
    ["metadata.name", "2:12"],
    ['metadata.labels["a.b/c"]', "2:30"],
    ["spec.containers[0].name", "5:5"],
    ["spec.containers[0].image", "6:5"],
    ["spec.containers[1]", "7:5"],
    ["spec.containers[1].image", "8:5"],
    ["spec.containers[1].args[0]", "9:12"],
    ["spec.containers[1].args[1]", "10:1"],
    ["spec.containers[1].env[1].name", "12:13"],
    ["spec.containers[1].securityContext.privileged", "7:5"],
    ["spec.containers[9].image", "4:3"],
    ["status", "2:1"],
  ])("%s", (path, expected) => {
    const { line, column } = textPosition(text, locateYamlPath(text, parsePath(path)));
    expect(`${line}:${column}`).toBe(expected);
  });

  it("is the beginning of text that cannot be read", () => {
    expect(locateYamlPath("a: [", ["a"])).toBe(0);
    expect(locateYamlPath("", ["a"])).toBe(0);
  });
});
