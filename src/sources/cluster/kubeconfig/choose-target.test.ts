// Which cluster and user a kubeconfig means, and what is said when it means none.
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  kubeconfig,
  removeTemporaryFolders,
  temporaryFolder,
  writeKubeconfig,
} from "../../../../test/fake-api-server/kubeconfig.ts";
import type { ClusterOptions } from "../cluster-options.ts";
import { chooseTarget } from "./choose-target.ts";
import type { Target } from "./target.ts";

const folder = temporaryFolder();
afterAll(removeTemporaryFolders);

function choose(content: object | string, options: Partial<ClusterOptions> = {}): Promise<Target> {
  return chooseTarget({ env: {}, kubeconfig: writeKubeconfig(folder, content), ...options });
}

const two = {
  clusters: [
    { name: "one", cluster: { server: "https://one:6443" } },
    { name: "two", cluster: { server: "https://two:6443" } },
  ],
  users: [{ name: "anne", user: { token: "t" } }],
  contexts: [
    { name: "first", context: { cluster: "one", user: "anne", namespace: "shop" } },
    { name: "second", context: { cluster: "two" } },
    { name: "lost", context: { cluster: "three", user: "anne" } },
    { name: "nobody", context: { cluster: "one", user: "bob" } },
    { name: "empty", context: {} },
  ],
  "current-context": "first",
};

