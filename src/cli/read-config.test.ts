// Configuration: defaults < file < environment < flags, and every mistake told with its place.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { privilegedDeployment, run, scanReport, WorkFolder } from "../../test/fixtures/command-line.ts";
import { configKeys, environmentName } from "./config-keys.ts";
import { readConfig } from "./read-config.ts";

let folder: WorkFolder;
beforeEach(() => {
  folder = new WorkFolder();
});
afterEach(() => folder.remove());

const defaults = Object.fromEntries(Object.entries(configKeys).map(([name, { fallback }]) => [name, fallback]));

describe("the configuration", () => {
  it("is the defaults where nothing is said", () => {
    expect(readConfig(undefined, {}, {})).toEqual(defaults);
  });

  it.each<[string, string, string | undefined, string | undefined, string]>([
    ["default", "", undefined, undefined, "high"],
    ["file before default", "failOn: low", undefined, undefined, "low"],
    ["environment before file", "failOn: low", "medium", undefined, "medium"],
    ["flag before environment", "failOn: low", "medium", "none", "none"],
    ["flag before file", "failOn: low", undefined, "critical", "critical"],
    ["an empty variable says nothing", "failOn: low", "", undefined, "low"],
  ])("%s", (_what, text, variable, flag, expected) => {
    const file = folder.write("plimsoll.config.yaml", text);
    const env = variable === undefined ? {} : { PLIMSOLL_FAIL_ON: variable };
    expect(readConfig(file, env, { failOn: flag }).failOn).toBe(expected);
  });

  it("reads every key from a file, YAML or JSON", () => {
    const given = {
      check: ["a"],
      skip: ["b", "c"],
      domain: ["images"],
      checks: { "pss-privileged": { severity: "low", options: { x: 1 } }, "image-tag-mutable": { severity: "off" } },
      plugins: ["./p.mjs"],
      failOn: "medium",
      strict: true,
      baseline: "b.json",
      waivers: "w.yaml",
      annotationWaivers: false,
      output: ["json"],
      outputDir: "out",
      reportPrefix: "nightly",
      groupBy: "check",
      kubernetesVersion: "1.36",
      secrets: true,
      complete: true,
    };
    expect(Object.keys(given).sort()).toEqual(Object.keys(configKeys).sort());
    expect(readConfig(folder.write("c.json", JSON.stringify(given)), {}, {})).toEqual(given);
  });

  it("reads every key but checks from the environment", () => {
    const texts = { text: "x", truth: "true", list: "a,b", choice: "none", checks: "{}" } as const;
    const values = { text: "x", truth: true, list: ["a", "b"], choice: "none", checks: {} } as const;
    for (const [name, { type, ...key }] of Object.entries(configKeys)) {
      const text = "choices" in key ? (key.choices.at(-1) ?? "") : texts[type];
      const config: Readonly<Record<string, unknown>> = {
        ...readConfig(undefined, { [environmentName(name)]: text }, {}),
      };
      expect(config[name], name).toEqual("choices" in key ? text : values[type]);
    }
  });

  it("takes a bare off for what it says", () => {
    const file = folder.write("c.yaml", "checks:\n  pss-privileged: { severity: off }\n");
    expect(readConfig(file, {}, {}).checks).toEqual({ "pss-privileged": { severity: "off" } });
  });
});

