// plimsoll kubeconfig extract, as a user runs it; shells read back what it prints.
import { execFileSync } from "node:child_process";
import { readdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  authorityPem,
  base64,
  clientPem,
  keyPem,
  kubeconfig,
  plantedToken,
  soundCluster,
  soundUser,
  userKey,
} from "../../../test/fixtures/kubeconfigs.ts";
import { run, WorkFolder, type World } from "../../../test/fixtures/command-line.ts";
import { shellExport } from "../../use-cases/kubeconfig/index.ts";

const folder = new WorkFolder();
afterAll(() => folder.remove());

const full = folder.write("full", kubeconfig({ ...soundUser, token: plantedToken }));
const mode = (path: string): number => statSync(path).mode & 0o777;

function extract(words: string, file = full, world: World = {}) {
  return run(`kubeconfig extract ${words} --kubeconfig ${file}`, world);
}

/** What a POSIX shell makes of the lines. */
function read(lines: string, variable: string): string {
  return execFileSync("sh", ["-c", `${lines}\nprintf %s "$${variable}"`], { env: {} }).toString();
}

describe("kubeconfig extract", () => {
  it.each([
    ["server", "KUBE_SERVER", "https://api.example.com:6443"],
    ["ca", "KUBE_CA", authorityPem],
    ["client-certificate", "KUBE_CLIENT_CERTIFICATE", clientPem()],
    ["client-key", "KUBE_CLIENT_KEY", keyPem(userKey)],
    ["token", "KUBE_TOKEN", plantedToken],
  ])("prints the %s for a shell", async (part, variable, value) => {
    const { out, err, exitCode } = await extract(part);
    expect([exitCode, err]).toEqual([0, ""]);
    if (part === "client-certificate")
      expect(read(out, variable)).toMatch(/^-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n?$/);
    else expect(`${read(out, variable)}\n`.trim()).toBe(value.trim());
  });

  it("prints secrets only when they are asked for by name", async () => {
    const { out, err } = await extract("all");
    expect(out.match(/^export \w+/gm)).toEqual([
      "export KUBE_SERVER",
      "export KUBE_CA",
      "export KUBE_CLIENT_CERTIFICATE",
    ]);
    expect(out + err).not.toContain(plantedToken);
    expect(out + err).not.toContain("PRIVATE KEY");
    expect(err).toMatch(/left out: the client-key[\s\S]*left out: the token/);
    expect((await extract("token", full, { outIsTerminal: true })).err).toMatch(/^warning: this is a secret/);
    expect((await extract("server", full, { outIsTerminal: true })).err).toBe("");
  });

  it("writes files: secrets for their owner only, nothing over what is there", async () => {
    const target = folder.file("made/keys");
    const { out, exitCode } = await extract(`all --out-dir ${target}`);
    expect([out, exitCode]).toEqual(["", 0]);
    expect(readdirSync(target).sort()).toEqual(["ca.crt", "client.crt", "client.key", "server", "token"]);
    expect(["client.key", "token", "ca.crt"].map((file) => mode(join(target, file)) & ~process.umask())).toEqual([
      0o600,
      0o600,
      0o644 & ~process.umask(),
    ]);
    expect(mode(target)).toBe(0o700);
    expect(folder.read("made/keys/token")).toBe(plantedToken);
    const again = await extract(`token --out-dir ${target}`);
    expect(again).toMatchObject({ exitCode: 2, err: expect.stringContaining("there already") });
    expect((await extract(`token --out-dir ${target} --force`)).exitCode).toBe(0);
    expect(readdirSync(target)).toHaveLength(5);
  });

  it("follows no link that stands where a secret should go", async () => {
    folder.write("trap/seen", "");
    symlinkSync(folder.file("trap/seen"), folder.file("trap/token"));
    expect((await extract(`token --out-dir ${folder.file("trap")}`)).exitCode).toBe(2);
    expect((await extract(`token --out-dir ${folder.file("trap")} --force`)).exitCode).toBe(0);
    expect(folder.read("trap/seen")).toBe("");
  });

  it("hands on nothing but what a part is", async () => {
    const both = `# note\n${keyPem(userKey)}${authorityPem}\u001B[2J`;
    const file = folder.write(
      "both",
      kubeconfig(
        { ...soundUser, "client-certificate-data": base64(both), "client-key-data": base64(both) },
        { ...soundCluster, "certificate-authority-data": base64(both) },
      ),
    );
    expect(read((await extract("ca", file)).out, "KUBE_CA").trim()).toBe(authorityPem.trim());
    expect((await extract("client-key", file)).out).not.toContain("CERTIFICATE");
    expect((await extract("client-certificate", file)).out).not.toContain("PRIVATE");
  });

  it.each<[string, string, object, object, RegExp]>([
    ["a token with blanks", "token", { token: "a b" }, soundCluster, /has blanks/],
    ["a token with NUL", "token", { token: "a\0b" }, soundCluster, /has blanks or characters/],
    ["a token with escapes", "token", { token: "a\u001B[2J" }, soundCluster, /characters that cannot be sent/],
    [
      "a key that is none",
      "client-key",
      { ...soundUser, "client-key-data": base64("-----BEGIN x") },
      soundCluster,
      /no PEM/,
    ],
    ["no token", "token", soundUser, soundCluster, /has no token/],
    ["no CA", "ca", soundUser, { server: "https://a.b" }, /has no ca[\s\S]*authorities of this machine/],
    [
      "a plugin",
      "token",
      { exec: { command: "/bin/false", apiVersion: "client.authentication.k8s.io/v1", interactiveMode: "Never" } },
      soundCluster,
      /plugin \/bin\/false: --exec runs it/,
    ],
    ["plain http", "token", { token: "x" }, { server: "http://a.b" }, /no credentials are sent/],
  ])("refuses %s", async (_name, part, user, cluster, message) => {
    const { exitCode, out, err } = await extract(part, folder.write("bad", kubeconfig(user, cluster)));
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(message);
  });

  it("runs a credential plugin only with --exec", async () => {
    const credential = {
      apiVersion: "client.authentication.k8s.io/v1",
      kind: "ExecCredential",
      status: { token: "from-the-plugin" },
    };
    const exec = {
      command: "/bin/sh",
      args: ["-c", `touch ${folder.file("ran")}; echo '${JSON.stringify(credential)}'`],
      apiVersion: credential.apiVersion,
      interactiveMode: "Never",
    };
    const file = folder.write("plugin", kubeconfig({ exec }));
    expect((await extract("all", file)).exitCode).toBe(0);
    expect(readdirSync(folder.path)).not.toContain("ran");
    expect(read((await extract("token --exec", file)).out, "KUBE_TOKEN")).toBe("from-the-plugin");
    expect(readdirSync(folder.path)).toContain("ran");
  });

  it("takes shell or files, not both, and parts it knows", async () => {
    expect(await extract("ca --shell --out-dir x")).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("take one"),
    });
    expect((await extract("password")).err).toContain("Allowed choices");
  });
});

describe("shellExport", () => {
  it.each([
    "",
    "'",
    "''a'",
    "$(touch x)",
    "`x`",
    '"',
    "\\",
    "a\nb",
    "-n",
    "!x",
    "é\u2028",
    "\u0001\t*?[~#;&|<>",
    "'; exit 3; '",
  ])("survives %j", (value) => {
    expect(read(shellExport("V", value), "V")).toBe(value);
  });
});
