// How cases of other tools are compared, and that the maps name checks there are.
import { describe, expect, it } from "vitest";
import { checks } from "../../src/checks/index.ts";
import { compare, summary } from "./agreement.ts";
import { tools, type Case, type Tool } from "./tools.ts";

const pod = (privileged: boolean): object => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web" },
  spec: { containers: [{ name: "web", image: "web", securityContext: { privileged } }] },
});

async function* all(cases: readonly Case[]): AsyncGenerator<Case> {
  yield* cases;
}

describe("a case", () => {
  const tool: Tool = {
    name: "theirs",
    map: { loud: ["pss-privileged"] },
    read: () => ({ check: "", name: "", expect: "", objects: [] }),
  };
  it.each<[string, string, string, readonly unknown[]]>([
    ["agree", "loud", "fail", [pod(true)]],
    ["agree", "loud", "pass", [pod(false)]],
    ["stricter", "loud", "pass", [pod(true)]],
    ["missed", "loud", "fail", [pod(false)]],
    ["unmapped", "other", "fail", [pod(true)]],
    ["unmapped", "loud", "skip", [pod(true)]],
    ["unmapped", "loud", "fail", [{ kind: "NodeInfo" }]],
  ])("is %s", async (verdict, check, expected, objects) => {
    const compared = await compare(tool, all([{ check, name: "case", expect: expected, objects }]));
    expect(compared.map((one) => one.verdict)).toEqual([verdict]);
    expect(summary("theirs", compared)).toContain(`1 ${verdict}`);
  });
});

describe("the map of", () => {
  it.each(tools.map(({ name, map }) => [name, map] as const))("%s names checks there are", (_name, map) => {
    const ids = new Set(checks.map(({ id }) => id));
    expect(Object.keys(map).length).toBeGreaterThan(10);
    expect(
      Object.values(map)
        .flat()
        .filter((id) => !ids.has(id)),
    ).toEqual([]);
  });
});
