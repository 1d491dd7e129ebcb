// The table of ingress controllers is whole, and classes and images lead to the right one.
import { describe, expect, it } from "vitest";
import { ingressControllers, ingressControllersOf, isImageOf } from "./index.ts";

describe("the table of ingress controllers", () => {
  const { rows, retrieved } = ingressControllers;

  it("is dated and sorted, each row with a source", () => {
    expect(retrieved).toMatch(/^\d{4}-\d\d-\d\d$/);
    const ids = rows.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    for (const { source } of rows) expect(source).toMatch(/^[a-z\d.-]+\.[a-z]+\//);
  });

  it("says of every controller in pods how they are told, and of no other", () => {
    for (const { runs, labels, images, namespace } of rows) {
      expect(labels.length > 0).toBe(runs === "pods");
      expect(namespace !== undefined).toBe(runs === "pods");
      expect(runs === "pods" || images.length === 0).toBe(true);
      for (const pair of labels) expect(pair).toHaveLength(2);
    }
  });

  it("names every controller, and none by a string that begins another's", () => {
    for (const { controllers, classes } of rows) expect(controllers.length + classes.length).toBeGreaterThan(0);
    for (const { id, controllers } of rows)
      for (const one of controllers) expect(ingressControllersOf(one, undefined).map((row) => row.id)).toEqual([id]);
  });
});

describe("the controller of a class", () => {
  it.each<[string | undefined, string | undefined, readonly string[]]>([
    ["k8s.io/ingress-nginx", "public", ["ingress-nginx"]],
    ["nginx.org/ingress-controller", "nginx", ["nginx-ingress"]],
    ["haproxy.org/ingress-controller/intern", undefined, ["haproxy"]],
    ["ingress-controllers.konghq.com/other", "other", ["kong"]],
    ["house.example/own", "nginx", []],
    [undefined, "nginx", ["ingress-nginx", "nginx-ingress"]],
    [undefined, "gce-internal", ["gke-ingress"]],
    [undefined, "toString", []],
    [undefined, undefined, []],
  ])("%s named %s is %j", (controller, name, expected) => {
    expect(ingressControllersOf(controller, name).map(({ id }) => id)).toEqual(expected);
  });

  it.each([
    ["ingress-nginx", "ingress-nginx/controller", true],
    ["ingress-nginx", "mirror/ingress-nginx/controller-chroot", true],
    ["ingress-nginx", "bitnami/nginx-ingress-controller", true],
    ["ingress-nginx", "ingress-nginx/kube-webhook-certgen", false],
    ["traefik", "library/traefik", true],
    ["traefik", "my/nottraefik", false],
    ["kong", "kong/kong-gateway", true],
    ["istio", "istio/proxyv2", false],
  ])("%s runs %s: %s", (id, repository, expected) => {
    const row = ingressControllers.rows.find((one) => one.id === id);
    expect(row !== undefined && isImageOf(row, repository)).toBe(expected);
  });
});
