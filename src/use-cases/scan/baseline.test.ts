// Baselines: written, read again, kept through what happens to clusters, and refused when they are broken.
import { describe, expect, it } from "vitest";
import { scanChecks, scanOptions } from "../../../test/fixtures/scan-checks.ts";
import { PlimsollError, type Report } from "../../core/index.ts";
import {
  container,
  deployment,
  modelOf,
  pod,
  service,
  serviceAccount,
  type ModelTraits,
  type RawObject,
} from "../../testing/index.ts";
import {
  baselineOf,
  formatBaseline,
  gate,
  parseBaseline,
  parseWaivers,
  scan,
  type Baseline,
  type ScanOptions,
} from "./index.ts";

const open = { securityContext: { privileged: true } };
const side = container({ name: "side" });

function web(containers = [container(open)], apiVersion = "apps/v1"): RawObject {
  return deployment({ apiVersion, metadata: { name: "web" }, spec: { template: { spec: { containers } } } });
}

function webPod(name: string, containers = [container(open)]): RawObject {
  return pod({
    metadata: {
      name,
      labels: { "pod-template-hash": "abc" },
      ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "web-abc", uid: "1", controller: true }],
    },
    spec: { containers },
  });
}

function scanned(objects: readonly RawObject[], options: Partial<ScanOptions> = {}, traits: ModelTraits = {}): Report {
  return scan(modelOf(objects, traits), scanChecks, { ...scanOptions, ...options }).data;
}

function written(objects: readonly RawObject[]): Baseline {
  return parseBaseline(formatBaseline(baselineOf(scanned(objects).findings)), "b.json");
}

function unsuppressed(objects: readonly RawObject[], baseline: Baseline): string[] {
  const { findings } = scanned(objects, { baseline });
  return findings
    .filter(({ outcome, suppression }) => outcome !== "pass" && suppression === undefined)
    .map(({ message }) => message);
}

describe("a baseline accepts", () => {
  const baseline = written([web()]);
  it.each<[string, RawObject[]]>([
    ["what was there", [web()]],
    ["a container that moved", [web([side, container(open)])]],
    ["pods of the same Deployment, by any name", [webPod("web-abc-zzzzz"), webPod("web-abc-yyyyy")]],
    ["an upgraded API version", [web([container(open)], "extensions/v1beta1")]],
    ["another image", [web([container({ ...open, image: "other:2" })])]],
  ])("%s", (_what, objects) => expect(unsuppressed(objects, baseline)).toEqual([]));

  it.each<[string, RawObject[]]>([
    ["another container", [web([container(open), container({ ...open, name: "new" })])]],
    ["another check", [web(), service()]],
    ["another object", [web(), pod({ metadata: { name: "p" }, spec: { containers: [container(open)] } })]],
  ])("not %s", (_what, objects) => expect(unsuppressed(objects, baseline)).toHaveLength(1));

  it("marks what it accepts, and the gate opens", () => {
    const report = scanned([web()], { baseline });
    expect(report.findings[0]?.suppression).toEqual({ kind: "baseline", reason: "in the baseline" });
    expect(report.baseline).toEqual({ entries: 1, matched: 1, gone: [] });
    expect(report.fixFirst).toEqual([]);
    expect(gate(report, { failOn: "info", strict: false }).exitCode).toBe(0);
  });

  it("what is unknown, but not a failure in its place", () => {
    const undecided = written([serviceAccount()]);
    expect(unsuppressed([serviceAccount()], undecided)).toEqual([]);
    const [entry] = baseline.findings;
    if (entry === undefined) throw new Error("no entry");
    expect(unsuppressed([web()], { findings: [{ ...entry, outcome: "unknown" }] })).toHaveLength(1);
  });
});

describe("findings that are gone", () => {
  const baseline = written([web(), service()]);
  const gone = (
    objects: readonly RawObject[],
    options: Partial<ScanOptions> = {},
    traits: ModelTraits = {},
  ): string[] =>
    (scanned(objects, { baseline, ...options }, traits).baseline?.gone ?? []).map(
      ({ check, object }) => `${check} ${object}`,
    );

  it("are told", () => expect(gone([web()])).toEqual(["unguarded Service shop/service"]));
  it("are told of checks there are no longer", () => {
    const old = {
      findings: baseline.findings.map((entry) => ({
        ...entry,
        check: `old-${entry.check}x`,
        fingerprint: entry.fingerprint.replaceAll(/./g, "0"),
      })),
    };
    expect(gone([], { baseline: old })).toHaveLength(1);
  });
  it("are not those that are waived now", () => {
    const waivers = parseWaivers("waivers: [{check: unguarded, object: {name: service}, reason: r}]", "w.yaml");
    expect(gone([web(), service()], { waivers })).toEqual([]);
  });
  it("are not those that could not be seen", () => {
    expect(gone([web()], {}, { missing: ["services"] })).toEqual([]);
    expect(gone([web()], {}, { partial: { services: ["shop"] } })).toEqual([]);
  });
  it("are not those of checks that did not run", () => {
    const report = scan(modelOf([web()]), scanChecks.slice(0, 1), {
      ...scanOptions,
      baseline,
      catalogue: scanChecks,
    }).data;
    expect(report.baseline?.gone).toEqual([]);
  });
  it("leave the baseline when it is written anew, and what it accepted stays", () => {
    const again = baselineOf(scanned([web()], { baseline }).findings);
    expect(again.findings.map(({ check }) => check)).toEqual(["privileged"]);
  });
});

