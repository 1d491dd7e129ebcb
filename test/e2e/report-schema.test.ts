// What `scan -o json` prints is valid against the committed schema, for every kind of input and with everything in use.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { privilegedDeployment, run, WorkFolder } from "../fixtures/command-line.ts";
import { dumpOf, livePod } from "../fixtures/manifest-folder.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
formats.default(ajv);
const schemaFile = join(import.meta.dirname, "../../docs/reference/report.schema.json");
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")) as object);

let folder: WorkFolder;
beforeAll(async () => {
  folder = new WorkFolder();
  folder.write("m/web.yaml", privilegedDeployment);
  await run(["scan", folder.file("m"), "-o", "json", "--write-baseline", folder.file("baseline.json")]);
  folder.write("m/broken.yaml", "kind: [");
  folder.write("m/more.yaml", privilegedDeployment.replace("name: web", "name: more"));
  folder.write("dump.json.gz", gzipSync(JSON.stringify(dumpOf([livePod("a"), livePod("b")]))));
  const waiver = "  - check: pss-privileged\n    object: { name: more }\n    reason: known\n";
  folder.write(
    "waivers.yaml",
    `waivers:\n${waiver}${waiver.replace("more", "nobody")}${waiver}    expires: 2020-01-01\n`,
  );
});
afterAll(() => folder.remove());

describe("a report", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["of the sample", ["--sample", "-v"], ["findings", "fixFirst"]],
    ["of a folder with a broken document", ["m"], ["findings", "problems"]],
    ["of a dump", ["dump.json.gz"], ["findings"]],
    ["without its time", ["m", "--no-timestamp"], []],
    ["with a baseline and waivers", ["m", "--baseline", "baseline.json", "--waivers", "waivers.yaml"], ["waivers"]],
    ["with nothing examined", ["m", "--domain", "admission"], ["checks"]],
  ])("%s is valid", async (_what, args, filled) => {
    const paths = args.map((arg) => (/^m$|\./.test(arg) ? folder.file(arg) : arg));
    const { exitCode, out } = await run(["scan", ...paths, "-o", "json"]);
    expect(exitCode).toBeLessThan(2);
    const report = JSON.parse(out) as Readonly<Record<string, unknown>>;
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
    for (const name of filled) expect(report[name], name).not.toEqual([]);
    expect("baseline" in report).toBe(args.includes("--baseline"));
    expect("asOf" in report).toBe(!args.includes("--no-timestamp"));
  });

  it("is not valid with a field that is not in the schema", async () => {
    const report = JSON.parse((await run(["scan", folder.file("m"), "-o", "json"])).out) as object;
    expect(validate({ ...report, extra: 1 })).toBe(false);
  });
});
