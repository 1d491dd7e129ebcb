// Names of resources as people write them.
import { describe, expect, it } from "vitest";
import { compareVersions, findResource, resourcesOf } from "./index.ts";

const rows = resourcesOf("1.20");

describe("a resource", () => {
  it.each([
    ["po", "/v1 pods", ""],
    ["Pod", "/v1 pods", ""],
    ["pods/log", "/v1 pods", "log"],
    ["deploy", "apps/v1 deployments", ""],
    ["deployments.apps", "apps/v1 deployments", ""],
    ["deployment.v1.apps/scale", "apps/v1 deployments", "scale"],
    ["events", "/v1 events", ""],
    ["events.events.k8s.io", "events.k8s.io/v1 events", ""],
    ["ingresses", "networking.k8s.io/v1 ingresses", ""],
    ["ingresses.extensions", "extensions/v1beta1 ingresses", ""],
    ["ingress.networking", "networking.k8s.io/v1 ingresses", ""],
    ["ing.v1beta1.networking.k8s.io", "networking.k8s.io/v1beta1 ingresses", ""],
    ["hpa", "autoscaling/v1 horizontalpodautoscalers", ""],
  ])("is found by %s", (text, resource, subresource) => {
    const found = findResource(rows, text);
    expect([found && `${found.row.group}/${found.row.version} ${found.row.resource}`, found?.subresource]).toEqual([
      resource,
      subresource,
    ]);
  });

  it.each(["pod.apps", "nothing", "", "/log", "*"])("is not found by %j", (text) => {
    expect(findResource(rows, text)).toBeUndefined();
  });
});

it("prefers stable versions, then later ones", () => {
  const versions = ["v1beta1", "v2beta2", "v1", "v1alpha1", "v2", "v2beta1", "other"];
  expect(versions.sort(compareVersions)).toEqual(["v2", "v1", "v2beta2", "v2beta1", "v1beta1", "v1alpha1", "other"]);
});
