// Waivers: what they excuse, until when, and what is told of them.
import { describe, expect, it } from "vitest";
import { scanChecks, scanOptions } from "../../../test/fixtures/scan-checks.ts";
import type { Report, ReportFinding } from "../../core/index.ts";
import { keepsAnnotation } from "../../facts/kept-literals/index.ts";
import type { ClusterModel } from "../../model/index.ts";
import {
  container,
  deployment,
  modelOf,
  pod,
  service,
  serviceAccount,
  type ModelTraits,
  type RawObject,
  type Tweak,
} from "../../testing/index.ts";
import { parseAnnotation } from "./annotation-waivers.ts";
import { parseWaivers, scan, type ScanOptions } from "./index.ts";

const open = { securityContext: { privileged: true } };

function web(tweak: Tweak = {}, annotations: Tweak = {}): RawObject {
  return deployment({
    metadata: { name: "web", annotations },
    spec: { template: { spec: { containers: [container({ name: "side" }), container(open)] } } },
    ...tweak,
  });
}

function report(model: ClusterModel, text: string | undefined, options: Partial<ScanOptions> = {}): Report {
  const waivers = text === undefined ? {} : { waivers: parseWaivers(text, "w.yaml") };
  return scan(model, options.catalogue === undefined ? scanChecks : [], { ...scanOptions, ...waivers, ...options })
    .data;
}

function waived(
  model: ClusterModel,
  text: string | undefined,
  options: Partial<ScanOptions> = {},
): ReportFinding["suppression"][] {
  return report(model, text, options).findings.flatMap(({ outcome, suppression }) =>
    outcome === "pass" ? [] : [suppression],
  );
}

const waiver = (object: string, rest = ""): string =>
  `waivers:\n  - {check: privileged, object: ${object}, reason: needed${rest}}\n`;
const excused = { kind: "waiver", reason: "needed" };

describe("a waiver of a file excuses", () => {
  it.each<[string, string]>([
    ["by kind, namespace and name", "{kind: Deployment, namespace: shop, name: web}"],
    ["by name alone", "{name: web}"],
    ["by patterns", '{namespace: "sh*", name: "*e*"}'],
    ["by kind alone", "{kind: Deployment}"],
  ])("%s", (_what, object) => expect(waived(modelOf([web()]), waiver(object))).toEqual([excused]));

  it.each<[string, string]>([
    ["another name", "{name: we}"],
    ["a pattern that does not fit", '{name: "w*x"}'],
    ["another namespace", "{namespace: other, name: web}"],
    ["another kind", "{kind: Pod, name: web}"],
    ["a pattern read as a regular expression", "{name: w.b}"],
  ])("nothing by %s", (_what, object) => expect(waived(modelOf([web()]), waiver(object))).toEqual([undefined]));

  it.each<[string, boolean]>([
    ["spec.containers[web]", true],
    ["spec.containers[web].securityContext.privileged", true],
    ["spec.template.spec.containers[1].securityContext", true],
    ["spec.containers[*].securityContext.privileged", true],
    ["spec.containers[side]", false],
    ["spec.containers[we]", false],
    ["spec.containers[web].security", false],
  ])("by path %s: %s", (path, expected) => {
    expect(waived(modelOf([web()]), waiver("{name: web}", `, path: "${path}"`))).toEqual([
      expected ? excused : undefined,
    ]);
  });

  it("by the owner of the object, and by a former name of the check", () => {
    const owned = pod({
      metadata: {
        name: "web-abc-1",
        labels: { "pod-template-hash": "abc" },
        ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "web-abc", uid: "1", controller: true }],
      },
      spec: { containers: [container(open)] },
    });
    const text = "waivers: [{check: old-privileged, object: {kind: Deployment, name: web}, reason: needed}]";
    expect(waived(modelOf([owned]), text)).toEqual([excused]);
  });

  it("cluster-scoped objects only without a namespace, and files", () => {
    const broken = { ...modelOf([]), problems: [{ message: "m", location: { file: "a.yaml", line: 1 } }] };
    const text = (object: string): string => `waivers: [{check: input-readable, object: ${object}, reason: needed}]`;
    expect(waived(broken, text('{kind: File, name: "*.yaml"}'))).toEqual([excused]);
    expect(waived(broken, text('{namespace: "*", name: a.yaml}'))).toEqual([undefined]);
  });

  it("what is unknown too", () => {
    const text = "waivers: [{check: undecided, object: {name: serviceaccount}, reason: needed}]";
    expect(waived(modelOf([serviceAccount()]), text)).toEqual([excused]);
  });

  it("and never a pass", () => {
    const { findings } = report(modelOf([pod()]), waiver("{name: web}"));
    expect(findings.map(({ outcome, suppression }) => [outcome, suppression])).toEqual([["pass", undefined]]);
  });
});

