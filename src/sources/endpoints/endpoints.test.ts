// Handshakes with servers of the test, and with what is no TLS server.
import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { createServer } from "node:tls";
import { afterAll, describe, expect, it } from "vitest";
import { purpose, TestAuthority } from "../../../test/fixtures/certificates/kubeadm-layout.ts";
import { parseEndpoint, readEndpoint } from "./index.ts";

const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

function listening(server: Server, host = "127.0.0.1"): Promise<number> {
  servers.push(server);
  return new Promise((done) => server.listen(0, host, () => done((server.address() as AddressInfo).port)));
}

describe("an address", () => {
  it.each([
    ["10.0.0.5:6443", { host: "10.0.0.5", port: 6443 }],
    ["[fd00::5]:2379", { host: "fd00::5", port: 2379 }],
    ["etcd-0.etcd:2379", { host: "etcd-0.etcd", port: 2379 }],
    ["https://api.example", { host: "api.example", port: 443 }],
    ["https://[::1]:6443/livez", { host: "::1", port: 6443 }],
  ])("%s is one", (text, endpoint) => expect(parseEndpoint(text)).toEqual(endpoint));

  it.each([
    "ca.crt",
    "/etc/kubernetes",
    "host:0",
    "host:70000",
    "fd00::5:2379",
    "[host]:1",
    "a b:1",
    "http://a:1",
    "a:1/b",
    `${"a".repeat(600)}:1`,
  ])("%s is none", (text) => expect(parseEndpoint(text)).toBeUndefined());
});

describe("a server", () => {
  const authority = new TestAuthority("ca");
  const { certificate, key, der } = authority.issue("CN=server", { extensions: purpose.server("localhost") });

  it("shows the chain it sends, and is asked for the name", async () => {
    let asked: string | undefined;
    const context = { cert: certificate + authority.certificate, key };
    const port = await listening(
      createServer({
        ...context,
        SNICallback: (name, done) => {
          asked = name;
          done(null);
        },
      }),
    );
    const { holding, protocol } = await readEndpoint({ host: "localhost", port }, 5000);
    expect(holding).toMatchObject({ kind: "endpoint", place: `localhost:${port}`, purpose: "server" });
    const raw = holding.items.map((item) =>
      item.kind === "certificate" ? Buffer.from(item.certificate.raw) : item.kind,
    );
    expect(raw).toEqual([der, authority.der]);
    expect([protocol, asked]).toEqual(["TLSv1.3", "localhost"]);
  });

  it.each(["TLSv1.2", "TLSv1.3"] as const)(
    "that wants a client certificate shows its own all the same, with %s",
    async (version) => {
      const port = await listening(
        createServer({
          cert: certificate,
          key,
          ca: authority.certificate,
          requestCert: true,
          rejectUnauthorized: true,
          minVersion: version,
          maxVersion: version,
        }),
      );
      const { holding } = await readEndpoint({ host: "127.0.0.1", port }, 5000);
      const [first] = holding.items;
      expect(first?.kind === "certificate" && Buffer.from(first.certificate.raw)).toEqual(der);
    },
  );

  it("that does not speak TLS, hangs up, hangs, or is not there is told", async () => {
    const plain = await listening(
      createTcpServer((socket) => {
        socket.on("error", () => {});
        socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
      }),
    );
    const closing = await listening(createTcpServer((socket) => void socket.destroy()));
    const silent = await listening(
      createTcpServer((socket) => {
        socket.on("error", () => {});
      }),
    );
    const refusing = createTcpServer();
    const refused = await listening(refusing);
    await new Promise((done) => refusing.close(done));
    for (const [port, reason] of [
      [plain, /does not speak TLS/],
      [closing, /closes? the connection|closed the connection/],
      [silent, /did not answer/],
      [refused, /refuses connections/],
    ] as const)
      await expect(readEndpoint({ host: "127.0.0.1", port }, port === silent ? 200 : 5000)).rejects.toMatchObject({
        code: "PLIMSOLL_SOURCE_UNREACHABLE",
        message: expect.stringMatching(reason),
      });
  });
});
