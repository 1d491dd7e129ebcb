// kubeconfig merge and minify mean what kubectl's own merging and `config view --minify --flatten --raw` mean: a table, and random files.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isJsonObject, stringifyJson, type JsonObject, type JsonValue } from "../../src/core/index.ts";
import { parseYamlDocuments } from "../../src/languages/yaml/index.ts";
import { kubectlPackageFits, obtainKubectl, runKubectl } from "../control-plane/kubectl.ts";
import { run } from "../fixtures/command-line.ts";
import { randomKubeconfigs } from "../fixtures/random-kubeconfigs.ts";

let kubectl = "";
let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "plimsoll-kubectl-config-"));
  if (kubectlPackageFits()) ({ kubectl } = await obtainKubectl());
  writeFileSync(join(folder, "pem"), "-----BEGIN X-----\n\u00ff\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly refused: boolean;
  readonly value: unknown;
}

const pathFields = new Set(["certificate-authority", "client-certificate", "client-key", "tokenFile"]);

/** kubectl leaves relative paths as they are, although what it prints is elsewhere; ours are absolute. All files stand in one folder here. */
function absolute(value: JsonValue | undefined, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item: JsonValue) => absolute(item));
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, absolute(item, name)]));
  const isPath = typeof value === "string" && (pathFields.has(key) || (key === "command" && value.includes(sep)));
  return isPath ? resolve(folder, value) : value;
}

function read(text: string): unknown {
  const [document] = parseYamlDocuments(text).documents;
  return JSON.parse(stringifyJson(absolute(document?.value)));
}

async function theirs(files: readonly string[], flags: readonly string[]): Promise<Outcome> {
  const kubeconfig = files.join(":");
  const { stdout, exitCode } = await runKubectl(["config", "view", "--raw", ...flags], {
    program: kubectl,
    home: folder,
    kubeconfig,
  });
  return { refused: exitCode !== 0, value: exitCode === 0 ? read(stdout) : undefined };
}

async function ours(words: readonly string[], files: readonly string[]): Promise<Outcome & { readonly text: string }> {
  const { out, exitCode } = await run(["kubeconfig", ...words], { env: { KUBECONFIG: files.join(":") } });
  return { refused: exitCode !== 0, value: exitCode === 0 ? read(out) : undefined, text: out };
}

/** Compares both commands on files, and has kubectl read what we wrote. */
async function compare(texts: readonly string[]): Promise<void> {
  const files = texts.map((text, index) => {
    const file = join(folder, `config-${index}`);
    writeFileSync(file, text);
    return file;
  });
  await Promise.all([[], ["--flatten"]].map((flatten) => compareOne(files, flatten)));
}

async function compareOne(files: readonly string[], flatten: readonly string[]): Promise<void> {
  const [{ text: _merged, ...merged }, { text, ...small }, theirMerged, theirSmall] = await Promise.all([
    ours(["merge", ...files, ...flatten], files),
    ours(["minify", ...flatten], files),
    theirs(files, flatten),
    theirs(files, ["--minify", ...flatten]),
  ]);
  const input = files.map((file) => readFileSync(file, "utf8")).join("\n---\n");
  expect(merged, input).toEqual(theirMerged);
  expect(small, input).toEqual(theirSmall);
  if (small.refused) return;
  const again = join(folder, `again${flatten.join("")}`);
  writeFileSync(again, text);
  expect(await theirs([again], []), text).toEqual(small);
  expect((await ours(["minify"], [again])).text).toBe(text);
}

const base = {
  clusters: [{ name: "c", cluster: { server: "s" } }],
  contexts: [{ name: "k", context: { cluster: "c" } }],
  "current-context": "k",
};
const withUser = (user: object): object => ({
  ...base,
  users: [{ name: "u", user }],
  contexts: [{ name: "k", context: { cluster: "c", user: "u" } }],
});

