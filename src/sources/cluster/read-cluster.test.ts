// A whole reading against a server of the test: what is asked, what is made of it, and what is told.
import { describe, expect, it } from "vitest";
import { buildModel, type Reading } from "../../model/index.ts";
import { kindNames } from "../../kubernetes/index.ts";
import { servedToday } from "../../../test/fake-api-server/discovery-documents.ts";
import { refuse, status } from "../../../test/fake-api-server/fake-api-server.ts";
import { readFake } from "../../../test/fake-api-server/read-fake.ts";

const objects = {
  namespaces: [{ metadata: { name: "shop" } }, { metadata: { name: "default" } }],
  pods: [
    { metadata: { name: "web", namespace: "shop", managedFields: [{}] }, spec: { containers: [] } },
    { metadata: { name: "api", namespace: "default" }, spec: { containers: [] } },
  ],
  deployments: [{ metadata: { name: "web", namespace: "shop" }, spec: { replicas: 2 } }],
  clusterroles: [{ metadata: { name: "admin" }, rules: [] }],
  secrets: [{ metadata: { name: "token", namespace: "shop" }, type: "Opaque", data: { password: "aHVudGVyMg==" } }],
};

describe.each(["aggregated", "classic"] as const)("with %s discovery", (discovery) => {
  it("collects every kind, with kind and apiVersion filled in", async () => {
    const { reading } = await readFake({ discovery, objects });
    const parts = Array.from(reading.parts, ([name, { status: how, objects: found }]) => [name, how, found.length]);
    expect(parts.filter(([, how]) => how !== "collected")).toEqual([["secrets", "not-collected", 0]]);
    expect(new Set(reading.parts.keys())).toEqual(new Set(kindNames));
    expect(reading.parts.get("deployments.apps")?.objects).toEqual([
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "web", namespace: "shop" },
        spec: { replicas: 2 },
      },
    ]);
    expect(reading.version).toEqual({ minor: "1.36", source: "server", gitVersion: "v1.36.3" });
    expect(reading.origin).toEqual({ kind: "cluster", label: "test" });
    expect(reading.problems).toEqual([]);
  });

  it("sends nothing but GET of discovery and lists", async () => {
    const { server } = await readFake({ discovery, objects }, { secrets: true });
    expect(new Set(server.log.map(({ method }) => method))).toEqual(new Set(["GET"]));
    expect(server.log.filter(({ query }) => query.has("watch"))).toEqual([]);
    const lists = server.log.filter(({ query }) => query.has("limit"));
    expect(lists).toHaveLength(kindNames.length - 1);
    expect(new Set(lists.map(({ query }) => query.get("limit")))).toEqual(new Set(["500"]));
    expect(server.log.length - lists.length).toBe(discovery === "aggregated" ? 3 : 3 + Object.keys(servedToday).length);
  });

  it("keeps 8 requests in flight and connections open", async () => {
    const { server } = await readFake({ discovery, objects, gather: 8 });
    expect(server.mostAtOnce).toBe(8);
    expect(server.connections).toBeLessThanOrEqual(8);
  });

  it("takes the preferred version, another where that lacks the kind, and a former group where all do", async () => {
    const { reading, server } = await readFake({
      discovery,
      served: {
        v1: ["namespaces", "pods"],
        "batch/v1": ["jobs"],
        "batch/v1beta1": ["jobs", "cronjobs"],
        "extensions/v1beta1": ["ingresses", "deployments"],
        "apps/v1": ["deployments"],
      },
      objects,
    });
    const lists = server.log.filter(({ query }) => query.has("limit")).map(({ path }) => path);
    expect(lists.sort()).toEqual([
      "/api/v1/namespaces",
      "/api/v1/pods",
      "/apis/apps/v1/deployments",
      "/apis/batch/v1/jobs",
      "/apis/batch/v1beta1/cronjobs",
      "/apis/extensions/v1beta1/ingresses",
    ]);
    expect(reading.parts.get("networkpolicies.networking.k8s.io")).toEqual({ status: "collected", objects: [] });
  });

  it("does not list Secrets without --secrets, and drops the values when told to list them", async () => {
    const without = await readFake({ discovery, objects });
    expect(without.server.log.some(({ path }) => path.endsWith("/secrets"))).toBe(false);
    expect(without.reading.parts.get("secrets")).toMatchObject({
      gap: { remedy: expect.stringContaining("--secrets") },
    });
    const listed = await readFake({ discovery, objects }, { secrets: true });
    expect(listed.reading.parts.get("secrets")?.objects).toMatchObject([{ type: "Opaque", data: { password: "" } }]);
  });
});

it("says what it does not know when a group could not be discovered", async () => {
  const classic = await readFake({
    discovery: "classic",
    objects,
    trick: ({ path }) => (path === "/apis/apps/v1" ? status(503, "ServiceUnavailable", "no endpoints") : undefined),
  });
  const aggregated = await readFake({ objects, stale: ["apps"] });
  for (const { reading } of [classic, aggregated]) {
    const unknown = Array.from(reading.parts).filter(([, part]) => part.status === "not-collected");
    expect(unknown.map(([name]) => name)).toEqual([
      "secrets",
      "deployments.apps",
      "replicasets.apps",
      "daemonsets.apps",
      "statefulsets.apps",
    ]);
  }
  expect(classic.reading.parts.get("deployments.apps")).toMatchObject({
    gap: { reason: "what the server serves could not be discovered: no endpoints (tried 5 times)" },
  });
});

