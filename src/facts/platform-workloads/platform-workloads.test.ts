// The table of platform workloads is whole, and recognises what it speaks of and nothing else.
import { describe, expect, it } from "vitest";
import { platformWorkload, platformWorkloads } from "./index.ts";

const calico = { namespace: "kube-system", kind: "DaemonSet", name: "calico-node", repositories: ["calico/node"] };

describe("the table of platform workloads", () => {
  it("is dated and sorted, each row with what it needs and a source", () => {
    const { rows, retrieved } = platformWorkloads;
    expect(retrieved).toMatch(/^\d{4}-\d\d-\d\d$/);
    const names = rows.map(({ component }) => component);
    expect(names).toEqual([...new Set(names)].sort());
    for (const { checks, images, namespaces, source, why } of rows) {
      expect(checks).toEqual([...new Set(checks)].sort());
      expect(images).toEqual([...images].sort());
      expect(namespaces).toEqual([...namespaces].sort());
      expect(why).toMatch(/^it /);
      expect(source).toMatch(/^(?:k8s\.io|github\.com)\//);
    }
  });
  it.each([
    ["a network plugin", calico, "Calico"],
    ["one from a mirror", { ...calico, repositories: ["mirror/quay/calico/node", "calico/cni"] }, "Calico"],
    ["one with a stranger in it", { ...calico, repositories: ["calico/node", "library/busybox"] }, undefined],
    ["one elsewhere", { ...calico, namespace: "shop" }, undefined],
    ["a Deployment of that name", { ...calico, kind: "Deployment" }, undefined],
    ["an image that ends alike", { ...calico, repositories: ["notcalico/node"] }, undefined],
    ["no image at all", { ...calico, repositories: [] }, undefined],
    [
      "a static pod",
      { namespace: "kube-system", kind: "Pod", name: "kube-apiserver-cp-1", repositories: ["kube-apiserver"] },
      "kube-apiserver",
    ],
  ])("knows %s", (_what, traits, expected) => expect(platformWorkload(traits)?.component).toBe(expected));
});