describe("a context", () => {
  it("is the current one, or the one asked for", async () => {
    expect(await choose(two)).toMatchObject({
      label: "first",
      cluster: { server: "https://one:6443" },
      user: { token: "t" },
      namespace: "shop",
    });
    expect(await choose(two, { context: "second" })).toMatchObject({
      label: "second",
      cluster: { server: "https://two:6443" },
      user: { token: undefined },
    });
  });

  it.each<[string, object, Partial<ClusterOptions>, RegExp, RegExp]>([
    [
      "is not there",
      two,
      { context: "thrid" },
      /there is no context "thrid"$/,
      /^the contexts there are: "first", "second", "lost", "nobody", "empty"$/,
    ],
    [
      "is not chosen",
      { ...two, "current-context": "" },
      {},
      /no context is chosen/,
      /--context; the contexts there are: "first"/,
    ],
    [
      "names no cluster",
      two,
      { context: "empty" },
      /context "empty" names no cluster/,
      /the clusters there are: "one", "two"/,
    ],
    [
      "names a cluster that is not there",
      two,
      { context: "lost" },
      /names cluster "three", which is not there/,
      /the clusters there are: "one", "two"/,
    ],
    [
      "names a user that is not there",
      two,
      { context: "nobody" },
      /names user "bob", which is not there/,
      /the users there are: "anne"/,
    ],
    [
      "has a cluster without server",
      { ...two, clusters: [{ name: "one", cluster: {} }] },
      {},
      /cluster "one" has no server/,
      /./,
    ],
    [
      "is one of very many",
      { ...two, contexts: Array.from({ length: 99 }, (_, index) => ({ name: `c${index}`, context: {} })) },
      {},
      /no context "first"/,
      /"c19", and 79 more$/,
    ],
  ])("that %s is told", async (_what, content, options, message, hint) => {
    await expect(choose(content, options)).rejects.toMatchObject({
      code: "PLIMSOLL_KUBECONFIG",
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });
});

describe("the files", () => {
  const other = {
    clusters: [
      { name: "one", cluster: { server: "https://other:6443", "tls-server-name": "x" } },
      { name: "three", cluster: { server: "https://three:6443" } },
    ],
    contexts: [{ name: "lost", context: { cluster: "one", user: "anne" } }],
    "current-context": "second",
  };
  const list = (...files: string[]): string => files.join(delimiter);

  it("of KUBECONFIG are merged: the first to name an entry or the current context wins, missing ones are skipped", async () => {
    const files = [join(folder, "missing"), writeKubeconfig(folder, two), writeKubeconfig(folder, other)];
    const env = { KUBECONFIG: list("", ...files), HOME: "/nowhere" };
    expect(await chooseTarget({ env })).toMatchObject({
      label: "first",
      cluster: { server: "https://one:6443", tlsServerName: undefined },
    });
    expect(await chooseTarget({ env, context: "lost" })).toMatchObject({ cluster: { server: "https://three:6443" } });
    const reversed = { KUBECONFIG: list(...files.toReversed()) };
    expect(await chooseTarget({ env: reversed })).toMatchObject({ label: "second" });
    expect(await chooseTarget({ env: reversed, context: "first" })).toMatchObject({
      cluster: { server: "https://other:6443", tlsServerName: "x" },
    });
  });

  it("are --kubeconfig alone, then KUBECONFIG, then ~/.kube/config", async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, ".kube"));
    writeFileSync(join(home, ".kube", "config"), JSON.stringify(kubeconfig("https://home:6443")));
    const [listed, named] = [
      writeKubeconfig(folder, kubeconfig("https://list:6443")),
      writeKubeconfig(folder, kubeconfig("https://flag:6443")),
    ];
    const server = async (options: ClusterOptions): Promise<string> => (await chooseTarget(options)).cluster.server;
    expect(await server({ env: { HOME: home } })).toBe("https://home:6443");
    expect(await server({ env: { HOME: home, KUBECONFIG: "" } })).toBe("https://home:6443");
    expect(await server({ env: { USERPROFILE: home } })).toBe("https://home:6443");
    expect(await server({ env: { HOME: home, KUBECONFIG: listed } })).toBe("https://list:6443");
    expect(await server({ env: { HOME: home, KUBECONFIG: listed }, kubeconfig: named })).toBe("https://flag:6443");
  });

  it.each<[string, ClusterOptions, RegExp, RegExp]>([
    [
      "named, but not there",
      { env: {}, kubeconfig: "/nowhere/config" },
      /kubeconfig \/nowhere\/config: there is no such file/,
      /--kubeconfig/,
    ],
    [
      "looked for, but not there",
      { env: { KUBECONFIG: list("/nowhere/a", "/nowhere/b") } },
      /not found: looked for \/nowhere\/a, \/nowhere\/b/,
      /--sample/,
    ],
    ["without a place to look for", { env: {} }, /neither KUBECONFIG nor HOME is set/, /--kubeconfig/],
    ["a folder", { env: {}, kubeconfig: folder }, /is a folder, not a file/, /./],
  ])("that are %s are told", async (_what, options, message, hint) => {
    await expect(chooseTarget(options)).rejects.toMatchObject({
      code: "PLIMSOLL_KUBECONFIG",
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  it("have paths relative to themselves, not to where we are", async () => {
    const file = writeKubeconfig(folder, {
      ...two,
      clusters: [{ name: "one", cluster: { server: "https://one", "certificate-authority": "pki/ca.crt" } }],
      users: [
        {
          name: "anne",
          user: { "client-certificate": "../anne.crt", "client-key": "/abs/anne.key", tokenFile: "token" },
        },
      ],
    });
    expect(await chooseTarget({ env: {}, kubeconfig: file })).toMatchObject({
      cluster: { caFile: join(folder, "pki", "ca.crt") },
      user: { certFile: join(folder, "..", "anne.crt"), keyFile: "/abs/anne.key", tokenFile: join(folder, "token") },
    });
  });
});

describe("a server's address", () => {
  it.each([
    ["https://API.example:6443/", "https://api.example:6443"],
    ["https://rancher.example/k8s/clusters/c-1/", "https://rancher.example/k8s/clusters/c-1"],
    ["localhost:8080", "http://localhost:8080"],
    ["10.0.0.1", "http://10.0.0.1"],
    ["https://[::1]:6443", "https://[::1]:6443"],
  ])("%s is %s", async (written, server) => {
    expect((await choose(kubeconfig(written))).cluster.server).toBe(server);
  });

  it.each(["ftp://host", "https://", "https://host:port", "file:///etc/passwd"])("%s is refused", async (written) => {
    await expect(choose(kubeconfig(written))).rejects.toMatchObject({
      code: "PLIMSOLL_KUBECONFIG",
      message: `kubeconfig cluster "test": ${JSON.stringify(written)} is no server address`,
    });
  });
});

describe("entries that contradict themselves", () => {
  it.each<[RegExp, object, object, Partial<ClusterOptions>]>([
    [
      /both certificate-authority and certificate-authority-data/,
      { "certificate-authority": "a", "certificate-authority-data": "YQ==" },
      {},
      {},
    ],
    [
      /both a certificate authority and insecure-skip-tls-verify/,
      { "certificate-authority": "a", "insecure-skip-tls-verify": true },
      {},
      {},
    ],
    [/proxy-url must begin with/, { "proxy-url": "ftp://x" }, {}, {}],
    [
      /both client-certificate and client-certificate-data/,
      {},
      { "client-certificate": "a", "client-certificate-data": "YQ==", "client-key": "k" },
      {},
    ],
    [
      /both client-key and client-key-data/,
      {},
      { "client-certificate": "a", "client-key": "a", "client-key-data": "YQ==" },
      {},
    ],
    [/client-certificate is set without client-key/, {}, { "client-certificate": "a" }, {}],
    [/both a token and a user name or password/, {}, { token: "t", username: "u", password: "p" }, {}],
    [/both exec and auth-provider/, {}, { exec: { command: "x" }, "auth-provider": { name: "oidc" } }, {}],
    [/a uid, groups or extra fields to act as are set without a user/, {}, { "as-groups": ["a"] }, {}],
    [/a uid, groups or extra fields to act as are set without a user/, {}, {}, { asGroups: ["a"] }],
  ])("%s", async (message, cluster, user, options) => {
    await expect(choose(kubeconfig("https://one", cluster, user), options)).rejects.toMatchObject({
      code: "PLIMSOLL_KUBECONFIG",
      message: expect.stringMatching(message),
    });
  });

  it("are forgiven an authority when verification is switched off by the flag", async () => {
    const target = await choose(kubeconfig("https://one", { "certificate-authority": "a" }), {
      insecureSkipTlsVerify: true,
    });
    expect(target.cluster).toMatchObject({ caFile: undefined, insecureSkipTlsVerify: true });
  });
});
