/** The cluster source against a real API server: everything, some namespaces, nothing, many pages, and every fault. */
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { kindNames, kinds, leastRole } from "../../src/kubernetes/index.ts";
import type { Reading } from "../../src/model/index.ts";
import type { JsonObject } from "../../src/core/index.ts";
import { listPages } from "../../src/sources/cluster/list-pages.ts";
import type { Answer } from "../../src/sources/cluster/requests/api-client.ts";
import { clusterSource, type ClusterOptions } from "../../src/sources/cluster/index.ts";
import { describeControlPlane } from "./describe-control-plane.ts";
import {
  faults,
  startControlPlane,
  startFaultyProxy,
  type ControlPlane,
  type Fault,
  type FaultyProxy,
  type KubernetesObject,
} from "./index.ts";

const namespaces = ["blog", "ops", "shop", "wiki"];
const configMapCount = 3000;
/** Kinds of older versions, of feature gates that are off, and of CustomResourceDefinitions that are not there: fewer. */
const notServed = 10;
const auditPolicy = { apiVersion: "audit.k8s.io/v1", kind: "Policy", rules: [{ level: "Metadata" }] };
const rbac = { apiVersion: "rbac.authorization.k8s.io/v1" } as const;

function world(): (KubernetesObject & Readonly<Record<string, unknown>>)[] {
  const container = { name: "web", image: "web:1" };
  return [
    ...namespaces.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
    ...namespaces.map((namespace) => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "web", namespace },
      spec: { containers: [container] },
    })),
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web", namespace: "shop" },
      spec: {
        selector: { matchLabels: { app: "web" } },
        template: { metadata: { labels: { app: "web" } }, spec: { containers: [container] } },
      },
    },
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "key", namespace: "shop" },
      stringData: { password: "hunter2" },
    },
    ...Array.from({ length: configMapCount }, (_, index) => ({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: `c-${index}`, namespace: namespaces[index % 4] ?? "" },
      data: { index: String(index) },
    })),
    {
      ...rbac,
      kind: "ClusterRole",
      metadata: { name: "lister" },
      rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["list"] }],
    },
    ...["blog", "shop"].map((namespace) => ({
      ...rbac,
      kind: "RoleBinding",
      metadata: { name: "lister", namespace },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "lister" },
      subjects: [{ kind: "User", name: "partly", apiGroup: "rbac.authorization.k8s.io" }],
    })),
    {
      ...rbac,
      kind: "ClusterRole",
      metadata: { name: "namespaces" },
      rules: [{ apiGroups: [""], resources: ["namespaces"], verbs: ["list"] }],
    },
    {
      ...rbac,
      kind: "ClusterRoleBinding",
      metadata: { name: "namespaces" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "namespaces" },
      subjects: [{ kind: "User", name: "partly", apiGroup: "rbac.authorization.k8s.io" }],
    },
    ...(leastRole({ secrets: false }) as unknown as KubernetesObject[]),
    {
      ...rbac,
      kind: "ClusterRoleBinding",
      metadata: { name: "auditor" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "plimsoll" },
      subjects: [{ kind: "User", name: "auditor", apiGroup: "rbac.authorization.k8s.io" }],
    },
  ] as (KubernetesObject & Readonly<Record<string, unknown>>)[];
}

