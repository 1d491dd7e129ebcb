// The order of findings: what matters most first, whatever the order of the input.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { open, web, webPod } from "../../../test/fixtures/privileged-workloads.ts";
import { scanChecks, scanOptions } from "../../../test/fixtures/scan-checks.ts";
import type { Report } from "../../core/index.ts";
import {
  clusterRoleBinding,
  container,
  ingress,
  modelOf,
  roleBinding,
  service,
  serviceAccount,
  type RawObject,
} from "../../testing/index.ts";
import { scan } from "./index.ts";

function scanned(objects: readonly RawObject[]): Report {
  return scan(modelOf(objects), scanChecks, scanOptions).data;
}

describe("order", () => {
  const grant = {
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ kind: "ServiceAccount", namespace: "shop", name: "default" }],
  };
  const names = ["a", "b", "c", "d", "e"];
  const world = [
    ...names.map((name) => web([container(open)], name)),
    ...names.map((name) => web([container()], `safe-${name}`)),
    webPod("web-abc-1"),
    webPod("web-abc-2", [container({ ...open, image: "other:1" })]),
    service({ metadata: { name: "lb" }, spec: { type: "LoadBalancer" } }),
    service({ metadata: { name: "in" } }),
    clusterRoleBinding({ metadata: { name: "b1" } }),
    clusterRoleBinding({ metadata: { name: "b2" }, subjects: [] }),
    serviceAccount({ metadata: { name: "x" } }),
    ingress({ metadata: { name: "i2" }, spec: { defaultBackend: { service: { name: "lb" } } } }),
    ingress({ metadata: { name: "i1" }, spec: { defaultBackend: { service: { name: "lb" } } } }),
    ...["g2", "g1", "g3"].map((name) => clusterRoleBinding({ metadata: { name }, ...grant })),
    ...["other", "another"].map((namespace) => roleBinding({ metadata: { name: "g", namespace }, ...grant })),
  ];

  it("is by rank, then check, then object, with passes last", () => {
    const { findings } = scanned(world);
    const ranks = findings.map(({ rank }) => rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
    expect(findings.at(-1)?.outcome).toBe("pass");
    const equal = findings.filter(({ rank, check }) => rank === findings[0]?.rank && check === "privileged");
    expect(equal.map(({ owner }) => owner.name)).toEqual(["a", "b", "c", "d", "e", "web"]);
  });

  it("does not depend on the order of the input", () => {
    const expected = scanned(world);
    fc.assert(
      fc.property(fc.shuffledSubarray(world, { minLength: world.length }), (shuffled) => {
        const report = scanned(shuffled);
        const shape = ({ findings, fixFirst, ...rest }: Report): unknown => [
          findings.map(({ object: _object, location: _location, ...finding }) => finding),
          fixFirst,
          rest,
        ];
        expect(shape(report)).toEqual(shape(expected));
      }),
      { numRuns: 20 },
    );
  });
});
