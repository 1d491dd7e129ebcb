/** The proxy: passes on what it is not told to break, and brings about each fault as a client sees it. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { describeControlPlane } from "./describe-control-plane.ts";
import {
  createApiClient,
  faults,
  startControlPlane,
  startFaultyProxy,
  type ApiClient,
  type ApiResponse,
  type ControlPlane,
  type FaultyProxy,
} from "./index.ts";

const LIST = "/api/v1/namespaces/default/configmaps";

describeControlPlane("faulty proxy", () => {
  let plane: ControlPlane;
  let proxy: FaultyProxy;
  let client: ApiClient;

  beforeAll(async () => {
    plane = await startControlPlane();
    proxy = await startFaultyProxy(plane);
    client = createApiClient({ url: proxy.url, ca: plane.authority.certificate });
    const names = Array.from({ length: 30 }, (_, index) => `map-${index}`);
    await plane.api.createMany(names.map((name) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name } })));
  });
  afterEach(() => proxy.reset());
  afterAll(async () => {
    client?.close();
    await proxy?.stop();
    await plane?.stop();
  });

  const list = (query = ""): Promise<ApiResponse> =>
    client.request({ path: `${LIST}${query}`, token: plane.adminToken });

  it("passes requests on and logs them", async () => {
    const kubeconfig = await proxy.kubeconfigFor(plane.adminToken);
    await plane.kubectl(["create", "configmap", "through-the-proxy"], { kubeconfig });
    const { stdout } = await plane.kubectl(["auth", "whoami", "-o", "jsonpath={.status.userInfo.username}"], {
      kubeconfig,
    });
    expect(stdout).toBe("kubernetes-admin");
    expect(proxy.log).toContainEqual({
      method: "POST",
      path: LIST,
      query: expect.any(String),
      status: 201,
      fault: undefined,
    });
  });

  it("makes a client without token anonymous", async () => {
    expect((await client.request({ path: LIST })).status).toBe(403);
    expect(proxy.log).toEqual([{ method: "GET", path: LIST, query: "", status: 403, fault: undefined }]);
  });

  it("answers 410 on the second page only", async () => {
    proxy.inject({ match: { path: LIST, page: "later" }, fault: faults.expired() });
    const first = await list("?limit=10");
    expect(first.status).toBe(200);
    const token = (JSON.parse(first.body) as { readonly metadata: { readonly continue: string } }).metadata.continue;
    const second = await list(`?limit=10&continue=${encodeURIComponent(token)}`);
    expect(second.status).toBe(410);
    expect(JSON.parse(second.body)).toMatchObject({ kind: "Status", reason: "Expired", code: 410 });
    expect(proxy.log.map(({ status, fault }) => [status, fault])).toEqual([
      [200, undefined],
      [410, "status"],
    ]);
  });

  it("answers 429 with Retry-After as often as told, then properly", async () => {
    proxy.inject({ match: { method: "GET", path: /configmaps$/ }, fault: faults.tooManyRequests(3), times: 2 });
    const answers = [await list(), await list(), await list()];
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
    expect(answers[0]?.headers["retry-after"]).toBe("3");
  });

  it("answers 500", async () => {
    proxy.inject({ fault: faults.serverError() });
    const answer = await list();
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.body)).toMatchObject({ reason: "InternalError" });
  });

  it("answers garbage as JSON", async () => {
    proxy.inject({ fault: faults.garbage() });
    const answer = await list();
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/json");
    expect(() => JSON.parse(answer.body) as unknown).toThrow(SyntaxError);
  });

  it("cuts JSON short inside a complete response", async () => {
    proxy.inject({ fault: faults.truncated() });
    const answer = await list();
    expect(answer.status).toBe(200);
    expect(answer.body).toMatch(/^\{"kind":"ConfigMapList"/);
    expect(() => JSON.parse(answer.body) as unknown).toThrow(SyntaxError);
  });

  it("closes before an answer, and in the middle of one", async () => {
    proxy.inject({ fault: faults.close(), times: 1 });
    await expect(list()).rejects.toThrow("socket hang up");
    proxy.inject({ fault: faults.closeMidBody(), times: 1 });
    await expect(list()).rejects.toThrow("aborted");
    expect(proxy.log.map(({ status }) => status)).toEqual([0, 200]);
  });

  it("stalls before an answer, in the middle of one, or for a while", async () => {
    const silence = (): Promise<string> => new Promise((resolve) => setTimeout(() => resolve("silence"), 500));
    proxy.inject({ fault: faults.stall(), times: 1 });
    proxy.inject({ fault: faults.stallMidBody(), times: 1 });
    const stalled = [list().catch(() => "broken"), list().catch(() => "broken")];
    expect(await Promise.race([...stalled, silence()])).toBe("silence");
    proxy.inject({ fault: faults.stall(300), times: 1 });
    const start = performance.now();
    expect((await list()).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(290);
  });

  it("breaks kubectl's list with an understandable error", async () => {
    proxy.inject({ match: { path: LIST }, fault: faults.closeMidBody() });
    const kubeconfig = await proxy.kubeconfigFor(plane.adminToken);
    const ended = await plane.kubectl(["get", "configmaps"], { kubeconfig, mayFail: true });
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain("unexpected EOF");
  });
});