describeControlPlane("the cluster source", () => {
  let plane: ControlPlane;
  let proxy: FaultyProxy;
  beforeAll(async () => {
    plane = await startControlPlane({
      auditPolicy,
      tokenUsers: ["auditor", "partly", "denied"].map((user) => ({ user })),
    });
    await plane.api.createMany(world());
    proxy = await startFaultyProxy(plane);
  });
  afterAll(async () => {
    await proxy?.stop();
    await plane?.stop();
  });

  async function read(kubeconfig: string, options: Partial<ClusterOptions> = {}): Promise<Reading> {
    const pacing = { wait: () => Promise.resolve(), random: () => 0 };
    const source = clusterSource({ env: {}, kubeconfig, pacing, requestTimeoutMs: 5000, ...options });
    return source.read({ step: () => undefined });
  }
  const readAs = async (user: string, options: Partial<ClusterOptions> = {}): Promise<Reading> =>
    read(await plane.kubeconfigFor({ token: plane.tokens[user] ?? "" }), options);

  function unseen(reading: Reading): Record<string, string> {
    const parts = Array.from(reading.parts).filter(([, { status }]) => status !== "collected");
    return Object.fromEntries(parts.map(([name, { status }]) => [name, status]));
  }

  async function kubectlNames(resource: string): Promise<string[]> {
    const { stdout } = await plane.kubectl(["get", resource, "-A", "-o", "json"]);
    const { items } = JSON.parse(stdout) as { items: readonly KubernetesObject[] };
    return items.map(({ metadata }) => `${metadata.namespace ?? ""}/${metadata.name ?? ""}`).sort();
  }

  it("reads all that kubectl sees, by client certificate", async () => {
    const reading = await read(plane.adminKubeconfig, { secrets: true });
    expect(unseen(reading)).toEqual({});
    expect(reading.problems).toEqual([]);
    expect(reading.version?.gitVersion).toBe(plane.apiserverVersion);
    for (const name of [
      "pods",
      "namespaces",
      "secrets",
      "clusterroles.rbac.authorization.k8s.io",
      "deployments.apps",
    ] as const) {
      const names = reading.parts
        .get(name)
        ?.objects.map(({ metadata }) => `${metadata.namespace ?? ""}/${metadata.name}`);
      expect(names?.sort()).toEqual(await kubectlNames(kinds[name].group === "" ? kinds[name].plural : name));
    }
    expect(reading.parts.get("configmaps")?.objects.length).toBeGreaterThanOrEqual(configMapCount);
    expect(JSON.stringify([...reading.parts])).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  it("sends nothing but get and list, as the server's own audit log tells", async () => {
    await readAs("auditor");
    const events = (await plane.auditEvents()).filter(({ user }) => user.username === "auditor");
    expect(events.length).toBeGreaterThan(kindNames.length - notServed);
    expect(new Set(events.map(({ verb }) => verb))).toEqual(new Set(["get", "list"]));
    expect(events.every(({ userAgent }) => userAgent === "plimsoll")).toBe(true);
  });

  it("needs no more than the least role", async () => {
    expect(unseen(await readAs("auditor"))).toEqual({ secrets: "not-collected" });
  });

  it("tells someone who may list nothing", async () => {
    await expect(readAs("denied")).rejects.toMatchObject({
      code: "PLIMSOLL_SOURCE_FORBIDDEN",
      message: expect.stringContaining('User "denied" cannot list resource'),
    });
  });

  it("tells someone whom the server does not know", async () => {
    const kubeconfig = await plane.kubeconfigFor({ token: "nonsense" });
    await expect(read(kubeconfig)).rejects.toMatchObject({ code: "PLIMSOLL_SOURCE_UNAUTHENTICATED" });
  });

  it("reads the two namespaces of six that someone may list", async () => {
    const reading = await readAs("partly");
    const pods = reading.parts.get("pods");
    expect(pods?.objects.map(({ metadata }) => metadata.namespace)).toEqual(["blog", "shop"]);
    expect(pods).toMatchObject({ status: "partial", gap: { namespaces: expect.arrayContaining(["ops", "wiki"]) } });
    expect(pods).toMatchObject({ gap: { namespaces: expect.not.arrayContaining(["blog"]) } });
    expect(reading.parts.get("namespaces")?.status).toBe("collected");
    expect(reading.parts.get("nodes")?.status).toBe("not-collected");
  });

  it("writes remedies that work", async () => {
    const nodes = (await readAs("partly")).parts.get("nodes");
    const remedy = nodes?.status === "not-collected" ? nodes.gap.remedy : "";
    await plane.kubectl(["apply", "-f", "-"], { input: remedy.slice(remedy.indexOf("{")) });
    await plane.kubectl([
      "create",
      "clusterrolebinding",
      "partly-nodes",
      "--clusterrole=plimsoll-list-nodes",
      "--user=partly",
    ]);
    expect((await readAs("partly")).parts.get("nodes")?.status).toBe("collected");
  });

  it("reads as someone else", async () => {
    const reading = await read(plane.adminKubeconfig, { as: "partly", namespaces: ["shop"] });
    expect(reading.parts.get("configmaps")?.objects).toHaveLength(configMapCount / 4);
    expect(reading.parts.get("storageclasses.storage.k8s.io")?.status).toBe("not-collected");
  });

  describe("behind a faulty proxy", () => {
    beforeEach(() => proxy.reset());
    const path = "/api/v1/configmaps";
    const complete = async (options: Partial<ClusterOptions> = {}): Promise<number | string> => {
      const reading = await read(await proxy.kubeconfigFor(plane.tokens["auditor"] ?? ""), options);
      expect(proxy.log.every(({ method }) => method === "GET")).toBe(true);
      const part = reading.parts.get("configmaps");
      return part?.status === "collected" ? part.objects.length : `${part?.status}: ${part?.objects.length}`;
    };

    it.each<[string, Fault, number]>([
      ["stalls", faults.stall(), 2],
      ["stalls within an answer", faults.stallMidBody(), 2],
      ["closes the connection", faults.close(), 3],
      ["closes it within an answer", faults.closeMidBody(), 3],
      ["cuts its JSON off", faults.truncated(), 3],
      ["sends garbage", faults.garbage(), 3],
      ["is busy (429)", faults.tooManyRequests(), 3],
      ["fails (500)", faults.serverError(), 3],
      ["forgets where the list was (410)", faults.expired(), 2],
    ])("reads every object from a server that %s for a while", async (_what, fault, times) => {
      const whole = await complete();
      expect(whole).toBeGreaterThanOrEqual(configMapCount);
      proxy.reset();
      proxy.inject({ match: { path, page: "later" }, fault, times });
      expect(await complete({ requestTimeoutMs: 1500 })).toBe(whole);
      expect(proxy.log.filter((request) => request.fault !== undefined)).toHaveLength(times);
    });

    it("says so when a server keeps failing", async () => {
      proxy.inject({ match: { path }, fault: faults.garbage() });
      expect(await complete()).toBe("not-collected: 0");
      proxy.reset();
      proxy.inject({ match: { path, page: "later" }, fault: faults.serverError() });
      expect(await complete()).toBe("partial: 500");
    });
  });
});

describeControlPlane("a server that has forgotten a continue token", () => {
  let plane: ControlPlane;
  beforeAll(async () => {
    plane = await startControlPlane({ apiserverFlags: { "etcd-compaction-interval": "1s" } });
    await plane.api.createMany(world());
  });
  afterAll(() => plane?.stop());

  const path = "/api/v1/configmaps";
  const page = (token: string): string => `${path}?limit=500&continue=${encodeURIComponent(token)}`;

  /** A token for the second page that the server no longer takes. */
  async function expiredToken(): Promise<string> {
    const { metadata } = await plane.api.get<{ readonly metadata: { readonly continue: string } }>(`${path}?limit=500`);
    for (;;) {
      if ((await plane.api.request({ path: page(metadata.continue) })).status === 410) return metadata.continue;
      // Only revisions that are older than the newest are forgotten.
      await plane.api.createMany([
        { apiVersion: "v1", kind: "Secret", metadata: { generateName: "noise-", namespace: "ops" } },
      ]);
      await setTimeout(200);
    }
  }

  it("is read to the end with the token it offers instead", async () => {
    const expired = await expiredToken();
    const statuses: number[] = [];
    // The real server's own refusals, four times: one more than the list is begun again.
    const get = async (asked: string): Promise<Answer> => {
      const isExpired = asked.includes("continue=") && statuses.filter((status) => status === 410).length < 4;
      const { status, body } = await plane.api.request({ path: isExpired ? page(expired) : asked });
      statuses.push(status);
      const parsed = JSON.parse(body) as JsonObject;
      if (status === 200) return { ok: true, body: parsed, contentType: "" };
      return { ok: false, failure: { kind: "expired", said: "", status: parsed } };
    };
    const found: unknown[] = [];
    const failure = await listPages({ get }, path, "ConfigMapList", {
      page: (items) => void found.push(...(items as readonly KubernetesObject[]).map(({ metadata }) => metadata)),
      restart: () => found.splice(0),
    });
    expect(failure).toBeUndefined();
    expect(statuses.slice(0, 9)).toEqual([200, 410, 200, 410, 200, 410, 200, 410, 200]);
    const names = (found as { readonly namespace: string; readonly name: string }[]).map(
      ({ namespace, name }) => `${namespace}/${name}`,
    );
    expect(names.filter((name) => /\/c-\d+$/.test(name))).toHaveLength(configMapCount);
    expect(new Set(names).size).toBe(names.length);
  });
});
