// plimsoll credential inspect on certificates, kubeconfigs and hostile text; nothing secret comes out of it.
import { afterAll, describe, expect, it } from "vitest";
import { buildRequest, makeKey, pem } from "../../../test/fixtures/certificates/build-request.ts";
import { bound, client, encode, InspectWorld, token } from "../../../test/fixtures/certificates/inspect-world.ts";
import { kubeconfigText, nameOf, purpose, TestAuthority } from "../../../test/fixtures/certificates/kubeadm-layout.ts";
import { run } from "../../../test/fixtures/command-line.ts";
import type { InspectedCredential } from "../../use-cases/credential/index.ts";

const world = new InspectWorld();
const { folder, inspect, inspectAll, cluster, publicKeys, authority, jane } = world;
afterAll(() => folder.remove());

describe("a certificate", () => {
  it.each<[string, string | Buffer, Partial<InspectedCredential>, number]>([
    [
      "of a client",
      jane.certificate,
      {
        kind: "client certificate",
        state: "usable",
        user: expect.objectContaining({ username: "jane", groups: ["dev", "system:authenticated"] }),
      },
      0,
    ],
    ["with its key", jane.certificate + jane.key, { state: "usable" }, 0],
    ["in DER", jane.der, { kind: "client certificate", state: "usable" }, 0],
    [
      "that has ended",
      authority.issue("CN=a", { ...client, notAfter: "261101000000Z" }).certificate,
      { state: "expired" },
      1,
    ],
    [
      "of a server",
      authority.issue("CN=a", { extensions: purpose.server("a") }).certificate,
      { kind: "server certificate", state: "usable" },
      0,
    ],
    ["of an authority", authority.certificate, { kind: "authority certificate" }, 0],
    ["without a common name", authority.issue("O=dev", client).certificate, { state: "invalid" }, 1],
  ])("%s", async (_what, content, expected, exitCode) => {
    expect(await inspect(content)).toMatchObject({ ...expected, exitCode });
  });

  it("is verified with --ca, and its rights are told", async () => {
    const found = await inspect(jane.certificate, "--ca", world.ca, "-f", cluster, "--complete");
    expect(found).toMatchObject({ state: "usable", signature: "verified" });
    expect(found.rights?.scopes).toHaveLength(1);
    const other = new TestAuthority("kubernetes").issue("CN=jane", client);
    expect(await inspect(other.certificate, "--ca", world.ca)).toMatchObject({
      state: "invalid",
      signature: "wrong",
      exitCode: 1,
    });
    const masters = await inspect(authority.issue("CN=root,O=system:masters", client).certificate, "-f", cluster);
    expect([masters.rights?.everything, masters.caveats.join(" ")]).toEqual([
      true,
      expect.stringContaining("cannot be revoked"),
    ]);
  });

  it("requests and keys are no credentials", async () => {
    const request = buildRequest({ subject: nameOf("CN=jane"), names: [], key: makeKey("P-256") });
    expect(await inspect(pem("CERTIFICATE REQUEST", request))).toMatchObject({
      kind: "certificate request",
      state: "unusable",
      exitCode: 1,
    });
    expect(await inspect(jane.key)).toMatchObject({ kind: "private key", state: "unusable", exitCode: 1 });
  });
});

describe("a kubeconfig", () => {
  it("tells each user", async () => {
    folder.write("token.txt", token(bound));
    const users = [
      { name: "file", user: { tokenFile: "token.txt" } },
      { name: "lost", user: { "client-certificate": "nowhere.crt" } },
      { name: "plugin", user: { exec: { command: "/opt/get-token", apiVersion: "client.authentication.k8s.io/v1" } } },
      { name: "old", user: { username: "a", password: "swordfish-of-old" } },
      { name: "empty", user: {} },
    ];
    const text = kubeconfigText(authority.certificate, jane).replace(
      '"users":[',
      `"users":[${users.map((user) => JSON.stringify(user)).join(",")},`,
    );
    const { credentials, exitCode } = await inspectAll(text);
    expect(credentials.map(({ where, kind, state }) => `${where}: ${kind}, ${state}`)).toEqual([
      "user file: bound service account token, usable",
      "user user: client certificate, usable",
      "user lost: client certificate, unusable",
      "user plugin: exec plugin, unknown",
      "user old: name and password, unusable",
      "user empty: nothing, unusable",
    ]);
    expect(exitCode).toBe(1);
    expect((await inspectAll(kubeconfigText(authority.certificate, jane))).exitCode).toBe(0);
  });
});

describe("what cannot be read", () => {
  it.each([
    [["credential", "inspect", "nowhere.crt"], /neither a file/],
    [["credential", "inspect", "two words"], /neither a file/],
    [["credential", "inspect", "-"], /no credential/],
    [["credential", "inspect", "."], /not a file/],
  ])("%j ends with 2", async (args, message) => {
    expect(await run(args)).toMatchObject({ exitCode: 2, out: "", err: expect.stringMatching(message) });
  });

  it("hostile text ends in words", async () => {
    const deep = `${encode({ alg: "RS256" })}.${Buffer.from(`{"iss":${"[".repeat(100_000)}`).toString("base64url")}.AA`;
    const odd = [
      deep,
      "a.b.c",
      "a".repeat(3_000_000),
      "eyJ9.eyJ9.",
      pem("CERTIFICATE", Buffer.alloc(50_000, 0x30)),
      "kind: Config\nusers: [{name: a, user: {token: 5, exec: 7}}]",
    ];
    for (const text of odd) {
      const file = folder.write("odd", text);
      const { exitCode, err } = await run(["credential", "inspect", file]);
      expect([0, 1, 2]).toContain(exitCode);
      expect(err).not.toMatch(/at .*\.ts:\d|PLIMSOLL_INTERNAL/);
    }
  });

  it("a token on the command line is warned of", async () => {
    expect(await run(["credential", "inspect", token(bound)])).toMatchObject({
      exitCode: 0,
      err: expect.stringContaining("history"),
    });
  });
});

describe("nothing secret", () => {
  const text = token(bound);
  const [, , signature = ""] = text.split(".");
  const both = jane.certificate + jane.key;

  it.each(["terminal", "json", "csv", "html", "markdown"])("is in %s, nor in what is warned", async (format) => {
    const config = kubeconfigText(authority.certificate, jane).replace(
      '"users":[',
      `"users":[{"name":"t","user":{"token":"${text}"}},{"name":"p","user":{"username":"a","password":"swordfish-of-old"}},{"name":"s","user":{"token":"31ada4fd-adec-460c-809a-9e56ceb75269"}},`,
    );
    const inputs = [text, both, config, "abcdef.0123456789abcdef"].map((content, index) =>
      folder.write(`secret-${index}`, content),
    );
    for (const input of [...inputs, text]) {
      const { out, err } = await run([
        "credential",
        "inspect",
        input,
        "-v",
        "-o",
        format,
        "-f",
        cluster,
        "--complete",
        "--keys",
        publicKeys,
        "--ca",
        world.ca,
      ]);
      expect(out.length).toBeGreaterThan(100);
      const secrets = [
        signature,
        signature.slice(0, 40),
        jane.key.split("\n")[1] ?? "",
        "0123456789abcdef",
        "swordfish-of-old",
        "31ada4fd-adec-460c-809a-9e56ceb75269",
      ];
      for (const secret of secrets) expect((out + err).includes(secret)).toBe(false);
    }
  });
});