const cases: readonly (readonly [string, ...object[]])[] = [
  ["nothing", {}],
  ["a cluster without user", base],
  ["no current context", { ...base, "current-context": "" }],
  ["a context that is not there", { ...base, "current-context": "x" }],
  ["a user that is not there", { ...base, contexts: [{ name: "k", context: { cluster: "c", user: "x" } }] }],
  ["a context of nothing", { contexts: [{ name: "k", context: {} }], "current-context": "k" }],
  ["two of a name", { clusters: [{ name: "c" }, { name: "c" }] }],
  ["files", withUser({ "client-certificate": "pem", "client-key": "./pem", tokenFile: "pem" })],
  ["files that are not there", withUser({ "client-certificate": "none" })],
  ["a token file that is not there", withUser({ tokenFile: "none" })],
  ["a file and its data", withUser({ "client-key": "pem", "client-key-data": "Zm9v" })],
  ["data over lines", withUser({ "client-key-data": "Zm9v\nYg==" })],
  ["data that is no base64", withUser({ "client-key-data": "Zm9vYg" })],
  ["plugins", withUser({ exec: { command: "bin/x", apiVersion: "client.authentication.k8s.io/v1beta1", args: [] } })],
  [
    "a plugin by name",
    withUser({
      exec: {
        command: "x",
        apiVersion: "client.authentication.k8s.io/v1",
        env: [{ name: "A" }],
        provideClusterInfo: true,
        installHint: "y",
      },
    }),
  ],
  ["a provider", withUser({ "auth-provider": { name: "oidc", config: { a: "b" } } })],
  ["impersonation", withUser({ as: "x", "as-uid": "1", "as-groups": ["g"], "as-user-extra": { k: ["v"], empty: [] } })],
  [
    "words other readers take for something else",
    withUser({ token: "1e3", username: "yes", password: "~", as: "0x10" }),
  ],
  ["unknown fields", { ...withUser({ tokn: "x", token: null }), more: [1] }],
  [
    "extensions",
    {
      ...base,
      extensions: [
        { name: "b", extension: { z: 1, a: [true, null, 1.5] } },
        { name: "a", extension: "text" },
      ],
      preferences: { colors: true, extensions: [{ name: "p" }] },
    },
  ],
  [
    "two files, one name",
    base,
    { ...base, clusters: [{ name: "c", cluster: { server: "t", "proxy-url": "http://p" } }, { name: "d" }] },
  ],
  ["two current contexts", { ...base, "current-context": "" }, { ...base, "current-context": "k" }],
  [
    "preferences of two",
    { preferences: { colors: false } },
    { preferences: { colors: true, extensions: [{ name: "p", extension: 1 }] } },
  ],
  [
    "extensions of two",
    { extensions: [{ name: "a", extension: 1 }] },
    {
      extensions: [
        { name: "a", extension: 2 },
        { name: "b", extension: 3 },
      ],
    },
  ],
];

function clean(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

describe.runIf(kubectlPackageFits())("kubeconfigs mean what they mean to kubectl", { timeout: 120_000 }, () => {
  it.each(cases)("%s", async (_name, ...configs) => {
    await compare(configs.map((one) => JSON.stringify(one)));
  });

  it("YAML of many kinds", async () => {
    await compare([
      "a: &a {server: s}\nclusters:\n- {name: c, cluster: *a}\n- name: d\n  cluster: {<<: *a}\n---\nsecond: document\n",
      "# nothing\n",
    ]);
  });

  it("random files", async () => {
    const runs = 20;
    let refusals = 0;
    await fc.assert(
      fc.asyncProperty(randomKubeconfigs, async (configs) => {
        await compare(configs.map((one) => JSON.stringify(clean(one))));
        refusals += (await ours(["minify", "--flatten"], [join(folder, "config-0")])).refused ? 1 : 0;
      }),
      { numRuns: runs },
    );
    expect(refusals).toBeLessThan(runs * 0.75);
  });
});

it("has a folder to work in", () => {
  expect(dirname(join(folder, "pem"))).toBe(folder);
});