it("tells objects the model cannot hold, and goes on", async () => {
  const pods = [{ metadata: { name: "odd", namespace: "shop" }, spec: { containers: "none" } }, ...objects.pods];
  const { reading } = await readFake({ objects: { ...objects, pods } });
  expect(reading.parts.get("pods")).toMatchObject({ status: "collected", objects: [{}, {}] });
  expect(reading.problems).toEqual([
    {
      message: "the API server sent a Pod that cannot be read: spec.containers must be a list, not text",
      object: { apiVersion: "v1", kind: "Pod", namespace: "shop", name: "odd" },
    },
  ]);
});

it("makes a model, and tells how far it is", async () => {
  const { reading, steps } = await readFake({ objects });
  const model = buildModel(reading, { now: "2026-01-01T00:00:00Z", newestSupported: "1.37" });
  expect(model.parts.pods.objects.map(({ metadata }) => metadata.name)).toEqual(["web", "api"]);
  expect(steps[0]).toMatch(/^asking http:/);
  expect(steps.at(-1)).toMatch(/^listed [a-z]+, 4 objects$/);
  expect(steps).toHaveLength(kindNames.length);
  const pods = Array.from({ length: 1600 }, (_, index) => ({ metadata: { name: `p-${index}`, namespace: "shop" } }));
  const long = await readFake({ objects: { ...objects, pods } });
  expect(long.steps.filter((step) => step.startsWith("listed pods")).length).toBeGreaterThanOrEqual(4);
});

it("goes on without the version where that is refused, and says so", async () => {
  const trick = ({ path }: { path: string }) => (path === "/version" ? refuse("anne", "version") : undefined);
  const { reading } = await readFake({ objects, trick });
  expect(reading.version).toBeUndefined();
  expect(reading.problems).toMatchObject([
    { message: expect.stringContaining("the version of the API server is not known") },
  ]);
});

describe("what makes a reading impossible", () => {
  const everyList = (answer: ReturnType<typeof status>) => ({
    objects,
    trick: ({ query }: { query: URLSearchParams }) => (query.has("limit") ? answer : undefined),
  });
  it.each([
    [
      "every list refused",
      everyList(refuse("anne", "pods")),
      "PLIMSOLL_SOURCE_FORBIDDEN",
      /refuses every list.*User "anne"/,
    ],
    ["discovery refused", { trick: () => refuse("anne", "/api") }, "PLIMSOLL_SOURCE_FORBIDDEN", /User "anne"/],
    [
      "401",
      { trick: () => status(401, "Unauthorized", "Unauthorized") },
      "PLIMSOLL_SOURCE_UNAUTHENTICATED",
      /does not accept the credentials/,
    ],
    [
      "every list failing",
      everyList(status(500, "InternalError", "etcd is gone")),
      "PLIMSOLL_SOURCE_UNREACHABLE",
      /every list fails; the first: etcd is gone/,
    ],
    [
      "a web page",
      { trick: () => ({ status: 200, body: "<html>sign in</html>" }) },
      "PLIMSOLL_SOURCE_UNREACHABLE",
      /does not answer as a Kubernetes API server/,
    ],
    [
      "a redirect",
      { trick: () => ({ status: 302, headers: { location: "https://sso.example" } }) },
      "PLIMSOLL_SOURCE_UNREACHABLE",
      /HTTP status 302/,
    ],
    ["another API", { served: { v1: ["things"] } }, "PLIMSOLL_SOURCE_UNREACHABLE", /it serves no namespaces/],
    [
      "silence",
      { trick: () => "stall" as const },
      "PLIMSOLL_SOURCE_UNREACHABLE",
      /cannot be reached: it did not answer in time/,
    ],
  ])("%s", async (_what, server, code, message) => {
    const reading = readFake(server, { requestTimeoutMs: 200 });
    await expect(reading).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/./),
    });
  });
});

describe("what the server serves", () => {
  const served = { v1: ["namespaces", "pods"], "sea.example.com/v1": ["buoys"] };
  const rows = (reading: Reading): unknown =>
    reading.served?.resources.map(({ group, resource }) => `${group}/${resource}`);

  it("is kept whole where one document tells it, with subresources", async () => {
    const { reading } = await readFake({ discovery: "aggregated", served, objects });
    expect(rows(reading)).toEqual([
      "/namespaces",
      "/namespaces/status",
      "/pods",
      "/pods/status",
      "sea.example.com/buoys",
      "sea.example.com/buoys/status",
    ]);
    expect(reading.served?.resources.at(-1)).toEqual({
      group: "sea.example.com",
      version: "v1",
      resource: "buoys/status",
      kind: "",
      namespaced: true,
      verbs: ["get", "patch"],
    });
  });

  it("is asked of old servers only where a question is about it: one request for each version", async () => {
    const without = await readFake({ discovery: "classic", served, objects });
    expect(without.reading.served).toBeUndefined();
    const whole = await readFake({ discovery: "classic", served, objects }, { allGroups: true });
    expect(rows(whole.reading)).toEqual(expect.arrayContaining(["/pods", "sea.example.com/buoys"]));
  });

  it("has a gap where a group's server does not answer", async () => {
    const { reading } = await readFake({ discovery: "aggregated", served, stale: ["sea.example.com"], objects });
    expect(reading.served?.gap?.reason).toContain("sea.example.com/v1");
  });

  it("is all that is read where no kind is asked for, though lists be forbidden", async () => {
    const trick = ({ path }: { path: string }) =>
      path === "/api/v1/namespaces" ? refuse("anne", "namespaces") : undefined;
    const { reading, server } = await readFake({ discovery: "aggregated", served, objects, trick }, { kinds: [] });
    expect(rows(reading)).toHaveLength(6);
    const lists = server.log.filter(({ query }) => query.has("limit")).map(({ path }) => path);
    expect(lists).toEqual(["/api/v1/namespaces"]);
  });
});