describe("expiry", () => {
  const text = waiver("{name: web}", ", expires: 2026-11-23");
  it.each<[string, boolean]>([
    ["2026-11-23T00:00:00Z", true],
    ["2026-11-23T23:59:59Z", true],
    ["2026-11-24T00:00:00Z", false],
    ["2026-11-24T01:00:00+02:00", true],
    ["2026-11-23T23:00:00-02:00", false],
  ])("at %s a waiver through 2026-11-23 holds: %s", (asOf, holds) => {
    const expected = holds ? { ...excused, expires: "2026-11-23" } : undefined;
    expect(waived(modelOf([web()], { asOf }), text)).toEqual([expected]);
  });
  it("is told, with the line and what it no longer excuses", () => {
    const { waivers } = report(modelOf([web()], { asOf: "2027-01-01T00:00:00Z" }), text);
    expect(waivers).toEqual([
      {
        kind: "expired",
        text: "waiver of privileged for any object web ended after 2026-11-23; it no longer excuses 1 finding",
        location: { file: "w.yaml", line: 2, column: 5 },
      },
    ]);
  });
  it("leaves room for a waiver that still holds", () => {
    const two = `${text}  - {check: privileged, object: {kind: Deployment}, reason: still}\n`;
    expect(waived(modelOf([web()], { asOf: "2027-01-01T00:00:00Z" }), two)).toEqual([
      { kind: "waiver", reason: "still" },
    ]);
  });
});

describe("what is told of waivers", () => {
  const unused = "waivers:\n- {check: privileged, object: {kind: Pod, namespace: shop, name: gone}, reason: r}\n";
  it("names the unused", () => {
    expect(report(modelOf([web()]), unused).waivers).toEqual([
      {
        kind: "unused",
        text: "waiver of privileged for Pod shop/gone excuses nothing: no such finding is left",
        location: { file: "w.yaml", line: 2, column: 3 },
      },
    ]);
  });
  it("names checks there are not, and those that come close", () => {
    const text = "waivers: [{check: privilged, object: {name: web}, reason: r}]";
    expect(report(modelOf([web()]), text).waivers).toMatchObject([
      {
        kind: "invalid",
        text: 'waiver of privilged for any object web: there is no check "privilged". Did you mean "privileged"?',
      },
    ]);
  });
  it.each<[string, ModelTraits, Partial<ScanOptions>]>([
    ["of a check that did not run", {}, { catalogue: scanChecks }],
    ["where the check could not see everything", { partial: { pods: ["other"] } }, {}],
  ])("is nothing %s", (_what, traits, options) =>
    expect(report(modelOf([web()], traits), unused, options).waivers).toEqual([]),
  );
  it("is nothing of a waiver that shares its finding with another", () => {
    const two = `${waiver("{name: web}")}  - {check: privileged, object: {kind: Deployment}, reason: also}\n`;
    expect(report(modelOf([web()]), two).waivers).toEqual([]);
  });
  it("stays quick with very many", () => {
    const many = Array.from(
      { length: 10_000 },
      (_, index) => `- {check: privileged, object: {name: n${index}}, reason: r}`,
    );
    const { waivers } = report(modelOf([web()]), `waivers:\n${many.join("\n")}\n`);
    expect(waivers).toHaveLength(10_000);
    expect(waivers.filter(({ location }) => location !== undefined)).toHaveLength(100);
  });
});