describe("a mistake in the file", () => {
  it.each<[string, RegExp]>([
    ["strict: true\nfailOnn: high\n", /c\.yaml:2: `failOnn` is not a configuration key.*\n.*Did you mean "failOn"\?/],
    ["__proto__: 1\n", /c\.yaml:1: `__proto__` is not a configuration key/],
    ["constructor: 1\n", /c\.yaml:1: `constructor` is not a configuration key/],
    ["\n\nfailOn: hihg\n", /c\.yaml:3: `failOn` must be one of critical, high/],
    ["strict: 1\n", /c\.yaml:1: `strict` must be true or false/],
    ["output: json\n", /c\.yaml:1: `output` must be a list of texts/],
    ["baseline: [a]\n", /c\.yaml:1: `baseline` must be text/],
    ["kubernetesVersion: 1.36\n", /c\.yaml:1: `kubernetesVersion` must be text/],
    ["checks: []\n", /`checks` must map check ids/],
    ["checks: { pss-privileged: off }\n", /`checks\.pss-privileged` must be a mapping/],
    [
      "checks: { pss-privileged: { severty: low } }\n",
      /`checks\.pss-privileged\.severty` is not known.*\n.*"severity"/,
    ],
    ["checks: { pss-privileged: { severity: worst } }\n", /severity` is "worst".*\n.*critical, high/],
    ["checks: { pss-privileged: { options: [] } }\n", /options` must be a mapping/],
    ["checks: { pss-privilegd: { severity: low } }\n", /no check "pss-privilegd"\. Did you mean "pss-privileged"/],
    [
      "checks: { image-registry-not-allowed: { options: { registrys: [] } } }\n",
      /no option "registrys"\. Did you mean "registries"/,
    ],
    ["a: [\n", /c\.yaml:2:1: .*PLIMSOLL_CONFIG/],
    ["- a\n", /c\.yaml:1: the file must hold a mapping/],
    ["strict: true\n---\nstrict: false\n", /more than one document/],
  ])("%j", async (text, message) => {
    const { exitCode, out, err } = await run(["scan", "--sample", "--config", folder.write("c.yaml", text)]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(message);
    expect(err).not.toContain("PLIMSOLL_INTERNAL");
  });

  it("is that the file is not there", async () => {
    const { exitCode, err } = await run(["scan", "--sample", "--config", folder.file("none.yaml")]);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/none\.yaml cannot be read.*PLIMSOLL_CONFIG/);
  });
});

describe("a mistake in the environment", () => {
  it.each<[string, string, RegExp]>([
    ["PLIMSOLL_FAIL_ON", "hihg", /error: PLIMSOLL_FAIL_ON: `failOn` must be one of critical, high/],
    ["PLIMSOLL_STRICT", "1", /error: PLIMSOLL_STRICT: `strict` must be true or false/],
    ["PLIMSOLL_GROUP_BY", "team", /error: PLIMSOLL_GROUP_BY: `groupBy` must be one of owner, check/],
    ["PLIMSOLL_OUTPUT", "jsonn", /"jsonn" is not an output format/],
  ])("%s=%s", async (name, value, message) => {
    const { exitCode, out, err } = await run("scan --sample", { env: { [name]: value } });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(message);
  });
});

describe("checks in the configuration", () => {
  it("change severity, turn off, and take options", async () => {
    const manifest = folder.write("web.yaml", privilegedDeployment);
    const config = `checks:
  pss-privileged: { severity: low }
  image-tag-mutable: { severity: "off" }
  image-registry-not-allowed: { options: { registries: [other.example] } }
`;
    const report = await scanReport([manifest, "--config", folder.write("c.yaml", config)]);
    const severities = Object.fromEntries(report.findings.map(({ check, severity }) => [check, severity]));
    expect(severities).toMatchObject({ "pss-privileged": "low", "image-registry-not-allowed": expect.any(String) });
    expect(severities).not.toHaveProperty("image-tag-mutable");
    expect(report.exitCode).toBe(severities["image-registry-not-allowed"] === "high" ? 1 : 0);
  });
});

describe("plugins", () => {
  const check = (id: string): string => `{
  id: "${id}", domain: "workloads", title: "Has a name", severity: "low", rationale: "r", remediation: "m",
  references: ["https://example.com"], reads: [{ part: "configmaps", as: "each" }], messages: { named: "is named" },
  *run() {},
}`;

  it.each<[string, string, RegExp]>([
    ["is not there", "", /the plugin .* cannot be loaded: .*PLIMSOLL_CONFIG/],
    ["does not parse", "export const = 1", /cannot be loaded/],
    ["throws", "throw new Error('at once')", /cannot be loaded: at once/],
    ["exports nothing", "export const x = 1;", /does not export a list of checks/],
    ["exports what is no check", "export const checks = [{ id: 'x' }];", /does not export a list of checks/],
    [
      "takes an id that is taken",
      `export const checks = [${check("pss-privileged")}];`,
      /"pss-privileged" has an id that is taken/,
    ],
    [
      "has one id twice",
      `export const checks = [${check("mine")}, ${check("mine")}];`,
      /"mine" has an id that is taken/,
    ],
  ])("one that %s is an error", async (_what, text, message) => {
    if (text !== "") folder.write("p.mjs", text);
    const config = folder.write("c.json", JSON.stringify({ plugins: [folder.file("p.mjs")] }));
    const { exitCode, out, err } = await run(["scan", "--sample", "--config", config]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(message);
    expect(err).not.toContain("PLIMSOLL_INTERNAL");
  });
});