describe("the text of a baseline", () => {
  const objects = [web(), service({ metadata: { name: "b" } }), service({ metadata: { name: "a" } }), serviceAccount()];
  const text = formatBaseline(baselineOf(scanned(objects).findings));

  it("is one finding a line, by check and object, equal in any order of the input", () => {
    expect(
      text
        .split("\n")
        .slice(4, 8)
        .map((line) => line.replace(/^ {4}\{"fingerprint":"[0-9a-f]{32}",/, "")),
    ).toEqual([
      '"check":"privileged","outcome":"fail","object":"Deployment shop/web","path":"spec.template.spec.containers[0].securityContext.privileged","message":"container web runs privileged"},',
      '"check":"undecided","outcome":"unknown","object":"ServiceAccount shop/serviceaccount","message":"cannot be told"},',
      '"check":"unguarded","outcome":"fail","object":"Service shop/a","message":"no policy in shop"},',
      '"check":"unguarded","outcome":"fail","object":"Service shop/b","message":"no policy in shop"}',
    ]);
    expect(formatBaseline(baselineOf(scanned([...objects].reverse()).findings))).toBe(text);
  });
  it("leaves out what a waiver excuses", () => {
    const waivers = parseWaivers("waivers: [{check: privileged, object: {name: web}, reason: r}]", "w.yaml");
    expect(baselineOf(scanned([web()], { waivers }).findings).findings).toEqual([]);
  });
  it("can be empty", () => expect(parseBaseline(formatBaseline({ findings: [] }), "b.json")).toEqual({ findings: [] }));
});

describe("a baseline that cannot be used", () => {
  const head = '{\n"apiVersion": "plimsoll/v1",\n"kind": "Baseline",\n"findings": ';
  const entry = (change: object): string =>
    `${head}[\n${JSON.stringify({ fingerprint: "0".repeat(32), check: "c", outcome: "fail", object: "o", message: "m", ...change })}]}`;
  it.each<[string, string, number | undefined, RegExp]>([
    ["empty", " \n", undefined, /b\.json is empty/],
    ["cut off", `${head}[`, undefined, /cannot be read/],
    ["a list", "[]", 1, /must be a mapping/],
    ["text", '"x"', 1, /must be a mapping/],
    [
      "of another version",
      '{"apiVersion": "plimsoll/v2", "kind": "Baseline", "findings": []}',
      1,
      /apiVersion must be plimsoll\/v1, not "plimsoll\/v2"/,
    ],
    [
      "of another kind",
      '{"apiVersion": "plimsoll/v1",\n"kind": "ScanReport", "findings": []}',
      2,
      /kind is not|kind must be Baseline/,
    ],
    ["without a version", '{"kind": "Baseline", "findings": []}', 1, /apiVersion must be set/],
    ["without a list", `${head}{}}`, 4, /findings must be a list/],
    ["with an unknown key", '{"apiVersion": "plimsoll/v1", "kind": "Baseline", "finding": []}', 1, /"findings"/],
    ["with text for an entry", `${head}["a"]}`, 4, /findings\[0\] must be a mapping/],
    [
      "with a short fingerprint",
      entry({ fingerprint: "abc" }),
      5,
      /findings\[0\]\.fingerprint must be 32 hexadecimal digits/,
    ],
    ["with a number for text", entry({ check: 5 }), 5, /check must be text/],
    ["without a message", entry({ message: null }), 5, /message must be set/],
    ["with a pass", entry({ outcome: "pass" }), 5, /outcome must be fail or unknown/],
    ["with a prototype's name", `${head}[{"__proto__": {"fingerprint": "x"}}]}`, 4, /__proto__ is not a key/],
    ["nested without end", "[".repeat(100_000), undefined, /cannot be read|must be a mapping/],
    ["binary", "\u0000\u0001{", undefined, /cannot be read/],
  ])("%s", (_what, text, line, message) => {
    let thrown: unknown;
    try {
      parseBaseline(text, "b.json");
    } catch (error) {
      thrown = error;
    }
    if (!(thrown instanceof PlimsollError)) throw new Error(`not a PlimsollError: ${String(thrown)}`);
    expect(thrown.code).toBe("PLIMSOLL_BASELINE_INVALID");
    expect(thrown.message).toMatch(message);
    expect(thrown.message).toContain("b.json");
    if (line !== undefined) expect(thrown.location).toMatchObject({ file: "b.json", line });
  });
});