describe("an annotation", () => {
  const key = "plimsoll.dev/waive.privileged";
  it("on the object excuses", () => {
    const model = modelOf([web({}, { [key]: "needed; expires=2099-01-31; owner=us" })]);
    expect(waived(model, undefined)).toEqual([{ ...excused, expires: "2099-01-31" }]);
    expect(waived(model, undefined, { annotationWaivers: false })).toEqual([undefined]);
  });
  it("on the pod template excuses, on every pod of it once", () => {
    const template = {
      metadata: { labels: { app: "web" }, annotations: { [key]: "needed" } },
      spec: { containers: [container(open)] },
    };
    expect(waived(modelOf([deployment({ spec: { template } })]), undefined)).toEqual([excused]);
    const pods = ["a", "b"].map((name) =>
      pod({
        ...template,
        metadata: {
          ...template.metadata,
          name,
          ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "w-1", uid: "1", controller: true }],
        },
      }),
    );
    const expired = pods.map((one) => ({
      ...one,
      metadata: { ...one.metadata, annotations: { [key]: "old; expires=2020-01-01" } },
    }));
    expect(waived(modelOf(pods), undefined)).toEqual([excused]);
    const text = /ended after 2020-01-01; it no longer excuses 1 finding$/;
    expect(report(modelOf(expired), undefined).waivers).toEqual([
      { kind: "expired", text: expect.stringMatching(text) },
    ]);
  });
  it("on one object excuses no other", () => {
    const other = web({ metadata: { name: "other", namespace: "shop" } });
    expect(waived(modelOf([web({}, { [key]: "needed" }), other]), undefined)).toEqual([undefined, excused]);
  });
  it("by path excuses that path only", () => {
    expect(waived(modelOf([web({}, { [key]: "needed; path=spec.containers[web]" })]), undefined)).toEqual([excused]);
    expect(waived(modelOf([web({}, { [key]: "needed; path=spec.containers[side]" })]), undefined)).toEqual([undefined]);
  });
  it.each<[string, string, string, RegExp]>([
    ["without a reason", key, "expires=2099-01-31", /excuses nothing: it must begin with a reason/],
    [
      "with an unknown setting",
      key,
      "r; expire=2099-01-31",
      /"expire=2099-01-31" is none of expires=, owner=, path=\. Did you mean "expires"/,
    ],
    ["with an impossible day", key, "r; expires=2026-02-30", /such as 2027-01-31, not "2026-02-30"/],
    ["for an unknown check", "plimsoll.dev/waive.privilege", "r", /there is no check "privilege"/],
  ])("%s is told and excuses nothing", (_what, name, text, expected) => {
    const model = modelOf([web({}, { [name]: text })]);
    expect(waived(model, undefined)).toEqual([undefined]);
    const { waivers } = report({ ...model, locate: () => ({ file: "a.yaml", line: 5 }) }, undefined);
    expect(waivers).toMatchObject([{ kind: "invalid", location: { file: "a.yaml", line: 5 } }]);
    expect(waivers[0]?.text).toMatch(expected);
  });
  it("that excuses nothing is told", () => {
    const { waivers } = report(modelOf([service({ metadata: { annotations: { [key]: "r" } } })]), undefined);
    expect(waivers).toEqual([
      {
        kind: "unused",
        text: "waiver of privileged for Service shop/service excuses nothing: no such finding is left",
      },
    ]);
  });
  it("keeps its text when the model is loaded", () => expect(keepsAnnotation(key)).toBe(true));
  it("is read as reason and settings", () => {
    expect(parseAnnotation(" because ; owner = a b ;path=spec.x;")).toEqual({
      reason: "because",
      owner: "a b",
      path: "spec.x",
    });
  });
});
