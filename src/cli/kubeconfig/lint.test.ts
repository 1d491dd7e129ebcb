// plimsoll kubeconfig lint, as a user runs it.
import { chmodSync, chownSync, mkdirSync, symlinkSync } from "node:fs";
import { createServer, type Server } from "node:tls";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { base64, keyPem, kubeconfig, soundCluster, unsignedToken } from "../../../test/fixtures/kubeconfigs.ts";
import {
  authorityKey,
  buildCertificate,
  commonName,
  made,
} from "../../../test/fixtures/certificates/build-certificate.ts";
import { makeKey } from "../../../test/fixtures/certificates/build-request.ts";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { account, cluster, kubeconfigFaults, only, plugin, seconds } from "../../../test/fixtures/kubeconfig-faults.ts";
import type { KubeconfigLint } from "../../use-cases/kubeconfig/index.ts";
import { lintRules } from "../../use-cases/kubeconfig/lint/lint-rules.ts";

const folder = new WorkFolder();
let serial = 0;
beforeAll(() => chmodSync(folder.path, 0o700));
afterAll(() => folder.remove());

/** A file only its owner can read, in a folder of its own. */
function place(text: string): string {
  const file = folder.write(`${serial++}/config`, text);
  chmodSync(file, 0o600);
  return file;
}

async function lint(file: string, more = ""): Promise<KubeconfigLint & { readonly exitCode: number }> {
  const { out, err, exitCode } = await run(`kubeconfig lint --kubeconfig ${file} -o json${more}`, {
    env: { PATH: "/usr/bin:/bin" },
  });
  if (out === "") throw new Error(err);
  return { ...(JSON.parse(out) as KubeconfigLint), exitCode };
}

/** `severity id line` of every finding but those that every file with a key has. */
async function found(text: string): Promise<readonly string[]> {
  const { findings } = await lint(place(text));
  return findings.filter(({ id }) => id !== "embedded-key").map(({ id, severity }) => `${severity} ${id}`);
}

const reached = new Set(["embedded-key"]);
const isRoot = process.getuid?.() === 0;

