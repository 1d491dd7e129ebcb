// Credential plugins: what they are told, what they give, and every way they can fail.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { base64, kubeconfig } from "../../../../test/fake-api-server/kubeconfig.ts";
import { createTlsWorld, type TlsWorld } from "../../../../test/fake-api-server/tls-world.ts";

let world: TlsWorld;
beforeAll(async () => {
  world = await createTlsWorld();
});
afterAll(() => world.stop());

describe("a credential plugin", () => {
  const apiVersion = "client.authentication.k8s.io/v1";
  const exec = (text: string, more: object = {}): object => ({
    exec: { apiVersion, interactiveMode: "Never", command: world.program(text), ...more },
  });
  const print = (status: string): string =>
    `console.log(JSON.stringify({ apiVersion: "${apiVersion}", kind: "ExecCredential", status: ${status} }));`;

  it("gives a token; it is told the cluster, its arguments and its environment", async () => {
    const server = await world.start();
    const told =
      "Buffer.from(JSON.stringify([process.env.KUBERNETES_EXEC_INFO, process.env.ROLE, process.argv.slice(2)])).toString('base64url')";
    const user = exec(print(`{ token: ${told} }`), {
      args: ["login", "--now"],
      env: [{ name: "ROLE", value: "reader" }],
      provideClusterInfo: true,
    });
    const cluster = {
      ...world.trusted,
      extensions: [{ name: "client.authentication.k8s.io/exec", extension: { audience: "here" } }],
    };
    await world.read(kubeconfig(server.url, cluster, user));
    const token = server.log[0]?.headers.authorization?.replace("Bearer ", "") ?? "";
    const [info, role, args] = JSON.parse(Buffer.from(token, "base64url").toString()) as [string, string, string[]];
    expect([role, args]).toEqual(["reader", ["login", "--now"]]);
    expect(JSON.parse(info)).toEqual({
      apiVersion,
      kind: "ExecCredential",
      spec: {
        interactive: false,
        cluster: {
          server: server.url,
          "certificate-authority-data": base64(world.authority.cert),
          "insecure-skip-tls-verify": undefined,
          config: { audience: "here" },
        },
      },
    });
  });

  it("gives a certificate", async () => {
    const server = await world.start();
    const { cert, key } = await world.authority.issue({ name: "plugged" });
    const text = print(`{ clientCertificateData: ${JSON.stringify(cert)}, clientKeyData: ${JSON.stringify(key)} }`);
    await world.read(kubeconfig(server.url, world.trusted, exec(text)));
    expect(server.log[0]?.clientName).toBe("plugged");
  });

  it("is found beside the kubeconfig, and is not run where there is a token", async () => {
    const server = await world.start();
    const name = world.program(print('{ token: "relative" }')).split("/").at(-1) ?? "";
    const user = { exec: { apiVersion, interactiveMode: "Never", command: `./${name}` } };
    await world.read(kubeconfig(server.url, world.trusted, user));
    expect(server.log[0]?.headers.authorization).toBe("Bearer relative");
    await world.read(kubeconfig(server.url, world.trusted, { ...exec("process.exit(3)"), token: "abc" }));
    expect(server.log.at(-1)?.headers.authorization).toBe("Bearer abc");
  });

  it("is run again when the server no longer accepts what it gave", async () => {
    const counter = join(world.folder, "counter");
    writeFileSync(counter, "");
    const text = `const fs = require("node:fs"); fs.appendFileSync(${JSON.stringify(counter)}, "x");
      const token = "t" + fs.readFileSync(${JSON.stringify(counter)}, "utf8").length; ${print("{ token }")}`;
    const server = await world.start({
      trick: ({ query, headers }) =>
        query.has("limit") && headers.authorization === "Bearer t1" ? { status: 401 } : undefined,
    });
    const reading = await world.read(kubeconfig(server.url, world.trusted, exec(text)));
    expect(reading.parts.get("pods")?.status).toBe("collected");
    expect(server.log.at(-1)?.headers.authorization).toBe("Bearer t2");
  });

  it("is not run for ever when nothing it gives is accepted", async () => {
    const counter = join(world.folder, "runs");
    const text = `require("node:fs").appendFileSync(${JSON.stringify(counter)}, "x"); ${print('{ token: "t" }')}`;
    const server = await world.start({
      trick: ({ path }) => (path.endsWith("s") && path !== "/apis" ? { status: 401 } : undefined),
    });
    const reading = world.read(kubeconfig(server.url, world.trusted, exec(text)));
    await expect(reading).rejects.toMatchObject({ code: "PLIMSOLL_SOURCE_UNREACHABLE" });
    expect(readFileSync(counter, "utf8")).toBe("xxxx");
  });

  it("that fails on the way leaves what was read", async () => {
    const counter = join(world.folder, "failing");
    const text = `const fs = require("node:fs"); fs.appendFileSync(${JSON.stringify(counter)}, "x");
      if (fs.readFileSync(${JSON.stringify(counter)}, "utf8") !== "x") process.exit(3); ${print('{ token: "t" }')}`;
    const server = await world.start({ trick: ({ path }) => (path.endsWith("/pods") ? { status: 401 } : undefined) });
    const reading = await world.read(kubeconfig(server.url, world.trusted, exec(text)));
    expect(reading.parts.get("pods")).toMatchObject({ gap: { reason: expect.stringContaining("no longer accepted") } });
    expect(reading.parts.get("namespaces")?.status).toBe("collected");
  });

  it("is heard while it runs", async () => {
    const server = await world.start();
    const text = `console.error("open https://login.example and enter 1234"); ${print('{ token: "abc" }')}`;
    expect((await world.read(kubeconfig(server.url, world.trusted, exec(text)))).warnings).toEqual([
      "open https://login.example and enter 1234",
    ]);
  });

  it.each<[string, string, object, RegExp, RegExp]>([
    ["fails", "process.exit(3)", {}, /failed with exit code 3/, /run it by hand/],
    ["prints no JSON", "console.log('hello')", {}, /printed something that is not JSON/, /run it by hand/],
    ["prints another object", "console.log('{}')", {}, /printed no ExecCredential/, /./],
    [
      "prints another version",
      print("{}"),
      { apiVersion: "client.authentication.k8s.io/v1beta1" },
      /answered in "client\.authentication\.k8s\.io\/v1"/,
      /./,
    ],
    ["prints nothing of use", print("{}"), {}, /printed neither a token nor a certificate/, /./],
    ["prints half a pair", print('{ clientKeyData: "x" }'), {}, /certificate without key/, /./],
    ["prints a number", print("{ token: 7 }"), {}, /status\.token that is not text/, /./],
    [
      "prints without end",
      "for (;;) require('node:fs').writeSync(1, 'x'.repeat(65536))",
      {},
      /prints more than a credential/,
      /./,
    ],
    [
      "is not there",
      "",
      { command: "no-such-plugin", installHint: "brew install it" },
      /cannot be run \(ENOENT\)/,
      /^brew install it$/,
    ],
    ["must ask", "", { interactiveMode: "Always" }, /wants to ask/, /./],
    ["has an old version", "", { apiVersion: "client.authentication.k8s.io/v1alpha1" }, /Kubernetes knows/, /./],
    ["has no mode", "", { interactiveMode: "" }, /exec\.interactiveMode must be one of/, /./],
  ])("that %s is told", async (_what, text, more, message, hint) => {
    const reading = world.read(kubeconfig("https://127.0.0.1:1", world.trusted, exec(text, more)));
    await expect(reading).rejects.toMatchObject({
      code: "PLIMSOLL_KUBECONFIG",
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });
});
