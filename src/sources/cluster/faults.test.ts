// An API server at its worst: every fault is retried, told as a gap, or both; nothing is passed over in silence.
import { describe, expect, it } from "vitest";
import {
  refuse,
  status,
  type FakeObject,
  type SeenRequest,
  type Trick,
} from "../../../test/fake-api-server/fake-api-server.ts";
import { readFake, type FakeReading } from "../../../test/fake-api-server/read-fake.ts";

const pods: FakeObject[] = Array.from({ length: 1200 }, (_, index) => ({
  metadata: { name: `pod-${index}`, namespace: "shop" },
  spec: { containers: [{ name: "a", image: "b" }] },
}));
const objects = { namespaces: [{ metadata: { name: "shop" } }], pods };

type Fault = (request: SeenRequest) => Trick | undefined;

/** The trick, for the first `times` requests that `where` picks. */
function meet(times: number, trick: Trick, where: (request: SeenRequest) => boolean): Fault {
  let left = times;
  return (request) => (where(request) && left-- > 0 ? trick : undefined);
}

const onPods = ({ path }: SeenRequest): boolean => path === "/api/v1/pods";
const onPage = (page: "first" | "later") => (request: SeenRequest) =>
  onPods(request) && request.query.has("continue") === (page === "later");

function podRequests({ server }: FakeReading): string[] {
  return server.log.filter(onPods).map(({ query }) => `${query.get("limit")} ${query.get("continue") ?? "-"}`);
}

function podPart({ reading }: FakeReading): unknown {
  const part = reading.parts.get("pods");
  if (part === undefined || part.status === "collected") return `collected ${part?.objects.length}`;
  return `${part.status} ${part.objects.length}: ${part.gap.reason}`;
}

it("reads lists of many pages, in pages of 500", async () => {
  const result = await readFake({ objects });
  expect(podRequests(result)).toEqual(["500 -", "500 500", "500 1000"]);
  expect(result.reading.parts.get("pods")?.objects.map(({ metadata }) => metadata.name)).toEqual(
    pods.map(({ metadata }) => metadata.name),
  );
});

describe("a passing fault is retried", () => {
  it.each<[string, Trick, number[]]>([
    ["429 with Retry-After", { status: 429, headers: { "retry-after": "3" } }, [3000, 3000]],
    ["429 that asks for an hour", { status: 429, headers: { "retry-after": "3600" } }, [60_000, 60_000]],
    ["429 without a number", { status: 429, headers: { "retry-after": "soon" } }, [250, 500]],
    ["500", status(500, "InternalError", "etcdserver: leader changed"), [250, 500]],
    ["503", { status: 503, body: "upstream connect error" }, [250, 500]],
    ["a stall", "stall", [250, 500]],
    ["a stall within the body", "stall within the body", [250, 500]],
    ["a closed connection", "close", [250, 500]],
    ["a connection closed within the body", "close within the body", [250, 500]],
    ["JSON that is cut off", "cut the JSON", [250, 500]],
    ["garbage", "garbage", [250, 500]],
  ])("%s", async (_what, trick, waits) => {
    const result = await readFake({ objects, trick: meet(2, trick, onPage("later")) }, { requestTimeoutMs: 300 });
    expect(podPart(result)).toBe("collected 1200");
    expect(result.waits).toEqual(waits);
  });
});

