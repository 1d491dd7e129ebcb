// What is declared becomes the least policies, with the proof: one case for each thing manifests can say.
import { describe, expect, it } from "vitest";
import { app, everywhere, generate, policy, svc } from "../../../../test/fixtures/generated-policies.ts";
import { namespace, node, pod, service, statefulSet, type RawObject, type Tweak } from "../../../testing/index.ts";
import { isProven } from "./network-generate.ts";

describe("declared wishes", () => {
  it("are a default-deny and DNS where nothing is declared", async () => {
    const data = await generate([app("web")]);
    expect(policy(data, "default-deny")).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
    expect(policy(data, "every-pod")?.egress).toHaveLength(1);
    expect(data.policies).toHaveLength(2);
    expect(isProven(data)).toBe(true);
  });

  it("limit only what comes in when asked", async () => {
    const data = await generate([app("web")], { egress: false });
    expect(data.policies).toHaveLength(1);
    expect(policy(data, "default-deny")?.policyTypes).toEqual(["Ingress"]);
  });

  it.each<[string, Tweak, readonly object[] | undefined]>([
    ["a cluster address", { ports: [{ port: 80 }] }, [{ podSelector: {} }]],
    ["a load balancer", { type: "LoadBalancer", ports: [{ port: 80 }] }, everywhere],
    ["a node port", { type: "NodePort", ports: [{ port: 80, nodePort: 30080 }] }, everywhere],
    [
      "a load balancer that keeps the client's address",
      {
        type: "LoadBalancer",
        externalTrafficPolicy: "Local",
        loadBalancerSourceRanges: ["198.51.100.0/24"],
        ports: [{ port: 80 }],
      },
      [{ ipBlock: { cidr: "198.51.100.0/24" } }],
    ],
    [
      "a load balancer with ranges, behind nodes",
      { type: "LoadBalancer", loadBalancerSourceRanges: ["198.51.100.0/24"], ports: [{ port: 80 }] },
      [{ ipBlock: { cidr: "172.16.0.1/32" } }, { ipBlock: { cidr: "198.51.100.0/24" } }],
    ],
    ["a name for something else", { type: "ExternalName", externalName: "x.example", ports: [] }, undefined],
    ["endpoints made by hand", { selector: null, ports: [{ port: 80 }] }, undefined],
  ])("let in who %s says", async (_what, spec, from) => {
    const nodes = [
      node({ metadata: { name: "n" }, status: { addresses: [{ type: "InternalIP", address: "172.16.0.1" }] } }),
    ];
    const data = await generate([app("web"), svc("web", spec), ...nodes]);
    expect(policy(data, "web")?.ingress?.[0]?.from).toEqual(from);
    expect(isProven(data)).toBe(true);
  });

  it("name the ports of pods, not of Services, and names only where pods differ", async () => {
    const one = { labels: { app: "web", track: "a" }, ports: [{ name: "http", containerPort: 8080 }] };
    const objects = [app("a", one), svc("web", { ports: [{ port: 80, targetPort: "http" }] })];
    expect(policy(await generate(objects), "a")?.ingress?.[0]?.ports).toEqual([{ protocol: "TCP", port: 8080 }]);
    const owner = { apiVersion: "v1", kind: "ReplicationController", name: "w", uid: "u", controller: true };
    const twin = (name: string, containerPort: number): RawObject =>
      pod({
        metadata: { name, labels: { app: "web" }, ownerReferences: [owner] },
        spec: { containers: [{ name: "c", ports: [{ name: "http", containerPort }] }] },
      });
    const mixed = await generate([
      twin("w-1", 8080),
      twin("w-2", 9090),
      svc("web", { ports: [{ port: 80, targetPort: "http" }] }),
    ]);
    expect(policy(mixed, "w")?.ingress?.[0]?.ports).toEqual([{ protocol: "TCP", port: "http" }]);
    expect(isProven(mixed)).toBe(true);
  });

  it("make ranges of ports in a row", async () => {
    const ports = [8000, 8001, 8002, 9000, 9001].map((port) => ({ name: `p${port}`, port }));
    const data = await generate([app("web"), svc("web", { ports })]);
    expect(policy(data, "web")?.ingress?.[0]?.ports).toEqual([
      { protocol: "TCP", port: 8000, endPort: 8002 },
      { protocol: "TCP", port: 9000 },
      { protocol: "TCP", port: 9001 },
    ]);
  });

  it("let pods behind a headless Service find each other", async () => {
    const db = statefulSet({ metadata: { name: "db" }, spec: { template: { metadata: { labels: { app: "db" } } } } });
    const data = await generate([db, svc("db", { clusterIP: "None", ports: [{ port: 7000 }] })], { callers: "known" });
    expect(policy(data, "db")?.ingress).toEqual([
      { from: [{ podSelector: { matchLabels: { app: "db" } } }], ports: [{ protocol: "TCP", port: 7000 }] },
    ]);
  });

  it("let in nobody of whom nothing is known, when asked", async () => {
    const data = await generate([app("web"), svc("web", { ports: [{ port: 80 }] })], { callers: "known" });
    expect(policy(data, "web")).toBeUndefined();
  });
});

