// Shell completion: what is suggested, and the scripts.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { run } from "../../test/fixtures/command-line.ts";
import { checks } from "../checks/index.ts";
import { areas } from "./areas.ts";

// The completion package prints by console.log.
let printed: string[];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
});
afterEach(() => vi.restoreAllMocks());

const onlyOurs = ":4";
const filesToo = ":0";

async function suggested(
  ...words: readonly string[]
): Promise<{ readonly values: readonly string[]; readonly directive: string }> {
  expect(await run(["complete", "--", ...words])).toEqual({ exitCode: 0, out: "", err: "" });
  const lines = printed.flatMap((text) => text.split("\n"));
  printed = [];
  return { values: lines.slice(0, -1).map((line) => line.split("\t")[0] ?? ""), directive: lines.at(-1) ?? "" };
}

describe("suggestions", () => {
  it.each<[readonly string[], readonly string[]]>([
    [[""], ["scan", "explain", "checks", "snapshot", ...areas.map(({ name }) => name), "completion", "help"]],
    [["sn"], ["snapshot"]],
    [
      ["snapshot", ""],
      ["save", "show", "diff", "help"],
    ],
    [
      ["scan", "--fail-on", ""],
      ["critical", "high", "medium", "low", "info", "none"],
    ],
    [["scan", "--fail-on", "h"], ["high"]],
    [
      ["scan", "--group-by", ""],
      ["owner", "check"],
    ],
    [["scan", "--domain", "wo"], ["workloads"]],
    [["scan", "--check", "pss-priv"], ["pss-privileged"]],
    [["scan", "--skip", "pss-priv"], ["pss-privileged"]],
    [["scan", "-o", "js"], ["json"]],
    [["checks", "--severity", "c"], ["critical"]],
    [["explain", "pss-priv"], ["pss-privileged"]],
    [["completion", "b"], ["bash"]],
    [["scan", "--kubec"], ["--kubeconfig"]],
  ])("for %j", async (words, values) => {
    expect(await suggested(...words)).toEqual({ values, directive: onlyOurs });
  });

  it("are all checks after --check", async () => {
    expect((await suggested("scan", "--check", "")).values).toEqual(checks.map(({ id }) => id));
  });

  it.each([[["scan", ""]], [["scan", "man"]], [["scan", "--baseline", ""]], [["snapshot", "show", ""]]])(
    "for %j are names of files, which the shell knows",
    async (words) => expect(await suggested(...words)).toEqual({ values: [], directive: filesToo }),
  );
});

describe("scripts", () => {
  it.each([
    ["bash", "complete -F __plimsoll_complete plimsoll"],
    ["zsh", "#compdef plimsoll"],
    ["fish", "complete -c plimsoll"],
    ["powershell", "Register-ArgumentCompleter"],
  ])("for %s", async (shell, line) => {
    const { exitCode, out, err } = await run(["completion", shell]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
    expect(printed.join("\n")).toContain(line);
    expect(out).toBe(shell === "bash" ? "complete -o default -F __plimsoll_complete plimsoll\n" : "");
  });
});
