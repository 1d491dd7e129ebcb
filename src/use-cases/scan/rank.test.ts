// Ranks: how factors combine, what is said of what was not seen, and that the guide shows the same numbers.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ranked, refIn, web, robotWeb, everything, grant } from "../../../test/fixtures/ranked.ts";
import type { Outcome, Severity } from "../../core/index.ts";
import { container, daemonSet, modelOf, namespace, pod, service } from "../../testing/index.ts";
import { rankerOf } from "./rank.ts";
import { exposureFactors, needFactors, outcomeFactors, privilegeFactors, severityWeights } from "./rank-factors.ts";
import { scoreWeights } from "./score.ts";

describe("ranks", () => {
  it("multiply the strongest of each, not all of them", () => {
    const exposed = web({
      hostNetwork: true,
      hostPID: true,
      containers: [container({ securityContext: { privileged: true } })],
    });
    const lb = service({ spec: { type: "LoadBalancer" } });
    const { rank, rankReasons } = ranked([exposed, lb], {}, "critical");
    expect(rank).toBe(100 * exposureFactors.loadBalancer * privilegeFactors.privileged);
    expect(rankReasons).toHaveLength(4);
  });
  it.each<[Outcome, Severity, number]>([
    ["fail", "critical", 100],
    ["fail", "info", 1],
    ["unknown", "high", 12.5],
    ["pass", "critical", 0],
  ])("of a %s of severity %s start at %d", (outcome, severity, expected) => {
    const model = modelOf([web()]);
    const finding = { check: "pss-privileged", severity, outcome: outcome as "pass" };
    expect(rankerOf(model)(refIn(model, web()), finding).rank).toBe(expected);
  });
  it("are the same for a pod and for the Deployment it belongs to", () => {
    const owned = pod({
      metadata: {
        name: "p",
        ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: "1", controller: true }],
      },
      spec: { hostPID: true },
    });
    expect(ranked([owned, web({ hostPID: true })])).toEqual(ranked([web({ hostPID: true })]));
  });
  it("of files are those of their severity", () => {
    const finding = { check: "input-readable", severity: "high", outcome: "fail" } as const;
    expect(rankerOf(modelOf([]))({ apiVersion: "plimsoll/v1", kind: "File", name: "a" }, finding)).toEqual({
      rank: 50,
      rankReasons: [],
    });
  });
});

describe("what a component of the platform needs", () => {
  const proxy = (image: string) =>
    daemonSet({
      metadata: { name: "kube-proxy", namespace: "kube-system" },
      spec: { template: { spec: { containers: [container({ image, securityContext: { privileged: true } })] } } },
    });
  const own = proxy("registry.k8s.io/kube-proxy:v1.36.0");
  it("weighs little, with the reason first", () => {
    const { rank, rankReasons } = ranked([own], {}, "critical");
    expect(rank).toBe(Math.round(1000 * privilegeFactors.privileged * needFactors.neededByDesign) / 10);
    expect(rankReasons[0]).toMatch(/^needed by what it is: kube-proxy; it /);
  });
  it("is known by its pods too", () => {
    const { spec } = own as { spec?: { template?: { spec?: object } } };
    const owner = { apiVersion: "apps/v1", kind: "DaemonSet", name: "kube-proxy", uid: "1", controller: true };
    const metadata = { name: "kube-proxy-x7k2p", namespace: "kube-system", ownerReferences: [owner] };
    expect(ranked([pod({ metadata, spec: { ...spec?.template?.spec } })], {}, "critical").rankReasons[0]).toMatch(
      /^needed/,
    );
  });
  it("weighs as ever where it does not need it, or is something else", () => {
    const full = 100 * privilegeFactors.privileged;
    expect(ranked([own], {}, "critical", "image-tag-mutable").rank).toBe(full);
    expect(ranked([proxy("evil.example/shell:1")], {}, "critical").rank).toBe(full);
  });
});

describe("what was not collected", () => {
  it("raises nothing, and is told", () => {
    const { rank, rankReasons } = ranked([robotWeb, ...grant(everything)], {
      missing: ["services", "clusterrolebindings.rbac.authorization.k8s.io"],
    });
    expect(rank).toBe(5);
    expect(rankReasons).toEqual([
      "exposure not fully known: services not collected",
      "rights of the service account not fully known: clusterrolebindings.rbac.authorization.k8s.io not collected",
    ]);
  });
  it("is told only where it matters", () => {
    expect(ranked([robotWeb], { partial: { services: ["other"] } }).rankReasons).toEqual([]);
    expect(ranked([namespace()], { missing: ["services"] }).rankReasons).toEqual([]);
  });
  it("is no remark for files", () => expect(ranked([robotWeb], { given: true }).rankReasons).toEqual([]));
});

describe("the guide", () => {
  const guide = readFileSync(new URL("../../../docs/guide/ranking-and-score.md", import.meta.url), "utf8");
  const rows = [...guide.matchAll(/^\| (.+?) +\| `?([a-zA-Z]+)`? +\| ([\d.]+) +\|$/gm)].map(([, , name, value]) => [
    name,
    Number(value),
  ]);
  it("shows the numbers that are used", () => {
    const tables = [severityWeights, outcomeFactors, exposureFactors, privilegeFactors, needFactors, scoreWeights];
    expect(rows).toEqual(tables.flatMap((table) => Object.entries(table)));
  });
});
