// Reaching a server as kubectl would: who it is, and what is said when that does not hold.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Pair } from "../../../../test/fake-api-server/certificates.ts";
import { kubeconfig } from "../../../../test/fake-api-server/kubeconfig.ts";
import { createTlsWorld, type TlsWorld } from "../../../../test/fake-api-server/tls-world.ts";
import type { ClusterOptions } from "../cluster-options.ts";

let world: TlsWorld;
beforeAll(async () => {
  world = await createTlsWorld();
});
afterAll(() => world.stop());

describe("who the server is", () => {
  const leaf = { name: "server", ips: ["127.0.0.1"] } as const;
  const past = new Date("2020-01-01T00:00:00Z");
  const future = new Date("2100-01-01T00:00:00Z");
  it.each<[string, () => Promise<Pair>, RegExp, RegExp]>([
    [
      "an unknown authority",
      () => world.stranger.issue(leaf),
      /issued by an authority that is not trusted|signature is not by/,
      /certificate-authority/,
    ],
    [
      "an expired certificate",
      () => world.authority.issue({ ...leaf, notBefore: past, notAfter: new Date(Date.now() - 1000) }),
      /it has expired/,
      /renew it/,
    ],
    [
      "one that is not valid yet",
      () => world.authority.issue({ ...leaf, notBefore: new Date(Date.now() + 3_600_000), notAfter: future }),
      /not valid yet/,
      /clocks/,
    ],
    [
      "another address",
      () => world.authority.issue({ name: "server", ips: ["127.0.0.2"] }),
      /other names than the one asked for.*127\.0\.0\.2/,
      /tls-server-name/,
    ],
  ])("%s is told", async (_what, issue, message, hint) => {
    const server = await world.start({ tls: await issue() });
    await expect(world.read(kubeconfig(server.url, world.trusted))).rejects.toMatchObject({
      code: "PLIMSOLL_SOURCE_TLS",
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
    expect(server.log).toEqual([]);
  });

  it("is not trusted without an authority, whatever the environment says", async () => {
    const server = await world.start();
    const before = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    try {
      await expect(world.read(kubeconfig(server.url))).rejects.toMatchObject({ code: "PLIMSOLL_SOURCE_TLS" });
    } finally {
      if (before === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
      else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = before;
    }
  });

  it("is asked for by tls-server-name", async () => {
    const server = await world.start({ tls: await world.authority.issue({ name: "server", dns: ["api.test"] }) });
    const reading = await world.read(kubeconfig(server.url, { ...world.trusted, "tls-server-name": "api.test" }));
    expect(reading.parts.get("namespaces")?.objects).toHaveLength(1);
    await expect(world.read(kubeconfig(server.url, world.trusted))).rejects.toMatchObject({
      code: "PLIMSOLL_SOURCE_TLS",
    });
  });

  it.each<[string, object, Partial<ClusterOptions>, RegExp]>([
    [
      "the flag",
      { "certificate-authority-data": "" },
      { insecureSkipTlsVerify: true },
      /NOT VERIFIED \(--insecure-skip-tls-verify/,
    ],
    ["the kubeconfig", { "insecure-skip-tls-verify": true }, {}, /NOT VERIFIED \(cluster "test" of the kubeconfig/],
  ])("is not asked when %s says so, with a warning", async (_what, cluster, options, warning) => {
    const server = await world.start({ tls: await world.stranger.issue(leaf) });
    const reading = await world.read(kubeconfig(server.url, cluster), options);
    expect(reading.parts.get("namespaces")?.status).toBe("collected");
    expect(reading.warnings).toEqual([expect.stringMatching(warning)]);
  });

  it("is nobody's matter over plain HTTP, where no credential is sent", async () => {
    const server = await world.startPlain();
    const reading = await world.read(kubeconfig(server.url.replace("http://", ""), {}, { token: "secret" }), {
      as: "anne",
    });
    expect(reading.warnings).toEqual([expect.stringMatching(/plain HTTP/)]);
    expect(server.log.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
    expect(server.log[0]?.headers["impersonate-user"]).toBe("anne");
  });

  it("is told at once when nobody is there", async () => {
    const server = await world.startPlain();
    await server.stop();
    const waits: number[] = [];
    const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
    const reading = world.read(kubeconfig(server.url), { pacing: { wait, random: () => 0 } });
    await expect(reading).rejects.toMatchObject({
      code: "PLIMSOLL_SOURCE_UNREACHABLE",
      message: `the API server ${server.url} cannot be reached: nothing listens there`,
    });
    expect(waits).toEqual([]);
  });

  it("is told when it does not speak TLS", async () => {
    const server = await world.startPlain();
    await expect(world.read(kubeconfig(server.url.replace("http:", "https:"), world.trusted))).rejects.toMatchObject({
      code: "PLIMSOLL_SOURCE_UNREACHABLE",
      message: expect.stringMatching(/does not speak TLS/),
    });
  });

  it("keeps the path of its address", async () => {
    const trick = ({ path }: { path: string }) => (path.startsWith("/k8s/c-1/") ? { status: 401 } : undefined);
    const server = await world.start({ trick });
    await expect(world.read(kubeconfig(`${server.url}/k8s/c-1/`, world.trusted))).rejects.toMatchObject({
      code: "PLIMSOLL_SOURCE_UNAUTHENTICATED",
    });
  });
});
