// Who calls from beside the cluster's pods: ingress controllers and the API server, seen or not.
import { describe, expect, it } from "vitest";
import { app, everywhere, generate, policy, svc } from "../../../../test/fixtures/generated-policies.ts";
import { ingress, node, type RawObject, type Tweak } from "../../../testing/index.ts";
import { isProven, type GenerateRequest } from "./network-generate.ts";

describe("ingress controllers", () => {
  const behind = (spec: Tweak): RawObject[] => [
    app("web"),
    svc("web", { ports: [{ port: 80 }] }),
    ingress({
      metadata: { name: "i" },
      spec: { defaultBackend: { service: { name: "web", port: { number: 80 } } }, ...spec },
    }),
  ];
  const controller = (labels: Tweak, image = "registry.example/x:1"): RawObject =>
    app("controller", { namespace: "edge", labels, spec: { containers: [{ name: "c", image }] } });
  const isController = [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "edge" } },
      podSelector: { matchLabels: { a: "b" } },
    },
  ];

  it("are found by their labels, or by the image they run", async () => {
    const labelled = await generate([
      ...behind({ ingressClassName: "nginx" }),
      controller({ "app.kubernetes.io/name": "ingress-nginx" }),
    ]);
    expect(policy(labelled, "web")?.ingress?.[0]?.from).toMatchObject([{ podSelector: {} }]);
    const image = "registry.k8s.io/ingress-nginx/controller:v1.11.2";
    const running = await generate([...behind({ ingressClassName: "nginx" }), controller({ a: "b" }, image)]);
    expect(policy(running, "web")?.ingress?.[0]?.from).toEqual(isController);
    expect(policy(running, "controller")?.egress).toHaveLength(1);
  });

  it("stand where they usually do when they were not seen", async () => {
    const data = await generate(behind({ ingressClassName: "traefik" }));
    expect(policy(data, "web")?.ingress?.[0]?.from).toEqual([
      {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "traefik" } },
        podSelector: { matchLabels: { "app.kubernetes.io/name": "traefik" } },
      },
    ]);
  });

  it("of a cloud send from outside", async () => {
    expect(policy(await generate(behind({ ingressClassName: "alb" })), "web")?.ingress?.[0]?.from).toEqual(everywhere);
  });

  it("that nobody knows are told, and nothing is proven", async () => {
    const data = await generate(behind({ ingressClassName: "house-made" }));
    expect(data.unmet).toEqual([expect.stringContaining("Ingress shop/i")]);
    expect(isProven(data)).toBe(false);
  });
});

describe("the API server", () => {
  const hook: RawObject = {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: "h" },
    webhooks: [{ name: "h.example.com", clientConfig: { service: { namespace: "shop", name: "web", port: 443 } } }],
  };
  const objects = [app("web"), svc("web", { ports: [{ port: 443, targetPort: 8443 }] }), hook];
  const master = node({
    metadata: { name: "m", labels: { "node-role.kubernetes.io/control-plane": "" } },
    status: { addresses: [{ type: "InternalIP", address: "172.16.0.9" }] },
  });

  it("calls webhooks from its nodes, from an address that is given, or from anywhere, which is told", async () => {
    const from = async (more: readonly RawObject[], apiServer: GenerateRequest["apiServer"] = []) =>
      policy(await generate([...objects, ...more], { apiServer }), "web")?.ingress?.[0]?.from;
    expect(await from([master])).toEqual([{ ipBlock: { cidr: "172.16.0.9/32" } }]);
    expect(await from([], [{ address: "203.0.113.7", port: 443 }])).toEqual([{ ipBlock: { cidr: "203.0.113.7/32" } }]);
    expect(await from([])).toEqual(everywhere);
    expect((await generate(objects)).notes.join()).toContain("--api-server");
  });

  it("is called by pods whose service account was made for them, and by no others", async () => {
    const data = await generate([app("op", { spec: { serviceAccountName: "op" } }), app("web"), master]);
    expect(policy(data, "op")?.egress).toEqual([
      { to: [{ ipBlock: { cidr: "172.16.0.9/32" } }], ports: [{ protocol: "TCP", port: 6443 }] },
    ]);
    expect(policy(data, "web")).toBeUndefined();
    const without = app("op", { spec: { serviceAccountName: "op", automountServiceAccountToken: false } });
    expect(policy(await generate([without, master]), "op")).toBeUndefined();
  });
});
