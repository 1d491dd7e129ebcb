// Services select workloads as Kubernetes does, and Ingresses publish Services.
import { describe, expect, it } from "vitest";
import { describeObject } from "../core/index.ts";
import { deployment, ingress, modelOf, pod, service, type RawObject, type Tweak } from "../testing/index.ts";
import { ingressFor, serviceSelection, workloadLookup } from "./index.ts";

const web = { apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "deployment" };
const svc = { apiVersion: "v1", kind: "Service", namespace: "shop", name: "service" };

function selected(tweak: Tweak, objects: readonly RawObject[] = [deployment()]): string[] {
  return serviceSelection(modelOf([service(tweak), ...objects]))
    .workloadsOf(svc)
    .map(({ ref }) => describeObject(ref));
}

describe("a Service selects", () => {
  it("the template with its labels", () => expect(selected({})).toEqual(["Deployment shop/deployment"]));
  it.each<[string, Tweak, RawObject[]]>([
    ["another label", { spec: { selector: { app: "api" } } }, [deployment()]],
    ["one label too many", { spec: { selector: { app: "web", tier: "front" } } }, [deployment()]],
    ["another namespace", {}, [deployment({ metadata: { namespace: "other" } })]],
    ["no selector", { spec: { selector: undefined } }, [deployment()]],
    [
      "an empty selector",
      { spec: { selector: { app: undefined } } },
      [deployment({ spec: { template: { metadata: { labels: undefined } } } })],
    ],
    ["a name outside", { spec: { type: "ExternalName", externalName: "example.com" } }, [deployment()]],
    ["an inherited key", { spec: { selector: { constructor: "x" } } }, [deployment()]],
  ])("nothing by %s", (_what, tweak, objects) => expect(selected(tweak, objects)).toEqual([]));

  it("every workload that fits, and each knows its Services by name", () => {
    const model = modelOf([
      service({ metadata: { name: "z" } }),
      service({ metadata: { name: "a" } }),
      deployment(),
      pod({ metadata: { name: "alone", labels: { app: "web" } } }),
      pod({ metadata: { name: "stranger", labels: { app: "x" } } }),
    ]);
    const selection = serviceSelection(model);
    expect(selection.workloadsOf({ ...svc, name: "a" }).map(({ ref }) => ref.name)).toEqual(["deployment", "alone"]);
    expect(selection.firstOf(web)?.metadata.name).toBe("a");
  });
});

describe("an Ingress publishes", () => {
  it.each<[string, Tweak]>([
    ["a backend of a path", {}],
    ["the default backend", { spec: { rules: [], defaultBackend: { service: { name: "web" } } } }],
    [
      "a backend of the old kind",
      {
        apiVersion: "extensions/v1beta1",
        spec: { rules: [{ http: { paths: [{ backend: { serviceName: "web" } }] } }] },
      },
    ],
  ])("%s", (_what, tweak) => {
    expect(ingressFor(modelOf([ingress(tweak)]), { ...svc, name: "web" })?.name).toBe("ingress");
  });
  it("no Service of another name or namespace", () => {
    const model = modelOf([ingress()]);
    expect(ingressFor(model, { ...svc, name: "api" })).toBeUndefined();
    expect(ingressFor(model, { ...svc, name: "web", namespace: "other" })).toBeUndefined();
  });
});

it("workloads are found by object and by service account", () => {
  const model = modelOf([deployment({ spec: { template: { spec: { serviceAccountName: "robot" } } } }), pod()]);
  expect(workloadLookup(model).of(web)?.prefix).toBe("spec.template.");
  expect(workloadLookup(model).of({ ...web, name: "none" })).toBeUndefined();
  expect(workloadLookup(model).runningAs("shop", "robot")).toHaveLength(1);
  expect(workloadLookup(model).runningAs("shop", "default")).toHaveLength(1);
  expect(workloadLookup(model).runningAs("other", "robot")).toEqual([]);
});
