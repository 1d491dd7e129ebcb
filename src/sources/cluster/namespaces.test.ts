// Reading some namespaces only, because that is what was asked for or all that is allowed.
import { describe, expect, it } from "vitest";
import { refuse, type SeenRequest, type Trick } from "../../../test/fake-api-server/fake-api-server.ts";
import { readFake, type FakeReading } from "../../../test/fake-api-server/read-fake.ts";

const names = ["blog", "default", "ops", "shop"];
const objects = {
  namespaces: names.map((name) => ({ metadata: { name } })),
  pods: names.map((namespace) => ({ metadata: { name: "web", namespace }, spec: {} })),
  nodes: [{ metadata: { name: "one" } }],
};

/** Refuses lists: everywhere, of kinds in namespaces other than `allowed`, and of namespaces unless told. */
function allowOnly(allowed: readonly string[], seesNamespaces: boolean): (request: SeenRequest) => Trick | undefined {
  return ({ path, query }) => {
    if (/^\/api\/v1\/namespaces\/[^/]+$/.test(path))
      return allowed.includes(path.split("/")[4] ?? "") ? undefined : refuse("anne", "namespaces");
    if (!query.has("limit") || (seesNamespaces && path === "/api/v1/namespaces")) return undefined;
    const namespace = /\/namespaces\/([^/]+)\//.exec(path)?.[1];
    if (namespace === undefined) return refuse("anne", path.split("/").at(-1) ?? "");
    return allowed.includes(namespace) ? undefined : refuse("anne", "things", `in the namespace "${namespace}"`);
  };
}

function part({ reading }: FakeReading, name: "pods" | "nodes" | "namespaces"): unknown {
  const found = reading.parts.get(name);
  if (found === undefined) return undefined;
  const { status, objects: seen } = found;
  const where = seen.map(({ metadata }) => metadata.namespace ?? metadata.name);
  return status === "collected"
    ? { status, where }
    : { status, where, missing: found.gap.namespaces, reason: found.gap.reason };
}

describe("refused for the whole cluster", () => {
  it("reads the namespaces that are allowed and names those that are not", async () => {
    const result = await readFake({ objects, trick: allowOnly(["blog", "shop"], true) });
    expect(part(result, "namespaces")).toEqual({ status: "collected", where: names });
    expect(part(result, "pods")).toEqual({
      status: "partial",
      where: ["blog", "shop"],
      missing: ["default", "ops"],
      reason:
        'listing pods in namespaces default, ops is refused: things is forbidden: User "anne" cannot list resource "things" ' +
        'in the namespace "default"',
    });
    expect(part(result, "nodes")).toMatchObject({ status: "not-collected" });
    const gap = result.reading.parts.get("pods");
    expect(gap).toMatchObject({
      gap: { remedy: expect.stringContaining("with a RoleBinding in namespaces default, ops: {") },
    });
  });

  it("is complete when every namespace is allowed by itself", async () => {
    const result = await readFake({ objects, trick: allowOnly(names, true) });
    expect(part(result, "pods")).toEqual({ status: "collected", where: names });
  });

  it("is not collected when every namespace refuses", async () => {
    const trick = (request: SeenRequest) =>
      request.path.endsWith("/nodes") ? undefined : allowOnly([], true)(request);
    const result = await readFake({ objects, trick });
    expect(part(result, "pods")).toMatchObject({ status: "not-collected", missing: undefined });
  });

  it("tries the context's namespace when namespaces cannot be listed", async () => {
    const result = await readFake({ objects, trick: allowOnly(["shop"], false) }, {}, { namespace: "shop" });
    expect(part(result, "namespaces")).toMatchObject({ status: "partial", where: ["shop"], missing: undefined });
    expect(part(result, "pods")).toMatchObject({ status: "partial", where: ["shop"], missing: undefined });
  });

  it("gives up when there is no namespace to try", async () => {
    const reading = readFake({ objects, trick: allowOnly(["shop"], false) });
    await expect(reading).rejects.toMatchObject({ code: "PLIMSOLL_SOURCE_FORBIDDEN" });
  });
});

describe("-n", () => {
  it("reads kinds in namespaces only there, and all others whole", async () => {
    const result = await readFake({ objects }, { namespaces: ["shop", "blog"] });
    expect(part(result, "pods")).toEqual({
      status: "partial",
      where: ["shop", "blog"],
      missing: ["default", "ops"],
      reason: "only namespaces shop, blog were asked for",
    });
    expect(part(result, "nodes")).toEqual({ status: "collected", where: ["one"] });
    expect(result.server.log.filter(({ path }) => path === "/api/v1/pods")).toEqual([]);
  });

  it("is complete when there is no other namespace", async () => {
    const result = await readFake({ objects }, { namespaces: names });
    expect(part(result, "pods")).toEqual({ status: "collected", where: names });
  });

  it("tells refusals beside what was asked", async () => {
    const result = await readFake({ objects, trick: allowOnly(["shop"], true) }, { namespaces: ["shop", "blog"] });
    expect(part(result, "pods")).toMatchObject({
      status: "partial",
      missing: ["blog", "default", "ops"],
      reason: expect.stringMatching(
        /^only namespaces shop, blog were asked for; listing pods in namespace blog is refused/,
      ),
    });
  });

  it("works where namespaces cannot be listed", async () => {
    const result = await readFake({ objects, trick: allowOnly(["shop"], false) }, { namespaces: ["shop"] });
    expect(part(result, "pods")).toMatchObject({ status: "partial", where: ["shop"], missing: undefined });
  });

  it.each([true, false])("refuses a namespace that does not exist (namespaces listed: %s)", async (seesNamespaces) => {
    const trick = seesNamespaces ? undefined : allowOnly(["shop", "shp"], false);
    const reading = readFake({ objects, ...(trick === undefined ? {} : { trick }) }, { namespaces: ["shop", "shp"] });
    await expect(reading).rejects.toMatchObject({
      code: "PLIMSOLL_INPUT_UNREADABLE",
      message: "there is no namespace shp in the cluster",
    });
  });
});
