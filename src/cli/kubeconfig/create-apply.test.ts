// plimsoll kubeconfig create --apply against an API server of the test: what is sent, what is written, what is said.
import { existsSync, statSync } from "node:fs";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { kubeconfig, plantedToken } from "../../../test/fixtures/kubeconfigs.ts";
import { run, WorkFolder, type Run } from "../../../test/fixtures/command-line.ts";
import {
  startFakeApiServer,
  status,
  type FakeApiServer,
  type Trick,
} from "../../../test/fake-api-server/fake-api-server.ts";

const folder = new WorkFolder();
afterAll(() => folder.remove());
let server: FakeApiServer | undefined;
afterEach(() => server?.stop());

const issued: Trick = {
  status: 201,
  body: { status: { token: plantedToken, expirationTimestamp: "2026-11-23T13:00:00Z" } },
};

async function create(answer: Trick, words: readonly string[]): Promise<Run & { readonly file: string }> {
  server = await startFakeApiServer({ trick: ({ method }) => (method === "GET" ? undefined : answer) });
  const admin = folder.write("admin", kubeconfig({ username: "me", password: "hush" }, { server: server.url }));
  const file = folder.file(`made-${server.port}`);
  const result = await run(
    ["kubeconfig", "create", "--service-account", "shop/ci", "--kubeconfig", admin, "-o", file, ...words],
    {},
  );
  return { ...result, file };
}

const sent = (): readonly string[] => (server?.log ?? []).map(({ method, path }) => `${method} ${path}`);
const path = "/api/v1/namespaces/shop/serviceaccounts/ci/token";

describe("kubeconfig create --apply", () => {
  it("sends one request that changes anything, and shows the token to the file's owner alone", async () => {
    const { exitCode, out, err, file } = await create(issued, ["--apply"]);
    expect([exitCode, out]).toEqual([0, ""]);
    expect(sent().filter((one) => !one.startsWith("GET "))).toEqual([`POST ${path}`]);
    expect(err).not.toMatch(/hush|5up3r/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("sends nothing at all without --apply, nor where the file is there already", async () => {
    expect((await create(issued, [])).exitCode).toBe(0);
    expect(sent()).toEqual([]);
    await server?.stop();
    const there = folder.write("there", "precious");
    expect((await create(issued, ["--apply", "-o", there])).exitCode).toBe(2);
    expect([sent(), folder.read("there")]).toEqual([[], "precious"]);
  });

  it.each<[string, Trick, RegExp]>([
    ["a refusal", status(403, "Forbidden", "no \u001B[2J"), /was not issued: no .*\n.*who may create/],
    ["a redirect", { status: 307, headers: { location: "http://127.0.0.1:1/" } }, /was not issued: .*307/],
    ["no JSON", { status: 201, body: plantedToken }, /not JSON/],
    ["no token", { status: 201, body: { status: {} } }, /has no token/],
    ["no answer", "close", /the request may have arrived/],
    ["half an answer", "close within the body", /the request may have arrived/],
  ])("writes nothing and tries no second time after %s", async (_name, answer, message) => {
    const { exitCode, out, err, file } = await create(answer, ["--apply"]);
    expect([exitCode, out, existsSync(file)]).toEqual([2, "", false]);
    expect(sent().filter((one) => one.startsWith("POST "))).toHaveLength(1);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at |INTERNAL|5up3r|\u001B/);
  });
});
