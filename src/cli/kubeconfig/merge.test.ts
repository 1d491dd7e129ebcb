// plimsoll kubeconfig merge and minify, as a user runs them; test/e2e compares them with kubectl.
import { statSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { base64, kubeconfig, soundCluster, soundUser } from "../../../test/fixtures/kubeconfigs.ts";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { parseYamlDocuments } from "../../languages/yaml/index.ts";

const folder = new WorkFolder();
afterAll(() => folder.remove());

interface Written {
  readonly clusters: readonly { readonly name: string; readonly cluster: { readonly server: string } }[];
  readonly users: readonly { readonly name: string; readonly user: Readonly<Record<string, string>> }[];
  readonly contexts: readonly {
    readonly name: string;
    readonly context: { readonly cluster: string; readonly user: string };
  }[];
  readonly "current-context": string;
}

function parsed(text: string): Written {
  return parseYamlDocuments(text).documents[0]?.value as unknown as Written;
}

const one = folder.write("one/config", kubeconfig());
const other = folder.write("other/config", kubeconfig({ token: "abc" }, { ...soundCluster, server: "https://other" }));

describe("kubeconfig merge", () => {
  it("lets the first win, and says what is left out", async () => {
    const { out, err } = await run(`kubeconfig merge ${one} ${other}`);
    expect(parsed(out).clusters).toEqual([{ name: "main", cluster: soundCluster }]);
    expect(err.match(/left out: \w+ "\w+"/g)).toEqual(['left out: cluster "main"', 'left out: user "dora"']);
    expect((await run(`kubeconfig merge ${one} ${one}`)).err).toBe("");
  });

  it("keeps both under two names, and contexts follow", async () => {
    const third = folder.write("third", kubeconfig({ token: "xyz" }));
    const { out, err } = await run(`kubeconfig merge ${one} ${other} ${third} --rename-conflicts`);
    const { clusters, users, contexts, ...more } = parsed(out);
    expect(clusters.map(({ name, cluster }) => `${name} ${cluster.server}`)).toEqual([
      "main https://api.example.com:6443",
      "main-2 https://other",
    ]);
    expect(users.map(({ name, user }) => `${name} ${user["token"] ?? "-"}`)).toEqual([
      "dora -",
      "dora-2 abc",
      "dora-3 xyz",
    ]);
    expect(contexts.map(({ name, context }) => `${name}: ${context.user}@${context.cluster}`)).toEqual([
      "work: dora@main",
      "work-2: dora-2@main-2",
      "work-3: dora-3@main",
    ]);
    expect(more["current-context"]).toBe("work");
    expect(err.match(/renamed: .*/g)).toHaveLength(5);
  });

  it("does not rename into a name that is taken", async () => {
    const clusters = ["main", "main-2"].map((name) => ({ name, cluster: { server: `https://${name}` } }));
    const file = folder.write("taken", kubeconfig(soundUser, {}, { clusters }));
    const { out } = await run(`kubeconfig merge ${other} ${file} --rename-conflicts`);
    expect(parsed(out).clusters.map(({ name, cluster }) => `${name} ${cluster.server}`)).toEqual([
      "main https://other",
      "main-2 https://main",
      "main-2-2 https://main-2",
    ]);
  });

  it("makes paths absolute, or puts the files' contents in their place", async () => {
    folder.write("paths/ca.crt", "CA");
    const file = folder.write(
      "paths/config",
      kubeconfig(
        {
          tokenFile: "t",
          exec: { command: "./x", apiVersion: "client.authentication.k8s.io/v1", interactiveMode: "Never" },
        },
        { server: "https://a", "certificate-authority": "ca.crt" },
      ),
    );
    const { out } = await run(`kubeconfig merge ${file}`);
    expect(out).toContain(`certificate-authority: ${folder.file("paths/ca.crt")}`);
    expect(out).toContain(`tokenFile: ${folder.file("paths/t")}`);
    expect(out).toContain(`command: ${folder.file("paths/x")}`);
    expect((await run(`kubeconfig merge ${file} --flatten`)).out).toContain(
      `certificate-authority-data: ${base64("CA")}`,
    );
  });

  it("warns where a person would see credentials", async () => {
    expect((await run(`kubeconfig merge ${one}`, { outIsTerminal: true })).err).toMatch(/^warning: .*secrets/);
  });

  it("writes a file for its owner only, and over nothing without --force", async () => {
    const target = folder.file("out/all.yaml");
    const words = `kubeconfig merge ${one} -o ${target}`;
    expect(await run(words)).toMatchObject({ exitCode: 0, out: "", err: `kubeconfig written to ${target}\n` });
    expect([statSync(target), statSync(folder.file("out"))].map(({ mode }) => mode & 0o777)).toEqual([0o600, 0o700]);
    const { out } = await run(`kubeconfig merge ${one}`);
    expect(folder.read("out/all.yaml")).toBe(out);
    expect(await run(words)).toMatchObject({ exitCode: 2, err: expect.stringContaining("there already") });
    expect((await run(`${words} --force`)).exitCode).toBe(0);
  });

  it.each<[string, RegExp]>([
    ["kubeconfig merge /no/such/file", /no such file/],
    ["kubeconfig merge", /missing required argument/],
  ])("refuses %s", async (words, message) => {
    const { exitCode, err } = await run(words);
    expect([exitCode, message.test(err)]).toEqual([2, true]);
  });
});

describe("kubeconfig minify", () => {
  it("keeps one context and what it needs", async () => {
    const contexts = ["work", "home"].map((name) => ({
      name,
      context: { cluster: name === "work" ? "main" : "flat", user: "dora" },
    }));
    const clusters = ["main", "flat"].map((name) => ({ name, cluster: { server: `https://${name}` } }));
    const file = folder.write("two", kubeconfig(soundUser, {}, { contexts, clusters }));
    const { out } = await run(`kubeconfig minify --kubeconfig ${file} --context home`);
    expect(parsed(out)).toMatchObject({
      "current-context": "home",
      contexts: [{ name: "home" }],
      clusters: [{ name: "flat" }],
      users: [{ name: "dora", user: soundUser }],
    });
  });

  it.each<[string, string, RegExp]>([
    ["a context that is not there", "--context wrok", /no context "wrok"[\s\S]*Did you mean "work"/],
    ["a file to embed that is not there", "--flatten", /:9: .*ca\.crt: there is no such file/],
  ])("refuses %s", async (_name, words, message) => {
    const file = folder.write(
      "missing",
      kubeconfig(soundUser, { server: "https://a", "certificate-authority": "gone/ca.crt" }),
    );
    const { exitCode, out, err } = await run(`kubeconfig minify --kubeconfig ${file} ${words}`);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(message);
  });
});
