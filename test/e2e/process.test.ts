// What only a process of its own can show: pipes, the working directory, a shell that completes.
import { existsSync, mkdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { harmless, privilegedDeployment, WorkFolder } from "../fixtures/command-line.ts";
import { plimsoll, shell } from "./built-cli.ts";

let folder: WorkFolder;
beforeEach(() => {
  folder = new WorkFolder();
});
afterEach(() => folder.remove());

describe("pipes", () => {
  it("may be closed by their reader", () => {
    const { status, stdout, stderr } = shell(
      "bash",
      "plimsoll scan --sample -o json | head -c 20; echo ${PIPESTATUS[0]}",
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^\{\n {2}"apiVersion": ".{1,3}0\n$/s);
  });

  it("are read to their end for -, and exit codes come through", () => {
    folder.write("web.yaml", privilegedDeployment);
    const bad = shell("bash", "cat web.yaml | plimsoll scan - -o json", folder.path);
    expect(bad.status).toBe(1);
    expect(JSON.parse(bad.stdout)).toMatchObject({ input: { objects: 1, label: "-" } });
    expect(plimsoll(["scan", "-"], { input: harmless }).status).toBe(0);
    expect(plimsoll(["scan", "-"]).status).toBe(2);
  });

  it("get no colour and no progress", () => {
    const { stdout, stderr } = plimsoll(["scan", "--sample"]);
    expect(stdout + stderr).not.toContain("\u001B");
    expect(plimsoll(["scan", "--sample"], { env: { FORCE_COLOR: "1" } }).stdout).toContain("\u001B[");
  });
});

describe("the working directory", () => {
  it.each([["plimsoll.config.yaml"], ["plimsoll.config.yml"], ["plimsoll.config.json"]])("may hold a %s", (name) => {
    folder.write(name, '{ "failOn": "none", "output": ["json"] }');
    folder.write("web.yaml", privilegedDeployment);
    const { status, stdout } = plimsoll(["scan", "web.yaml"], { cwd: folder.path });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ kind: "ScanReport" });
  });

  it("gives reports of -o FORMAT=FILE their place", () => {
    folder.write("web.yaml", privilegedDeployment);
    mkdirSync(folder.file("inner"));
    plimsoll(["scan", "../web.yaml", "-o", "json=r.json"], { cwd: folder.file("inner") });
    expect(JSON.parse(folder.read("inner/r.json"))).toMatchObject({ findings: expect.anything() });
  });
});

describe("no cluster", () => {
  it("is told with a hint", () => {
    const { status, stdout, stderr } = plimsoll(["scan"], { cwd: folder.path });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/PLIMSOLL_KUBECONFIG|PLIMSOLL_SOURCE_UNREACHABLE/);
    expect(stderr).toMatch(/hint: /);
  });
});

const bashCompletion = "/usr/share/bash-completion/bash_completion";
if (!existsSync(bashCompletion)) console.warn("skipped: completion in bash needs Debian's package bash-completion");

describe.skipIf(!existsSync(bashCompletion))("bash", () => {
  it.each([
    ["plimsoll scan --fail-on h", "high"],
    ["plimsoll snapshot s", "save show"],
    ["plimsoll explain pss-priv", "pss-privileged"],
    ["plimsoll scan web", ""],
  ])("completes %j", (line, expected) => {
    const words = line.split(" ");
    const script = `source ${bashCompletion}
source <(plimsoll completion bash)
complete -p plimsoll
COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; COMP_LINE="${line}"; COMP_POINT=${line.length}
compopt() { :; }
__plimsoll_complete
echo "[\${COMPREPLY[*]}]"`;
    const { stdout, stderr } = shell("bash", script);
    expect(stderr).toBe("");
    expect(stdout).toBe(`complete -o default -F __plimsoll_complete plimsoll\n[${expected}]\n`);
  });
});
