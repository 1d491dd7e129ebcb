// Reaching a server through a proxy.
import { createServer, type Server } from "node:http";
import { connect as connectTo, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { base64, kubeconfig } from "../../../../test/fake-api-server/kubeconfig.ts";
import { createTlsWorld, type TlsWorld } from "../../../../test/fake-api-server/tls-world.ts";

let world: TlsWorld;
beforeAll(async () => {
  world = await createTlsWorld();
});
afterAll(() => world.stop());

describe("a proxy", () => {
  let proxy: Server;
  let tunnels: string[];
  beforeAll(async () => {
    proxy = createServer().on("connect", (request, socket) => {
      tunnels.push(request.url ?? "");
      const port = Number(request.url?.split(":")[1]);
      const upstream = connectTo(port, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on("error", () => socket.destroy());
      socket.on("error", () => upstream.destroy());
    });
    await new Promise<void>((resolve) => void proxy.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => void proxy.close());

  it.each(["proxy-url", "HTTPS_PROXY"])("of %s leads to the server, which is still verified", async (from) => {
    tunnels = [];
    const server = await world.start();
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const cluster = { ...world.trusted, ...(from === "proxy-url" ? { "proxy-url": address } : {}) };
    const env = from === "proxy-url" ? {} : { HTTPS_PROXY: address };
    // Loopback is never proxied from the environment, so the server is called by a name the proxy resolves.
    const url = from === "proxy-url" ? server.url : `https://api.test:${server.port}`;
    const reading = await world.read(kubeconfig(url, cluster, { token: "abc" }), { env });
    expect(reading.parts.get("namespaces")?.status).toBe("collected");
    expect(new Set(tunnels)).toEqual(new Set([new URL(url).host]));
    expect(server.log[0]?.headers.authorization).toBe("Bearer abc");
    const untrusted = world.read(
      kubeconfig(url, { ...cluster, "certificate-authority-data": base64(world.stranger.cert) }),
      {
        env,
      },
    );
    await expect(untrusted).rejects.toMatchObject({ code: "PLIMSOLL_SOURCE_TLS" });
  });
});