describe("a lasting fault becomes a gap", () => {
  it.each<[string, Trick, (request: SeenRequest) => boolean, string, number]>([
    [
      "500",
      status(500, "InternalError", "broken"),
      onPods,
      "not-collected 0: pods could not be listed: broken (tried 5 times)",
      5,
    ],
    [
      "garbage",
      "garbage",
      onPods,
      "not-collected 0: pods could not be listed: the answer is not JSON, or is cut off (tried 5 times)",
      5,
    ],
    [
      "a stall",
      "stall",
      onPods,
      "not-collected 0: pods could not be listed: no complete answer within 0.2 s (tried 5 times)",
      5,
    ],
    [
      "a later page",
      "close",
      onPage("later"),
      "partial 500: pods could not be listed: socket hang up (tried 5 times)",
      6,
    ],
    ["404", status(404, "NotFound", "gone"), onPods, "not-collected 0: pods could not be listed: gone", 1],
    ["400", status(400, "BadRequest", "no"), onPods, "not-collected 0: pods could not be listed: no", 1],
    [
      "another list",
      { status: 200, body: { kind: "Table", rows: [] } },
      onPods,
      "not-collected 0: pods could not be listed: the answer is no PodList",
      1,
    ],
    [
      "items that are no list",
      { status: 200, body: { kind: "PodList", items: {} } },
      onPods,
      "not-collected 0: pods could not be listed: the answer is no PodList",
      1,
    ],
    [
      "deep nesting",
      { status: 200, body: `{"kind":"PodList","items":[${"[".repeat(5000)}${"]".repeat(5000)}]}` },
      onPods,
      "not-collected 0: pods could not be listed: the answer is not JSON, or is cut off (tried 5 times)",
      5,
    ],
    [
      "a token that repeats",
      { status: 200, body: { kind: "PodList", metadata: { continue: "x" }, items: [] } },
      onPods,
      "not-collected 0: pods could not be listed: the server repeats its continue token",
      2,
    ],
  ])("%s", async (_what, trick, where, told, requests) => {
    const result = await readFake({ objects, trick: meet(99, trick, where) }, { requestTimeoutMs: 200 });
    expect(podPart(result)).toBe(told);
    expect(podRequests(result)).toHaveLength(requests);
    expect(result.reading.parts.get("services")?.status).toBe("collected");
  });
});

describe("an expired continue token", () => {
  const expired = status(410, "Expired", "too old");
  const offering = status(410, "Expired", "too old", { continue: "1000" });

  it("begins the list again, without keeping objects twice", async () => {
    const result = await readFake({ objects, trick: meet(1, expired, onPage("later")) });
    expect(podRequests(result)).toEqual(["500 -", "500 500", "500 -", "500 500", "500 1000"]);
    expect(podPart(result)).toBe("collected 1200");
  });

  it("after three restarts goes on with the token that the server offers", async () => {
    const result = await readFake({ objects, trick: meet(4, offering, onPage("later")) });
    expect(podRequests(result).slice(-2)).toEqual(["500 500", "500 1000"]);
    expect(podRequests(result)).toHaveLength(9);
    expect(podPart(result)).toBe("collected 700");
  });

  it("ends in a gap when there is no such token", async () => {
    const result = await readFake({ objects, trick: meet(99, expired, onPage("later")) });
    expect(podPart(result)).toBe("partial 500: pods could not be listed: too old");
    expect(podRequests(result)).toHaveLength(8);
  });
});

it("gives up on a server that fell silent, and keeps what it has", async () => {
  let lists = 0;
  const result = await readFake(
    { objects, trick: ({ query }) => (query.has("limit") && ++lists > 4 ? "stall" : undefined) },
    { requestTimeoutMs: 150 },
  );
  const states = Array.from(result.reading.parts.values(), (part) => part.status);
  expect(states.filter((state) => state === "collected").length).toBeGreaterThan(0);
  expect(
    Array.from(result.reading.parts.values(), (part) => (part.status === "collected" ? "" : part.gap.reason)),
  ).toContain("services could not be listed: the API server stopped answering");
  expect(result.server.log.filter(({ query }) => query.has("limit")).length).toBeLessThan(30);
});

it("keeps what it has when the credentials end on the way", async () => {
  const result = await readFake({ objects, trick: meet(99, status(401, "Unauthorized", "Unauthorized"), onPods) });
  expect(podPart(result)).toBe("not-collected 0: pods could not be listed: the credentials are no longer accepted");
});

it("writes a remedy that can be applied", async () => {
  const denied = await readFake({
    objects,
    trick: ({ path }) => (path.endsWith("/nodes") ? refuse("anne", "nodes") : undefined),
  });
  const nodes = denied.reading.parts.get("nodes");
  expect(nodes).toEqual({
    status: "not-collected",
    objects: [],
    gap: {
      reason:
        'listing nodes is refused: nodes is forbidden: User "anne" cannot list resource "nodes" at the cluster scope',
      remedy:
        'apply this role and bind it with a ClusterRoleBinding: {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole",' +
        '"metadata":{"name":"plimsoll-list-nodes"},"rules":[{"apiGroups":[""],"resources":["nodes"],"verbs":["list"]}]}',
    },
  });
});
