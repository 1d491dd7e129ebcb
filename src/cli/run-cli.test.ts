// The command line's frame: help, usage errors, streams.
import { describe, expect, it } from "vitest";
import { run } from "../../test/fixtures/command-line.ts";
import { Command } from "commander";
import { errorCodes } from "../core/index.ts";
import { addAreas, areas } from "./areas.ts";
import type { Io } from "./io.ts";
import packageJson from "../../package.json" with { type: "json" };

/** Every command of the program, as a user types it. */
async function commandNames(): Promise<readonly string[]> {
  const program = new Command("plimsoll");
  const outcome = { exitCode: 0 } as const;
  await addAreas(program, ["completion"], {} as Io, outcome);
  const leaves = (command: Command, path: readonly string[]): readonly string[] =>
    command.commands.length === 0
      ? [path.join(" ")]
      : command.commands.flatMap((child) => leaves(child, [...path, child.name()]));
  const areas = program.commands.flatMap((area) => leaves(area, [area.name()]));
  return ["scan", "explain", "checks", "snapshot save", "snapshot show", "snapshot diff", "completion", ...areas];
}

const commands = await commandNames();

describe("help", () => {
  it.each([["--help"], ["-h"], ["help"]])("is printed for %s, with every command", async (args) => {
    const { exitCode, out, err } = await run(args);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
    for (const command of [
      "scan",
      "explain",
      "checks",
      "snapshot",
      ...areas.map(({ name }) => name),
      "completion",
      "help",
    ])
      expect(out).toMatch(new RegExp(`^ {2}${command} `, "m"));
  });

  it.each(commands)("of %s shows its usage, examples and exit codes", async (command) => {
    const { exitCode, out, err } = await run(`${command} --help`);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
    expect(out).toMatch(new RegExp(`^Usage: plimsoll ${command}[ |]`));
    expect(out).toMatch(/^Examples?:\n {2}.*plimsoll /m);
    expect(out).toMatch(/^Exit codes: 0 /m);
    expect(out).toMatch(/\b2 could not run\.$/m);
  });

  it("of a command is the same by `help` and by --help", async () => {
    expect((await run("help scan")).out).toBe((await run("scan --help")).out);
  });

  it("fits the terminal", async () => {
    const { out } = await run("scan --help", { columns: 80, outIsTerminal: true });
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("comes on standard error, with exit code 2, when nothing was asked", async () => {
    const { exitCode, out, err } = await run([]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(/^Usage: plimsoll /);
    expect(await run("snapshot")).toMatchObject({ exitCode: 2, out: "", err: expect.stringContaining("save") });
  });
});

describe("--version", () => {
  it.each([["--version"], ["-V"], ["scan --version"]])("is printed for %s", async (args) => {
    expect(await run(args)).toEqual({ exitCode: 0, out: `${packageJson.version}\n`, err: "" });
  });
});

describe("a command line that cannot be understood", () => {
  it.each<[string, RegExp]>([
    ["scna", /unknown command 'scna'.*\n.*did you mean scan\?/],
    ["help scna", /unknown command 'scna'.*\n.*Did you mean "scan"\?/],
    ["help snapsot", /unknown command 'snapsot'.*\n.*Did you mean "snapshot"\?/],
    ["snapshot svae", /unknown command 'svae'/],
    ["--bogus", /unknown option '--bogus'/],
    ["scan --fail-onn high", /unknown option '--fail-onn'.*\n.*did you mean --fail-on\?/],
    ["scan --fail-on", /--fail-on <severity>' argument missing/],
    ["scan --fail-on hihg", /'hihg' is invalid. Allowed choices are critical, high, medium, low, info, none/],
    ["scan --group-by colour", /'colour' is invalid. Allowed choices are owner, check/],
    ["checks --severity hihg", /'hihg' is invalid. Allowed choices are critical, high, medium, low, info/],
    ["explain", /missing required argument 'check'/],
    ["explain a b", /too many arguments for 'explain'/],
    ["snapshot save", /missing required argument 'file'/],
    ["completion", /missing required argument 'shell'/],
    ["completion tcsh", /'tcsh' is invalid.*zsh, bash, fish, powershell/],
    ["scan --sample -o jsonn", /"jsonn" is not an output format.*\n.*Did you mean "json"\?/],
    ["scan --sample -o json -o html", /two formats go to standard output/],
    ["scan --sample -o json -o terminal", /two formats go to standard output/],
    ["scan --sample -o json=a -o html=a", /two formats go to a/],
    ["scan --sample -o json=a,json=a", /two formats go to a/],
    ["scan --sample -o json=a,htmll=b", /"htmll" is not an output format.*\n.*Did you mean "html"\?/],
    ["scan --sample -o json=", /no file is named after "json="/],
    ["scan --sample manifests", /--sample and paths were given/],
    ["scan --sample --check pss-privilegd", /no check "pss-privilegd"\. Did you mean "pss-privileged"/],
    ["scan --sample --skip zzz*", /no check "zzz\*"/],
    ["scan --sample --domain workload", /no domain "workload"\. Did you mean "workloads"/],
    ["scan --sample --domain images --skip image-*", /no check is left to run/],
    ["scan --sample --as-of yesterday", /"yesterday" is not a time.*\n.*2026-11-23T12:00:00Z/],
    ["scan --sample --as-of 1", /"1" is not a time/],
    ["scan --sample --as-of 2026-02-30", /"2026-02-30" is not a time/],
    ["scan --sample --kubernetes-version 36", /"36" is not a Kubernetes version.*\n.*1\.36/],
    ["scan --kubeconfig /dev/null --request-timeout soon", /"soon" is not a number of seconds/],
    ["scan --kubeconfig /dev/null --request-timeout 0", /"0" is not a number of seconds/],
    ["scan --kubeconfig /no/such/config", /\/no\/such\/config: there is no such file/],
    ["explain pss-privilegd", /no check "pss-privilegd"\. Did you mean "pss-privileged"/],
    ["explain pss-privileged -o sarif", /sarif cannot show this answer/],
    ["checks --domain workload", /no domain "workload"\. Did you mean "workloads"/],
    ["snapshot show /no/such/file", /the snapshot \/no\/such\/file cannot be read/],
    ["scan /no/such/file", /\/no\/such\/file does not exist/],
  ])("%s", async (args, message) => {
    const { exitCode, out, err } = await run(args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(message);
    const code = /\((PLIMSOLL_\w+)\)$/m.exec(err)?.[1];
    if (!err.startsWith("Usage")) {
      expect(Object.keys(errorCodes)).toContain(code);
      expect(err).toMatch(/\n {2}hint: \S.*\n$/);
    }
    expect(code).not.toBe("PLIMSOLL_INTERNAL");
    expect(err).not.toMatch(/^ {4}at /m);
  });
});

describe("colours of errors", () => {
  const red = "\u001B[31merror:\u001B[0m";
  it.each<[string, Record<string, string>, boolean, boolean]>([
    ["are used on a terminal", {}, true, true],
    ["are not used elsewhere", {}, false, false],
    ["are forbidden by NO_COLOR", { NO_COLOR: "1" }, true, false],
    ["are not forbidden by an empty NO_COLOR", { NO_COLOR: "" }, true, true],
    ["are forced by FORCE_COLOR", { FORCE_COLOR: "1" }, false, true],
    ["are not forced by FORCE_COLOR=0", { FORCE_COLOR: "0" }, false, false],
    ["are forbidden by NO_COLOR before FORCE_COLOR", { NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
    ["are not used on a dumb terminal", { TERM: "dumb" }, true, false],
  ])("%s", async (_what, env, errIsTerminal, coloured) => {
    const { err } = await run("scan --sample --check nothing-like-it", { env, errIsTerminal });
    expect(err.includes(red)).toBe(coloured);
  });

  it("never come from text that was given", async () => {
    const { err } = await run(["scan", "--check", "\u001B[31mred\u0007"], {
      errIsTerminal: true,
      env: { TERM: "dumb" },
    });
    expect(err).not.toMatch(/[\u001B\u0007]/);
  });
});