describe("selectors", () => {
  it("use the fewest lasting labels, and never those of a release", async () => {
    const both = { "app.kubernetes.io/name": "shop", "app.kubernetes.io/version": "1" };
    const one = app("a", { labels: { ...both, "app.kubernetes.io/component": "a", "pod-template-hash": "x" } });
    const two = app("b", { labels: { ...both, "app.kubernetes.io/component": "b", "pod-template-hash": "y" } });
    const data = await generate([
      one,
      two,
      service({ metadata: { name: "s" }, spec: { selector: { app: undefined, ...both }, ports: [{ port: 80 }] } }),
    ]);
    expect(policy(data, "a")?.podSelector).toEqual({ matchLabels: { "app.kubernetes.io/component": "a" } });
    expect(data.alike).toEqual([]);
  });

  it("say which workloads they cannot tell apart", async () => {
    const data = await generate([app("a", { labels: { app: "x" } }), app("b", { labels: { app: "x" } })]);
    expect(data.alike.map(({ workload }) => workload)).toEqual(["Deployment shop/a", "Deployment shop/b"]);
  });
});

describe("namespaces and policies that are there", () => {
  const allow: RawObject = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "open", namespace: "shop" },
    spec: { podSelector: {}, ingress: [{}] },
  };

  it("leaves namespaces with policies and the cluster's own alone, unless they are named", async () => {
    const objects = [
      app("web"),
      app("dns", { namespace: "kube-system" }),
      app("x", { namespace: "lab" }),
      allow,
      namespace({ metadata: { name: "empty" } }),
    ];
    expect((await generate(objects)).namespaces).toEqual(["lab"]);
    expect((await generate(objects, { namespaces: ["shop"] })).namespaces).toEqual(["shop"]);
    expect((await generate(objects, { allNamespaces: true })).namespaces).toEqual(["kube-system", "lab", "shop"]);
    await expect(generate(objects, { namespaces: ["shpo"] })).rejects.toThrow(
      'no pod of the input is in namespace "shpo"',
    );
  });

  it("tells what kept policies leave open, and what replacing them cuts", async () => {
    const objects = [app("web"), app("db"), allow];
    const kept = await generate(objects, { namespaces: ["shop"], egress: false });
    expect(kept.leftOpen.map(({ because }) => because)).toContain(
      "policies that are there already: NetworkPolicy/shop/open",
    );
    expect(kept.cut?.pairs).toBe(0);
    const replaced = await generate(objects, { namespaces: ["shop"], egress: false, existing: "replace" });
    expect(replaced).toMatchObject({ leftOpen: [], obsolete: ["NetworkPolicy/shop/open"] });
    expect(replaced.cut?.pairs).toBeGreaterThan(0);
  });

  it("says what a stronger policy denies all the same", async () => {
    const deny: RawObject = {
      apiVersion: "policy.networking.k8s.io/v1alpha1",
      kind: "AdminNetworkPolicy",
      metadata: { name: "deny" },
      spec: { priority: 1, subject: { namespaces: {} }, ingress: [{ action: "Deny", from: [{ namespaces: {} }] }] },
    };
    const data = await generate([app("web"), app("db"), svc("web", { ports: [{ port: 80 }] }), deny]);
    expect(isProven(data)).toBe(false);
    expect(data.missing[0]).toMatchObject({
      closedToday: true,
      because: expect.stringContaining("AdminNetworkPolicy/deny") as string,
    });
  });
});
