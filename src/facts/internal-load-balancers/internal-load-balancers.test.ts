// The table of internal load balancers is whole, and its annotations reach the checks.
import { describe, expect, it } from "vitest";
import { keepsAnnotation } from "../kept-literals/index.ts";
import { internalBalancersAsked, internalLoadBalancers, isNodeOf } from "./index.ts";

describe("internal load balancers", () => {
  it("are dated and sorted, each with a cloud and a source", () => {
    const { rows, retrieved } = internalLoadBalancers;
    expect(retrieved).toMatch(/^\d{4}-\d\d-\d\d$/);
    const names = rows.map(({ annotation }) => annotation);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names.length).toBeGreaterThan(5);
    for (const { value, provider, providerIds, source } of rows) {
      expect(value).toBe(value.toLowerCase());
      expect([provider.length > 2, providerIds.length > 0, source.length > 10]).toEqual([true, true, true]);
    }
  });

  it("are asked for by annotations that stay in the model", () => {
    const { rows } = internalLoadBalancers;
    expect(rows.filter(({ annotation, value }) => value !== "true" && !keepsAnnotation(annotation))).toEqual([]);
  });

  it.each([
    [{ "networking.gke.io/load-balancer-type": "Internal" }, "gce://p/europe-west1-b/n", true],
    [{ "networking.gke.io/load-balancer-type": "Internal" }, "aws:///eu-west-1a/i-0", false],
    [{ "service.beta.kubernetes.io/oci-load-balancer-internal": "true" }, "ocid1.instance.oc1.x", true],
    [{ "service.beta.kubernetes.io/azure-load-balancer-internal": "TRUE" }, "azure:///subscriptions/x", true],
    [{ "service.beta.kubernetes.io/azure-load-balancer-internal": "false" }, "azure:///subscriptions/x", false],
    [{ toString: "true" }, "gce://p", false],
  ])("%j on nodes of %s: %s", (annotations, providerId, internal) => {
    expect(internalBalancersAsked(annotations).some((row) => isNodeOf(row, providerId))).toBe(internal);
  });
});
