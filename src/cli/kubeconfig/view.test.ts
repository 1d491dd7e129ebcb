// plimsoll kubeconfig view, as a user runs it.
import { afterAll, describe, expect, it } from "vitest";
import {
  base64,
  clientPem,
  keyPem,
  kubeconfig,
  plantedToken,
  soundCluster,
  soundUser,
  unsignedToken,
  userKey,
} from "../../../test/fixtures/kubeconfigs.ts";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import type { KubeconfigView } from "../../use-cases/kubeconfig/index.ts";

const folder = new WorkFolder();
afterAll(() => folder.remove());
let serial = 0;

async function view(text: string, more = ""): Promise<KubeconfigView> {
  const file = folder.write(`${serial++}`, text);
  const { out, err } = await run(`kubeconfig view --kubeconfig ${file} -o json${more}`);
  if (out === "") throw new Error(err);
  return JSON.parse(out) as KubeconfigView;
}

describe("kubeconfig view", () => {
  it("shows where a context leads, as whom and until when", async () => {
    const file = folder.write("config", kubeconfig());
    const { out, exitCode } = await run(`kubeconfig view --kubeconfig ${file}`, { columns: 200 });
    expect(exitCode).toBe(0);
    expect(out).toContain(`* work, namespace shop (${file}:`);
    expect(out).toContain("cluster main: https://api.example.com:6443, TLS verified by its CA");
    expect(out).toContain("user dora: client certificate");
    expect(out).toContain("CN=dora");
    expect(out).toContain("until 2028-01-01T00:00:00Z (403 days)");
    const { out: later } = await run(`kubeconfig view --kubeconfig ${file} --as-of 2028-02-01`);
    expect(later).toContain("expired 2028-01-01T00:00:00Z");
  });

  it.each<[string, object, object]>([
    ["a static token", { token: plantedToken }, { kind: "opaque" }],
    [
      "a bootstrap token",
      { token: "abcdef.0123456789abcdef" },
      { kind: "bootstrap", subject: "system:bootstrap:abcdef" },
    ],
    [
      "a service account's token",
      {
        token: unsignedToken({
          iss: "https://k",
          sub: "system:serviceaccount:a:b",
          "kubernetes.io": {},
          exp: 1_900_000_000,
        }),
      },
      {
        kind: "service-account",
        subject: "system:serviceaccount:a:b",
        issuer: "https://k",
        expires: "2030-03-17T17:46:40.000Z",
      },
    ],
    [
      "a legacy token",
      { token: unsignedToken({ iss: "kubernetes/serviceaccount", sub: "x" }) },
      { kind: "service-account-legacy", issuer: "kubernetes/serviceaccount", subject: "x" },
    ],
    [
      "an identity provider's",
      { token: unsignedToken({ iss: "https://login", sub: "ada", aud: ["k8s"] }) },
      { kind: "oidc", issuer: "https://login", subject: "ada", audiences: ["k8s"] },
    ],
    [
      "claims that are nonsense",
      { token: unsignedToken({ iss: 5, sub: {}, exp: "never", iat: 1e300 }) },
      { kind: "oidc" },
    ],
  ])("describes %s", async (_name, user, token) => {
    const { contexts } = await view(kubeconfig(user));
    expect(contexts[0]?.user?.token).toEqual(token);
  });

  it.each<[string, object, string]>([
    [
      "a plugin",
      {
        exec: {
          command: "/opt/aws",
          args: ["a", "b"],
          apiVersion: "client.authentication.k8s.io/v1",
          interactiveMode: "Never",
        },
      },
      "exec plugin aws with 2 arguments",
    ],
    ["a password", { username: "a", password: "b" }, "user name and password"],
    ["nothing", {}, "none: anonymous"],
  ])("tells of %s", async (_name, user, method) => {
    expect((await view(kubeconfig(user))).contexts[0]?.user?.methods).toEqual([method]);
  });

  it.each<[string, object, string]>([
    ["insecure", { server: "https://a", "insecure-skip-tls-verify": true }, "not verified"],
    ["plain", { server: "http://a" }, "none: plain http"],
    ["without CA", { server: "https://a" }, "verified by the CAs of the machine"],
  ])("tells of TLS that is %s", async (_name, cluster, tls) => {
    expect((await view(kubeconfig(soundUser, cluster))).contexts[0]?.cluster?.tls).toBe(tls);
  });

  it("merges files, tells what is passed over, what is unused and what is not there", async () => {
    const one = folder.write("one", kubeconfig(soundUser, soundCluster, { "current-context": "" }));
    const users = [
      { name: "dora", user: {} },
      { name: "ada", user: {} },
    ];
    const other = folder.write("other", kubeconfig({}, soundCluster, { users, "current-context": "home" }));
    const { out } = await run("kubeconfig view -o json", {
      env: { KUBECONFIG: `${one}:${folder.file("none")}:${other}` },
    });
    const { contexts, shadowed, unused, missingFiles, currentContext } = JSON.parse(out) as KubeconfigView;
    expect(contexts.map(({ name, from }) => `${name} ${from.file}`)).toEqual([`work ${one}`]);
    expect(contexts[0]?.user?.certificate?.user).toBe("dora");
    expect(shadowed.map(({ kind, same }) => `${kind} ${same}`)).toEqual(["cluster true", "user false", "context true"]);
    expect(unused).toMatchObject([{ kind: "user", name: "ada", from: { file: other } }]);
    expect(missingFiles).toEqual([folder.file("none")]);
    expect(currentContext).toEqual({ name: "home", file: other, exists: false });
  });

  it("shows one context, and knows names that are nearly right", async () => {
    const file = folder.write("config", kubeconfig());
    const { exitCode, err } = await run(`kubeconfig view --kubeconfig ${file} --context wrok`);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('Did you mean "work"?')]);
  });

  it("prints no secret, whatever is asked and wherever it stands", async () => {
    const secrets = {
      token: plantedToken,
      password: "planted-password",
      username: "me",
      "client-key-data": base64(keyPem(userKey)),
      "client-certificate-data": base64(clientPem()),
      exec: {
        apiVersion: "client.authentication.k8s.io/v1",
        command: "/bin/true",
        args: ["--client-secret=planted-argument"],
        env: [{ name: "TOKEN", value: "planted-variable" }],
      },
      "auth-provider": {
        name: "oidc",
        config: { "refresh-token": "planted-refresh", "client-secret": "planted-oidc" },
      },
    };
    const cluster = {
      ...soundCluster,
      server: "https://me:planted-server@a.b",
      "proxy-url": "http://me:planted-proxy@p",
    };
    const jwt = kubeconfig({ token: unsignedToken({ sub: "a" }) });
    for (const text of [kubeconfig(secrets, cluster), jwt]) {
      const file = folder.write("secret", text);
      for (const verb of ["view", "lint"]) {
        for (const format of ["terminal", "json", "markdown", "html", "csv"]) {
          const { out, err, exitCode } = await run(`kubeconfig ${verb} -v --kubeconfig ${file} -o ${format}`);
          const csvOfTree = format === "csv" && exitCode === 2;
          if (!csvOfTree) expect(out.length, `${verb} ${format} ${err}`).toBeGreaterThan(100);
          expect(out + err).not.toMatch(/planted/);
          expect(out + err).not.toContain(Buffer.from("planted-signature").toString("base64url"));
          expect(out + err).not.toContain(base64(keyPem(userKey)).slice(60, 120));
        }
      }
    }
  });

  it("shows hostile text without letting it act", async () => {
    const escape = "\u001B[2J\u202Eevil\u0000";
    const text = kubeconfig(
      { exec: { command: `/opt/${escape}`, apiVersion: escape, interactiveMode: escape }, as: escape },
      { server: `https://${escape}` },
    );
    const file = folder.write("hostile", text);
    for (const verb of ["view", "lint", "view -v"]) {
      const { out, err } = await run(`kubeconfig ${verb} --kubeconfig ${file}`);
      // oxlint-disable-next-line no-control-regex
      expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
      expect(out).toContain("evil");
    }
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    [
      "a bomb",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from(
        { length: 12 },
        (_, at) =>
          `b${at}: &b${at} [${Array(9)
            .fill(`*${at === 0 ? "a" : `b${at - 1}`}`)
            .join(",")}]`,
      ).join("\n")}\n`,
      /is not YAML/,
    ],
    ["bytes", Uint8Array.of(0, 1, 2), /is not text/],
    ["a list", "- a\n", /must be a mapping/],
    ["a wrong type", "users:\n- name: a\n  user:\n    token: 5\n", /:4: .*users\[0\]\.user\.token must be text/],
    ["another kind", "kind: Pod\n", /not Config/],
  ])("refuses %s with its place", async (_name, text, message) => {
    const { exitCode, out, err } = await run(`kubeconfig view --kubeconfig ${folder.write("bad", text)}`);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(message);
  });

  it("reads large values in good time", async () => {
    const huge = "A".repeat(4_000_000);
    const { contexts } = await view(
      kubeconfig({ "client-certificate-data": huge, token: huge }, { server: `https://${huge}` }),
    );
    expect(contexts[0]?.user?.faults).toHaveLength(1);
  });
});
