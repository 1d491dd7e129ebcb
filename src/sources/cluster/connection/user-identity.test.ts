// Who we are to a server, and what is said when it does not accept that.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SeenRequest } from "../../../../test/fake-api-server/fake-api-server.ts";
import { base64, kubeconfig, temporaryFolder } from "../../../../test/fake-api-server/kubeconfig.ts";
import { createTlsWorld, type TlsWorld } from "../../../../test/fake-api-server/tls-world.ts";
import { clusterSource, type ClusterOptions } from "../index.ts";

let world: TlsWorld;
beforeAll(async () => {
  world = await createTlsWorld();
});
afterAll(() => world.stop());

describe("who we are", () => {
  async function shown(user: object, options: Partial<ClusterOptions> = {}): Promise<SeenRequest | undefined> {
    const server = await world.start();
    await world.read(kubeconfig(server.url, world.trusted, user), options);
    return server.log[0];
  }

  it("a token", async () => {
    expect((await shown({ token: "abc" }))?.headers.authorization).toBe("Bearer abc");
  });

  it("a token file, beside which the token counts only when the file cannot be read", async () => {
    writeFileSync(join(world.folder, "token"), "from-file\n");
    expect((await shown({ tokenFile: "token", token: "abc" }))?.headers.authorization).toBe("Bearer from-file");
    expect((await shown({ tokenFile: "missing", token: "abc" }))?.headers.authorization).toBe("Bearer abc");
  });

  it("an identity token that has not ended", async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const idToken = `${part({ alg: "none" })}.${part({ exp: Date.now() / 1000 + 3600 })}.x`;
    const authProvider = { name: "oidc", config: { "id-token": idToken } };
    expect((await shown({ "auth-provider": authProvider }))?.headers.authorization).toBe(`Bearer ${idToken}`);
  });

  it("a name and a password", async () => {
    expect((await shown({ username: "anne", password: "pa:ss" }))?.headers.authorization).toBe(
      `Basic ${base64("anne:pa:ss")}`,
    );
  });

  it("a client certificate, as text and as files beside the kubeconfig", async () => {
    const { cert, key } = await world.authority.issue({ name: "anne" });
    const data = { "client-certificate-data": base64(cert), "client-key-data": base64(key) };
    expect((await shown(data))?.clientName).toBe("anne");
    writeFileSync(join(world.folder, "anne.crt"), cert);
    writeFileSync(join(world.folder, "anne.key"), key);
    expect((await shown({ "client-certificate": "anne.crt", "client-key": "anne.key" }))?.clientName).toBe("anne");
  });

  it("someone else, from the flags or the kubeconfig", async () => {
    const user = {
      as: "system:serviceaccount:shop:web",
      "as-uid": "7",
      "as-groups": ["a", "bé"],
      "as-user-extra": { "Scopes/x y": ["one", "two"] },
    };
    const request = await shown(user);
    const lines = (name: string, raw: readonly string[] = []): readonly string[] =>
      raw.flatMap((header, index) => (index % 2 === 0 && header === name ? (raw[index + 1] ?? "") : []));
    expect(lines("Impersonate-User", request?.rawHeaders)).toEqual(["system:serviceaccount:shop:web"]);
    expect(lines("Impersonate-Uid", request?.rawHeaders)).toEqual(["7"]);
    expect(lines("Impersonate-Group", request?.rawHeaders)).toEqual(["a", Buffer.from("bé").toString("latin1")]);
    expect(lines("Impersonate-Extra-Scopes%2Fx%20y", request?.rawHeaders)).toEqual(["one", "two"]);
    const flags = await shown(user, { as: "anne", asGroups: ["c"], asUid: "8" });
    expect(flags?.headers).toMatchObject({
      "impersonate-user": "anne",
      "impersonate-group": "c",
      "impersonate-uid": "8",
    });
  });

  it("is told when it is not accepted, and why that may be", async () => {
    const trick = () => ({ status: 401 });
    const server = await world.start({ trick });
    const expired = await world.authority.issue({
      name: "anne",
      notBefore: new Date("2020-01-01"),
      notAfter: new Date("2021-01-01"),
    });
    const old = { "client-certificate-data": base64(expired.cert), "client-key-data": base64(expired.key) };
    for (const [user, hint] of [
      [{ token: "abc" }, /sign in again/],
      [{}, /no credentials were sent/],
      [old, /ended at 2021-01-01T00:00:00\.000Z/],
    ] as const) {
      await expect(world.read(kubeconfig(server.url, world.trusted, user))).rejects.toMatchObject({
        code: "PLIMSOLL_SOURCE_UNAUTHENTICATED",
        hint: expect.stringMatching(hint),
      });
    }
  });
});

describe("in a pod", () => {
  it("the service account is used when there is no kubeconfig", async () => {
    const server = await world.start();
    const account = temporaryFolder();
    writeFileSync(join(account, "token"), "pod-token\n");
    writeFileSync(join(account, "ca.crt"), world.authority.cert);
    writeFileSync(join(account, "namespace"), "shop");
    const env = { HOME: account, KUBERNETES_SERVICE_HOST: "127.0.0.1", KUBERNETES_SERVICE_PORT: String(server.port) };
    const source = clusterSource({ env, serviceAccountFolder: account });
    const reading = await source.read({ step: () => undefined });
    expect(reading.origin.label).toBe("in-cluster");
    expect(server.log[0]?.headers.authorization).toBe("Bearer pod-token");
  });
});
