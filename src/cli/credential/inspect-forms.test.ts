// plimsoll credential inspect on credentials as shells, tools and other programs write them.
import { execFileSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import {
  bound,
  client,
  encode,
  InspectWorld,
  now,
  signer,
  token,
} from "../../../test/fixtures/certificates/inspect-world.ts";
import { purpose } from "../../../test/fixtures/certificates/kubeadm-layout.ts";
import { run } from "../../../test/fixtures/command-line.ts";

const world = new InspectWorld();
const { folder, inspect, inspectAll, authority, jane, publicKeys } = world;
afterAll(() => folder.remove());

const text = token(bound);
const utf16 = Buffer.from(`\uFEFF${text}\r\n`, "utf16le");
const data = { token: Buffer.from(text).toString("base64") };
const named = (name: string) => ({ metadata: { name, namespace: "shop" }, data });

describe("a token", () => {
  it.each<[string, string | Buffer]>([
    ["with Windows line ends", `${text}\r\n`],
    ["behind a byte order mark", `\uFEFF${text}\n`],
    ["in UTF-16, as PowerShell redirects it", utf16],
    ["in UTF-16 of the other order", Buffer.from(utf16).swap16()],
    ["between quotes, as jq prints it", `"${text}"\n`],
    ["in a TokenRequest", JSON.stringify({ kind: "TokenRequest", status: { token: text } })],
    ["in a SecretList whose items do not say their kind", JSON.stringify({ kind: "SecretList", items: [named("a")] })],
  ])("%s", async (_what, content) => {
    expect(await inspect(content, "--keys", publicKeys)).toMatchObject({
      kind: "bound service account token",
      signature: "verified",
      exitCode: 0,
    });
  });

  it("in lists within lists, each with its place", async () => {
    const secrets = { kind: "SecretList", items: [named("a"), { kind: "Secret", ...named("b") }] };
    const list = { kind: "List", items: [secrets, { kind: "Secret", ...named("c") }] };
    const { credentials } = await inspectAll(JSON.stringify(list));
    expect(credentials.map(({ where }) => where)).toEqual(["Secret shop/a", "Secret shop/b", "Secret shop/c"]);
  });

  it.each(["[1]", `[{"token":"${text}"}]`, '{"a":"b"}'])("is not seen in %.20s", async (content) => {
    const file = folder.write("credential", content);
    expect(await run(["credential", "inspect", file])).toMatchObject({
      exitCode: 2,
      out: "",
      err: expect.stringContaining("holds no credential"),
    });
  });

  it.each([
    ["alone", "kind: Config\nusers: [\n", ["line 3: not readable, unusable"]],
    [
      "behind a whole one",
      `${JSON.stringify({ kind: "Secret", ...named("a") })}\n---\nusers: [\n`,
      ["Secret shop/a: bound service account token, usable", "line 4: not readable, unusable"],
    ],
  ])("broken YAML %s is told with its line", async (_what, content, expected) => {
    const { credentials, exitCode } = await inspectAll(content);
    expect(credentials.map(({ where, kind, state }) => `${where}: ${kind}, ${state}`)).toEqual(expected);
    expect(exitCode).toBe(1);
  });

  it.each(["token: *hunter2", "token: !hunter2 x\n  token: [", "hunter2: 1\n  hunter2: *hunter2"])(
    "broken YAML is not quoted: %j",
    async (fields) => {
      const file = folder.write("credential", `kind: Secret\ndata:\n  ${fields}\n`);
      for (const format of ["terminal", "json"]) {
        const { out, err } = await run(["credential", "inspect", file, "-v", "-o", format]);
        expect(out).toContain("not readable");
        expect((out + err).includes("hunter2")).toBe(false);
      }
    },
  );

  it("that is refused before its signature is looked at does not count as verified", async () => {
    const claims = { iss: "https://login.example", aud: "a", sub: "b", exp: now + 3600 };
    const none = `${encode({ alg: "none" })}.${encode(claims)}.`;
    expect(await inspect(none, "--keys", publicKeys)).toMatchObject({ state: "invalid", signature: "unverified" });
    expect(await inspect(token({ ...bound, exp: now - 3600 }, signer), "--keys", publicKeys)).toMatchObject({
      state: "expired",
      signature: "verified",
    });
  });

  it("has shown its control characters as text", async () => {
    const odd = { ...bound, iss: "https://\u001B[2Jk", jti: "=cmd|'x'", sub: "a\u0007\nb: c" };
    for (const format of ["terminal", "csv", "markdown", "html", "json"]) {
      const file = folder.write("credential", token(odd, signer, { alg: "RS256", kid: "\u001B]0;k\u0007" }));
      const { out } = await run(["credential", "inspect", file, "-v", "-o", format]);
      // oxlint-disable-next-line no-control-regex -- these are what is looked for
      expect(out).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/);
    }
  });
});

describe("a certificate", () => {
  it.each([
    ["that ended before 1970", { notBefore: "500101000000Z", notAfter: "690101000000Z" }, "1969-01-01T00:00:00Z", 1],
    ["of UTCTime's last year", { notBefore: "500101000000Z", notAfter: "491231235959Z" }, "2049-12-31T23:59:59Z", 0],
  ])("%s", async (_what, times, expires, exitCode) => {
    const { certificate } = authority.issue("CN=jane", { ...client, ...times });
    expect(await inspect(certificate)).toMatchObject({
      expires,
      exitCode,
      state: exitCode === 0 ? "usable" : "expired",
    });
  });

  it("with a key beside it does not say that the key is its own", async () => {
    const other = authority.issue("CN=max", client);
    const { details } = await inspect(jane.certificate + other.key);
    expect(details.join(" ")).toMatch(/a private key is beside it: pki list tells whether it fits/);
  });

  it("that lets nobody in is not called usable", async () => {
    const served = authority.issue("CN=a", { extensions: purpose.server("a") }).certificate;
    const { out } = await run(["credential", "inspect", folder.write("credential", served)]);
    expect(out).toContain("valid, but lets nobody in");
    expect(out).not.toContain("It is usable");
  });
});

describe.skipIf(process.platform === "win32")("what is no file", () => {
  const file = folder.write("credential", text);
  const pipe = `${folder.path}/pipe`;
  execFileSync("mkfifo", [pipe]);

  it.each([
    ["credential inspect", [pipe]],
    ["credential inspect", ["/dev/zero"]],
    ["credential inspect", [file, "--keys", pipe]],
    ["credential inspect", [file, "--ca", "/dev/zero"]],
    ["credential inspect", [file, "--token-auth-file", pipe]],
    ["pki list", [file, "--ca", pipe]],
  ])("is not waited for: %s %j", async (command, args) => {
    expect(await run([...command.split(" "), ...args])).toMatchObject({
      exitCode: 2,
      out: "",
      err: expect.stringContaining("is not a file"),
    });
  });
});
