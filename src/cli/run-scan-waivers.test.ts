// plimsoll scan: waivers, of files and of the objects themselves.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { privilegedDeployment, run, scanReport, WorkFolder } from "../../test/fixtures/command-line.ts";

let folder: WorkFolder;
beforeEach(() => {
  folder = new WorkFolder();
});
afterEach(() => folder.remove());

const web = (): string => folder.write("m/web.yaml", privilegedDeployment);
const exitOf = async (...args: readonly string[]): Promise<number> =>
  (await run(["scan", folder.file("m"), "-o", "json", ...args])).exitCode;

describe("waivers", () => {
  const waiver = (expires: string): string =>
    `waivers:\n  - check: pss-privileged\n    object: { kind: Deployment, name: web }\n    reason: known\n    expires: ${expires}\n`;

  it.each<[string, string, number, RegExp]>([
    ["excuse a finding", "2026-11-23", 0, /^$/],
    ["excuse nothing any more once they have expired", "2026-11-22", 1, /note: 1 waiver needs attention/],
  ])("%s", async (_what, expires, exitCode, message) => {
    web();
    const waivers = folder.write("waivers.yaml", waiver(expires));
    const result = await run(["scan", folder.file("m"), "-o", "json", "--waivers", waivers]);
    expect(result.exitCode).toBe(exitCode);
    expect(result.err).toMatch(message);
  });

  it("go by --as-of", async () => {
    web();
    const waivers = folder.write("waivers.yaml", waiver("2026-11-30"));
    expect(await exitOf("--waivers", waivers, "--as-of", "2026-11-30")).toBe(0);
    expect(await exitOf("--waivers", waivers, "--as-of", "2026-12-01T00:00:00Z")).toBe(1);
  });

  it("on the objects themselves count, unless they are turned off", async () => {
    const annotations = '  annotations: { plimsoll.dev/waive.pss-privileged: "known; expires=2099-01-01" }\n';
    folder.write("m/web.yaml", privilegedDeployment.replace("metadata:\n", `metadata:\n${annotations}`));
    expect(await exitOf()).toBe(0);
    const off = { env: { PLIMSOLL_ANNOTATION_WAIVERS: "false" } };
    expect((await scanReport([folder.file("m")], off)).exitCode).toBe(1);
    expect(
      (await scanReport([folder.file("m"), "--config", folder.write("c.yaml", "annotationWaivers: false\n")])).exitCode,
    ).toBe(1);
  });

  it.each<[string, string, RegExp]>([
    ["missing", "", /the waiver file .* cannot be read.*PLIMSOLL_WAIVERS_INVALID/],
    [
      "without a reason",
      "waivers:\n  - check: pss-privileged\n    object: {}\n",
      /waivers\.yaml:2.*reason.*PLIMSOLL_WAIVERS_INVALID/,
    ],
  ])("that are %s are an error", async (_what, text, message) => {
    web();
    if (text !== "") folder.write("waivers.yaml", text);
    const { exitCode, out, err } = await run(["scan", folder.file("m"), "--waivers", folder.file("waivers.yaml")]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(message);
  });
});
