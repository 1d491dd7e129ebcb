// Every lint finds what it is for, at its place, and is silent where nothing is wrong.
import { describe, expect, it } from "vitest";
import { reachCases } from "../../../../test/fixtures/lint-reach-cases.ts";
import { shapeCases } from "../../../../test/fixtures/lint-shape-cases.ts";
import { dns, policy, service, web, world } from "../../../../test/fixtures/lint-world.ts";
import { modelOf } from "../../../testing/index.ts";
import { lintRules } from "./lint-rules.ts";
import { networkLint, type LintFinding } from "./network-lint.ts";

const lintCases = [...shapeCases, ...reachCases];

function findingsOf(objects: readonly object[]): readonly LintFinding[] {
  return networkLint(modelOf([...world, ...objects])).data.findings;
}

describe("network lint", () => {
  it.each(lintCases.map((one) => [`${one.id}: ${one.message.source}`, one] as const))("finds %s", (_, one) => {
    const [found, ...others] = findingsOf(one.objects).filter(({ id }) => id === one.id);
    expect(found?.message).toMatch(one.message);
    expect(found?.path).toBe(one.path);
    expect(found?.level).toBe(one.id === "dns-blocked" ? "warning" : lintRules[one.id].level);
    expect(others).toEqual([]);
    expect(findingsOf(one.mended).filter(({ id }) => id === one.id)).toEqual([]);
  });

  it("has a case for every id", () => {
    expect([...new Set(lintCases.map(({ id }) => id))].sort()).toEqual(Object.keys(lintRules).sort());
  });

  it("finds nothing in a policy that is as it should be", () => {
    const good = policy({
      ...web,
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [{ podSelector: {} }], ports: [{ port: "http" }] }],
      egress: [dns],
    });
    expect(findingsOf([good, service])).toEqual([]);
  });

  it("lists the first of 10,000 faulty rules of one policy, and counts the rest", () => {
    const ingress = Array.from({ length: 10_000 }, (_, at) => ({
      from: [{ ipBlock: { cidr: `10.${at >> 8}.${at & 255}.0/33` } }],
    }));
    const { data } = networkLint(modelOf([...world, policy({ ...web, ingress })]));
    expect(data.findings.filter(({ id }) => id === "policy-refused")).toHaveLength(20);
    expect(data.notes).toEqual(["NetworkPolicy/shop/web has 9980 more findings of policy-refused than are listed."]);
  });

  it("judges 10,000 good rules of one policy", () => {
    const ingress = Array.from({ length: 10_000 }, (_, at) => ({
      from: [{ ipBlock: { cidr: `10.${at >> 8}.${at & 255}.0/24` } }],
      ports: [{ port: 8080 }],
    }));
    expect(networkLint(modelOf([...world, policy({ ...web, ingress })])).data.findings).toEqual([]);
  });

  it("does not call a policy dead where pods were not seen", () => {
    const dead = policy({ podSelector: { matchLabels: { app: "none" } } });
    const of = (traits: Parameters<typeof modelOf>[1]) =>
      networkLint(modelOf([...world, dead], traits))
        .data.findings.filter(({ id }) => id === "selects-nothing")
        .map(({ level }) => level);
    expect(of({})).toEqual(["warning"]);
    expect(of({ given: true })).toEqual(["info"]);
    expect(of({ partial: { pods: ["shop"] } })).toEqual([]);
  });

  it("takes the same policy twice for good to know, and another of its name for a warning", () => {
    const levelOf = (second: object) =>
      findingsOf([policy(web), second]).find(({ id }) => id === "duplicate-name")?.level;
    expect([levelOf(policy(web)), levelOf(policy({ podSelector: {} }))]).toEqual(["info", "warning"]);
  });

  it("looks at one namespace when asked to", () => {
    const objects = [
      ...world,
      policy({ ...web, egress: [] }),
      policy({ podSelector: {}, egress: [] }, "dns", "kube-system"),
    ];
    const named = networkLint(modelOf(objects), { namespace: "kube-system" }).data.findings.map(
      ({ object }) => object.name,
    );
    expect(named).toEqual(["dns"]);
  });
});
