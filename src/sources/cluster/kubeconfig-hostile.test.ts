// Kubeconfigs nobody means well with: each ends in a message that says where and what, never in a crash.
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { PlimsollError } from "../../core/index.ts";
import {
  kubeconfig,
  removeTemporaryFolders,
  temporaryFolder,
  writeKubeconfig,
} from "../../../test/fake-api-server/kubeconfig.ts";
import { clusterSource } from "./index.ts";

const folder = temporaryFolder();
afterAll(removeTemporaryFolders);

async function refusal(file: string): Promise<PlimsollError> {
  const source = clusterSource({ env: {}, kubeconfig: file });
  const error = await source.read({ step: () => undefined }).catch((thrown: unknown) => thrown);
  if (!(error instanceof PlimsollError)) throw new Error(`not a PlimsollError: ${String(error)}`, { cause: error });
  expect(error.hint).toMatch(/./);
  return error;
}

const bomb = [
  "a: &a [x,x,x,x,x,x,x,x,x,x]",
  ..."bcdefgh".split("").map((key, index) => {
    const before = "abcdefgh"[index] ?? "";
    return `${key}: &${key} [${Array(10).fill(`*${before}`).join(",")}]`;
  }),
].join("\n");
const good = JSON.stringify(kubeconfig("https://127.0.0.1:1"));

describe("text", () => {
  it.each<[string, string | Buffer, RegExp]>([
    ["is binary junk", Buffer.from("7f454c4602010100ff", "hex"), /is not text$/],
    ["has NUL bytes", "apiVersion: v1\0", /is not text$/],
    ["is UTF-16", Buffer.from(`\ufeff${good}`, "utf16le"), /is UTF-16 text$/],
    ["is an alias bomb", bomb, /is not YAML: .*alias.*\(line \d+, column \d+\)$/],
    ["refers to itself", "clusters: &c [*c]", /is not YAML: .*\(line 1, column \d+\)$/],
    ["has an unknown alias", "clusters: *nobody", /is not YAML: .*\(line 1, column \d+\)$/],
    ["is nested deep", "[".repeat(50_000), /is not YAML: .*\(line 1, column \d+\)$/],
    ["is cut off", good.slice(0, -20), /is not YAML: .*\(line 1, column \d+\)$/],
    ["has tabs", "clusters:\n\t- name: a", /is not YAML: .*\(line 2, column \d+\)$/],
    ["is empty", "", /names no cluster, user or context/],
    ["holds comments only", "# nothing here\n", /names no cluster, user or context/],
    ["holds empty lists", "clusters: []\nusers: []\ncontexts: []\n", /names no cluster, user or context/],
    ["is a list", "[1, 2]", /must be a mapping with clusters, users and contexts$/],
    ["is a text", "just text", /must be a mapping with clusters, users and contexts$/],
    ["is another kind", "kind: Pod\nclusters: []", /is of kind "Pod", not Config$/],
    ["is huge", "#".repeat(17 * 1024 * 1024), /is larger than 16 MiB/],
  ])("that %s", async (_what, content, message) => {
    const file = join(folder, `hostile-${Math.random().toString(36).slice(2)}`);
    writeFileSync(file, content);
    const error = await refusal(file);
    expect(error.code).toBe("PLIMSOLL_KUBECONFIG");
    expect(error.message).toMatch(message);
    expect(error.message).toContain(file);
    if (/line \d/.test(error.message)) expect(error.location).toMatchObject({ file, line: expect.any(Number) });
  });

  it("that may not be read", async () => {
    const file = writeKubeconfig(folder, good);
    chmodSync(file, 0o000);
    const error = await refusal(process.getuid?.() === 0 ? "/dev/null/x" : file);
    expect(error.message).toMatch(/may not be read by this user$|there is no such file$/);
  });
});