describe("kubeconfig lint", () => {
  it.each(kubeconfigFaults)("finds %s", async (_name, text, expected) => {
    expect([...(await found(text))].sort()).toEqual([...expected].sort());
    for (const one of expected) reached.add(one.split(" ")[1] ?? "");
  });

  it("tells modes, owners, links and folders of files, and of those they name", async () => {
    const file = place(only({ tokenFile: "token" }));
    const token = folder.write(`${serial - 1}/token`, unsignedToken({ sub: account, exp: seconds("2030-01-01") }));
    chmodSync(token, 0o640);
    chmodSync(file, 0o622);
    chmodSync(join(file, ".."), 0o777);
    const link = folder.file(`${serial - 1}/link`);
    symlinkSync(file, link);
    const { findings } = await lint(link);
    const told = findings.map(({ id, severity }) => `${severity} ${id}`);
    expect(told).toEqual(
      expect.arrayContaining(["high file-writable", "medium file-mode", "medium folder-writable", "low symlink"]),
    );
    chmodSync(join(file, ".."), 0o700);
    chmodSync(file, 0o644);
    expect((await lint(file)).findings.filter(({ id }) => id === "file-mode").map(({ severity }) => severity)).toEqual([
      "medium",
      "low",
    ]);
    for (const { id } of findings) reached.add(id);
  });

  it.runIf(isRoot)("tells files of others", async () => {
    const file = place(kubeconfig());
    chownSync(file, 12_345, 12_345);
    expect((await lint(file)).findings).toMatchObject([
      { id: "file-owner", severity: "medium", message: expect.stringContaining("belongs to user 12345") },
      { id: "embedded-key", severity: "info" },
    ]);
    reached.add("file-owner");
  });

  it("tells plugins beside the kubeconfig, and those others can replace", async () => {
    const file = place(plugin({ command: "bin/login" }));
    const program = folder.write(`${serial - 1}/bin/login`, "#!/bin/sh\n");
    chmodSync(program, 0o777);
    const { findings } = await lint(file);
    const told = findings.map(({ id }) => id);
    expect(told).toEqual(expect.arrayContaining(["exec-relative-path", "exec-writable"]));
    expect(findings.find(({ id }) => id === "exec-writable")?.location.line).toBe(17);
    for (const id of told) reached.add(id);
  });

  it("tells a CA file that others can write, not one they can read", async () => {
    const file = place(kubeconfig(undefined, { server: "https://10.0.0.1", "certificate-authority": "ca.crt" }));
    const authority = folder.write(
      `${serial - 1}/ca.crt`,
      Buffer.from(soundCluster["certificate-authority-data"], "base64"),
    );
    chmodSync(authority, 0o644);
    const told = async (): Promise<readonly string[]> => (await lint(file)).findings.map(({ id }) => id);
    expect(await told()).toEqual(["embedded-key"]);
    chmodSync(authority, 0o666);
    expect(await told()).toEqual(["file-writable", "embedded-key"]);
  });

  it.each([
    [
      "a password that YAML takes for an alias",
      "users:\n- name: a\n  user:\n    password: *hush\n",
      /:4:.*the alias has no anchor/,
    ],
    [
      "an address that is none",
      "current-context: a\nclusters: [{name: a, cluster: {server: 'https://u:hush@[x'}}]\ncontexts: [{name: a, context: {cluster: a}}]\n",
      /https:\/\/…@\[x" is no server address/,
    ],
  ])("is told by other commands without the secret in it: %s", async (_name, text, message) => {
    const file = place(text);
    const { err } = await run(`kubeconfig extract server --kubeconfig ${file}`);
    expect(err).toMatch(message);
    expect(err).not.toContain("hush");
  });

  it("tells entries that an earlier file shadows", async () => {
    const [one, other] = [place(kubeconfig()), place(kubeconfig({}, { ...soundCluster, server: "https://b.c" }))];
    const { out } = await run("kubeconfig lint -o json", { env: { KUBECONFIG: `${one}:${other}:/none` } });
    const { findings } = JSON.parse(out) as KubeconfigLint;
    const shadowed = findings
      .filter(({ id }) => id === "shadowed-entry")
      .map(({ severity, message }) => `${severity} ${message.split(":")[0] ?? ""}`);
    expect(shadowed).toEqual(['low cluster "main"', 'low user "dora"', 'info context "work"']);
    reached.add("shadowed-entry");
  });

  it("says where, why and what to do, and exits by --fail-on", async () => {
    const file = place(cluster({ "tls-server-name": "kubernetes" }));
    const { findings, exitCode } = await lint(file);
    expect(findings[0]).toMatchObject({ id: "tls-server-name", location: { file, line: 10 } });
    expect(findings[0]?.why).toMatch(/\w/);
    expect(exitCode).toBe(0);
    expect((await lint(file, " --fail-on medium")).exitCode).toBe(1);
    expect((await lint(file, " --fail-on none")).exitCode).toBe(0);
    const { out } = await run(`kubeconfig lint --kubeconfig ${file}`);
    expect(out).toMatch(
      /medium[\s\S]*tls-server-name \(1\)[\s\S]*config:10[\s\S]*Why:[\s\S]*Fix:[\s\S]*Not seen[\s\S]*--connect/,
    );
  });

  it("reads broken files as they are", async () => {
    const { findings, exitCode } = await lint(place("users:\n- name: a\n  user: {token: 5, tken: x}\n"));
    expect(exitCode).toBe(1);
    expect(findings.map(({ id, location }) => `${id} ${location.line}`)).toEqual([
      "unreadable 3",
      "unused-entry 2",
      "unknown-field 3",
    ]);
    expect((await lint(place("a: [\n"))).findings).toMatchObject([{ id: "unreadable", severity: "high" }]);
    expect((await lint(place(`a: &a [1]\n${"b: *a\n".repeat(3)}`))).exitCode).toBe(0);
    reached.add("unreadable");
  });

  it.each<[string, RegExp]>([
    ["--kubeconfig /no/such/file", /no such file/],
    ["--soon x", /no number of days/],
    ["--fail-on bad", /Allowed choices/],
  ])("refuses %s", async (words, message) => {
    const { exitCode, err, out } = await run(`kubeconfig lint ${words}`);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(message);
  });

  it("waits for no pipe, and reads no device to its end", async () => {
    mkdirSync(folder.file("odd"), { recursive: true });
    const { findings } = await lint(
      place(only({ "client-certificate": "/dev/zero", "client-key": "/dev/zero", tokenFile: folder.file("odd") })),
    );
    expect(
      findings.filter(({ id }) => id === "file-missing").map(({ message }) => message.replace(/.*: /, "")),
    ).toEqual(["is no plain file", "is no plain file", "is a folder, not a file"]);
  });
});

describe("kubeconfig lint --connect", () => {
  let server: Server;
  let port = 0;

  beforeAll(async () => {
    const key = makeKey("P-256");
    const serverAuth = "1.3.6.1.5.5.7.3.1";
    const der = buildCertificate({
      subject: commonName("server"),
      key,
      notAfter: "350101000000Z",
      extensions: [made.usages(serverAuth), made.names([2, "localhost"])],
    });
    const certificate = `-----BEGIN CERTIFICATE-----\n${der.toString("base64")}\n-----END CERTIFICATE-----\n`;
    server = createServer({ key: keyPem(key), cert: certificate });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => void server.close());

  async function told(more: object): Promise<readonly string[]> {
    const { findings, notSeen } = await lint(
      place(cluster({ server: `https://localhost:${port}`, ...more })),
      " --connect",
    );
    return [...findings.filter(({ id }) => id !== "embedded-key").map(({ id }) => id), ...notSeen];
  }

  it("believes a server whose certificate the CA signed, and tells of others", async () => {
    expect(await told({})).toEqual([]);
    const other = buildCertificate({
      subject: commonName("authority"),
      key: makeKey("P-256"),
      signer: authorityKey,
      notAfter: "350101000000Z",
      extensions: [made.authority()],
    });
    expect(
      await told({
        "certificate-authority-data": base64(
          `-----BEGIN CERTIFICATE-----\n${other.toString("base64")}\n-----END CERTIFICATE-----\n`,
        ),
      }),
    ).toEqual(["authority-does-not-fit"]);
    reached.add("authority-does-not-fit");
    expect(await told({ "tls-server-name": "elsewhere" })).toEqual(["authority-does-not-fit", "tls-server-name"]);
    expect(await told({ server: "https://127.0.0.1:1" })).toEqual([expect.stringContaining("cluster main")]);
  });
});

describe("the rules", () => {
  it("are all reached by the tests above", () => {
    const unreached = Object.keys(lintRules).filter((id) => !reached.has(id));
    expect(unreached).toEqual(isRoot ? [] : ["file-owner"]);
  });
});