describe("types", () => {
  const entry = (fields: object, list: string): object => ({
    ...kubeconfig("https://127.0.0.1:1"),
    [list]: fields,
  });
  const user = (fields: object): object => kubeconfig("https://127.0.0.1:1", {}, fields);
  const cluster = (fields: object): object => kubeconfig("https://127.0.0.1:1", fields);
  it.each<[RegExp, object]>([
    [/clusters must be a list$/, entry({ a: 1 }, "clusters")],
    [/users must be a list of mappings; item 0 is none$/, entry([null], "users")],
    [/contexts must be a list of mappings; item 0 is none$/, entry(["a"], "contexts")],
    [/clusters\[0\]\.name must be text$/, entry([{ name: 7 }], "clusters")],
    [/clusters\[0\]\.cluster must be a mapping$/, entry([{ name: "a", cluster: [] }], "clusters")],
    [/clusters\[1\]\.name "a" is in the list twice$/, entry([{ name: "a" }, { name: "a" }], "clusters")],
    [/current-context must be text$/, entry(["x"], "current-context")],
    [/clusters\[0\]\.cluster\.server must be text$/, cluster({ server: 7 })],
    [
      /clusters\[0\]\.cluster\.insecure-skip-tls-verify must be true or false$/,
      cluster({ "insecure-skip-tls-verify": "yes" }),
    ],
    [
      /clusters\[0\]\.cluster\.certificate-authority-data must be base64$/,
      cluster({ "certificate-authority-data": "%%%" }),
    ],
    [/clusters\[0\]\.cluster\.extensions must be a list$/, cluster({ extensions: {} })],
    [/users\[0\]\.user\.token must be text$/, user({ token: 12345 })],
    [/users\[0\]\.user\.as-groups must be a list of texts$/, user({ as: "a", "as-groups": [1] })],
    [/users\[0\]\.user\.as-user-extra\.a must be a list$/, user({ as: "a", "as-user-extra": { a: "b" } })],
    [/users\[0\]\.user\.exec must be a mapping$/, user({ exec: "aws" })],
    [/users\[0\]\.user\.exec\.command must name the program/, user({ exec: {} })],
    [/users\[0\]\.user\.exec\.args must be a list of texts$/, user({ exec: { command: "x", args: [{}] } })],
    [/users\[0\]\.user\.exec\.env must be a list$/, user({ exec: { command: "x", env: { A: "b" } } })],
    [
      /users\[0\]\.user\.auth-provider\.config\.a must be text$/,
      user({ "auth-provider": { name: "oidc", config: { a: 1 } } }),
    ],
    [/contexts\[0\]\.context\.namespace must be text$/, kubeconfig("https://127.0.0.1:1", {}, {}, { namespace: {} })],
    [/certificate-authority-data does not hold PEM text$/, cluster({ "certificate-authority-data": "YWJj" })],
    [
      /its certificate-authority cannot be read$/,
      cluster({
        "certificate-authority-data": Buffer.from(
          "-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----\n",
        ).toString("base64"),
      }),
    ],
    [
      /client-certificate \/nowhere\/crt: there is no such file$/,
      user({ "client-certificate": "/nowhere/crt", "client-key": "/nowhere/key" }),
    ],
    [/tokenFile .*: cannot be read \(EISDIR\)$/, user({ tokenFile: folder })],
    [/auth-provider "gone" is none that kubectl still knows/, user({ "auth-provider": { name: "gone", config: {} } })],
    [/cannot be sent/, user({ token: "a\nb" })],
    [/cannot be sent/, user({ as: "a\r\nX-Evil: 1" })],
  ])("%s", async (message, content) => {
    const error = await refusal(writeKubeconfig(folder, content));
    expect(error.message).toMatch(message);
    expect(error.code).toBe("PLIMSOLL_KUBECONFIG");
  });

  it("prototype names are names like any other", async () => {
    const text = good.replaceAll('"test"', '"__proto__"').replaceAll('"tester"', '"constructor"');
    expect((await refusal(writeKubeconfig(folder, text))).code).toBe("PLIMSOLL_SOURCE_UNREACHABLE");
    const lost = good.replace('"current-context":"test"', '"current-context":"__proto__"');
    expect((await refusal(writeKubeconfig(folder, lost))).message).toMatch(/there is no context "__proto__"$/);
  });

  it("messages never hold what is secret", async () => {
    const secret = "hunter2";
    for (const user of [
      { token: `${secret}\n${secret}` },
      { token: { [secret]: secret } },
      { username: "a", password: secret, token: secret },
    ]) {
      const error = await refusal(writeKubeconfig(folder, kubeconfig("https://127.0.0.1:1", {}, user)));
      expect(`${error.message} ${error.hint}`).not.toContain(secret);
    }
  });
});
