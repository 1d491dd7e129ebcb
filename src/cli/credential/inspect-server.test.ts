// plimsoll credential inspect with what the API server authenticates by: its token file, its configuration, its flags.
import { afterAll, describe, expect, it } from "vitest";
import { InspectWorld, now, signer, stranger, token } from "../../../test/fixtures/certificates/inspect-world.ts";
import { run } from "../../../test/fixtures/command-line.ts";
import { pod } from "../../testing/index.ts";

const world = new InspectWorld();
const { folder, inspect, inspectAll, cluster, publicKeys } = world;
afterAll(() => folder.remove());

const secret = "31ada4fd-adec-460c-809a-9e56ceb75269";
const tokenFile = folder.write("tokens.csv", `${secret},jane,42,"dev,ops"\nabcdef.0123456789abcdef,boot,1\n`);

const login = "https://login.example";
const claims = { iss: login, aud: "kubernetes", sub: "42", exp: now + 600, email: "jane@example.com", team: "dev" };

function configuration(more: object = {}, issuer: object = {}): string {
  const jwt = {
    issuer: { url: login, audiences: ["kubernetes"] },
    claimValidationRules: [{ expression: "claims.team in ['dev', 'ops']", message: "only our teams" }],
    claimMappings: {
      username: { expression: "'oidc:' + claims.sub" },
      groups: { expression: "[claims.team]" },
      uid: { claim: "sub" },
      extra: [{ key: "example.com/mail", valueExpression: "claims.email" }],
    },
    userValidationRules: [{ expression: "!user.username.startsWith('system:')", message: "reserved" }],
    ...issuer,
  };
  const value = { apiVersion: "apiserver.config.k8s.io/v1", kind: "AuthenticationConfiguration", jwt: [jwt], ...more };
  return folder.write("authentication.yaml", JSON.stringify(value));
}

/** A cluster whose API server runs with these flags. */
function server(...flags: readonly string[]): string {
  const object = pod({
    metadata: { name: "kube-apiserver-a", namespace: "kube-system", labels: { component: "kube-apiserver" } },
    spec: { containers: [{ name: "kube-apiserver", command: ["kube-apiserver", ...flags] }] },
  });
  return folder.write("server.json", JSON.stringify(object));
}

describe("--token-auth-file", () => {
  it("says whose a static token is, with its rights", async () => {
    const found = await inspect(secret, "--token-auth-file", tokenFile, "-f", cluster, "--complete");
    expect(found).toMatchObject({
      exitCode: 0,
      kind: "opaque token",
      state: "usable",
      signature: "none",
      user: { username: "jane", uid: "42", groups: ["dev", "ops", "system:authenticated"] },
      trials: [{ authenticator: "token-file", said: "user", detail: "jane" }],
    });
    expect(found.rights?.scopes).toMatchObject([{ namespace: "shop", powers: ["read-secrets"] }]);
  });

  it("comes before all others that know tokens", async () => {
    expect(await inspect("abcdef.0123456789abcdef", "--token-auth-file", tokenFile)).toMatchObject({
      state: "usable",
      user: { username: "boot" },
    });
  });

  it("refuses what it does not have, unless a webhook was not seen", async () => {
    const found = await inspect("another-token-of-some-length", "--token-auth-file", tokenFile);
    expect(found).toMatchObject({ exitCode: 1, state: "invalid", errors: ["invalid bearer token"] });
    expect(found.caveats.join(" ")).toMatch(/webhook/);
    expect(found.details.join(" ")).toMatch(/LDAP/);
    const sure = await inspect("another-token-of-some-length", "-f", server("--anonymous-auth=false"));
    expect(sure).toMatchObject({ exitCode: 1, state: "invalid", errors: ["invalid bearer token"], caveats: [] });
  });

  it("that the server does not load is refused in its words, without what is in it", async () => {
    const bad = folder.write("bad.csv", `${secret},jane\n`);
    const file = folder.write("credential", secret);
    const { exitCode, err } = await run(["credential", "inspect", file, "--token-auth-file", bad]);
    expect([exitCode, err.includes(secret)]).toEqual([2, false]);
    expect(err).toContain("must have at least 3 columns (token, user name, user uid), found 2");
  });

  it.each(["terminal", "json", "markdown", "html", "csv"])("none of its tokens is in %s", async (format) => {
    const file = folder.write("credential", secret);
    const { out, err } = await run(["credential", "inspect", file, "--token-auth-file", tokenFile, "-v", "-o", format]);
    expect(out).toContain("jane");
    expect([(out + err).includes(secret), (out + err).includes("0123456789abcdef")]).toEqual([false, false]);
  });
});

describe("--authentication-config", () => {
  const withConfig = (text: string, ...more: readonly string[]) =>
    inspect(text, "--authentication-config", configuration(), "--kubernetes-version", "1.36", ...more);

  it("makes the user of its expressions", async () => {
    const expected = {
      exitCode: 0,
      state: "usable",
      user: {
        username: "oidc:42",
        uid: "42",
        groups: ["dev", "system:authenticated"],
        extra: { "example.com/mail": ["jane@example.com"] },
      },
    };
    expect(await withConfig(token(claims))).toMatchObject({ ...expected, signature: "unverified" });
    const verified = await withConfig(token(claims), "--keys", publicKeys);
    expect(verified).toMatchObject({ ...expected, signature: "verified" });
    expect(verified.details.join(" ")).toMatch(/LDAP/);
    const named = token(claims, signer, { alg: "RS256", kid: "2026-11" });
    expect(await withConfig(named, "--keys", publicKeys)).toMatchObject({ ...expected, signature: "verified" });
  });

  it.each<[string, string, object]>([
    [
      "another's signature",
      token(claims, stranger),
      { signature: "wrong", errors: [expect.stringContaining("failed to verify signature")] },
    ],
    ["a rule over claims", token({ ...claims, team: "hr" }), { errors: [expect.stringContaining("only our teams")] }],
    ["another audience", token({ ...claims, aud: "shop" }), { errors: [expect.stringContaining("expected audience")] }],
    ["another issuer", token({ ...claims, iss: "https://evil.example" }), { errors: ["invalid bearer token"] }],
    ["its end", token({ ...claims, exp: now - 3600 }), { state: "expired" }],
  ])("refuses for %s, in the server's words", async (_what, text, expected) => {
    const found = await withConfig(text, "--keys", publicKeys);
    expect(found).toMatchObject({ state: "invalid", exitCode: 1, ...expected });
    expect(found.trials).toMatchObject([{ authenticator: "jwt-issuer" }]);
  });

  it("says with -v what each authenticator says", async () => {
    const args = ["credential", "inspect", folder.write("credential", token({ ...claims, team: "hr" }))];
    const more = ["--authentication-config", configuration(), "--token-auth-file", tokenFile];
    const told = await run([...args, ...more, "-v"]);
    expect(told.out).toMatch(/token-file: has nothing to say: the token is not in the file/);
    expect(told.out.replace(/\s+/g, " ")).toMatch(/jwt-issuer: refuses it: .*only our teams/);
    expect((await run([...args, ...more])).out).not.toContain("token-file:");
  });

  it.each<[string, object, object, string, RegExp]>([
    ["v1 before 1.34", {}, {}, "1.33", /no kind "AuthenticationConfiguration" is registered for version/],
    ["an unknown field", { jwts: [] }, {}, "1.36", /unknown field "jwts"/],
    ["plain http", {}, { issuer: { url: "http://a", audiences: ["b"] } }, "1.36", /URL scheme must be https/],
    ["bad CEL", {}, { claimMappings: { username: { expression: "claims." } } }, "1.36", /compilation failed|Syntax/],
  ])("with %s is refused in the server's words", async (_what, more, issuer, version, message) => {
    const file = folder.write("credential", token(claims));
    const config = configuration(more, issuer);
    const args = ["--authentication-config", config, "--kubernetes-version", version];
    expect(await run(["credential", "inspect", file, ...args])).toMatchObject({
      exitCode: 2,
      out: "",
      err: expect.stringMatching(message),
    });
  });

  it("says what a user without a credential is", async () => {
    const empty = JSON.stringify({ kind: "Config", users: [{ name: "a", user: {} }] });
    const asked = async (anonymous: object) => {
      const file = configuration({ anonymous });
      return (await inspectAll(empty, "--authentication-config", file)).credentials[0];
    };
    expect(await asked({ enabled: true, conditions: [{ path: "/livez" }] })).toMatchObject({
      user: { username: "system:anonymous", groups: ["system:unauthenticated"] },
      details: ["only for /livez: every other path is refused"],
    });
    const off = await asked({ enabled: false });
    expect(off?.errors).toContain("the API server refuses anonymous requests");
    expect(off).not.toHaveProperty("user");
  });
});

describe("flags of the API server", () => {
  const flags = [`--oidc-issuer-url=${login}`, "--oidc-client-id=kubernetes", "--oidc-required-claim=team=dev"];

  it("say which issuer is taken, and how", async () => {
    const seen = server(...flags, "--oidc-username-claim=email", "--oidc-groups-claim=team", "--oidc-groups-prefix=o:");
    expect(await inspect(token(claims), "-f", seen)).toMatchObject({
      state: "usable",
      user: { username: "jane@example.com", groups: ["o:dev", "system:authenticated"] },
      caveats: [expect.stringContaining("signature")],
    });
  });

  it.each<[string, readonly string[], object, object, RegExp]>([
    ["a required claim", flags, { team: "hr" }, { alg: "RS256" }, /required claim/],
    ["another algorithm", flags, {}, { alg: "RS512" }, /unsupported algorithm/],
    ["another issuer", flags, { iss: "https://evil.example" }, { alg: "RS256" }, /invalid bearer token/],
    ["no issuer at all", [], {}, { alg: "RS256" }, /invalid bearer token/],
  ])("refuse for %s", async (_what, given, more, header, message) => {
    const found = await inspect(token({ ...claims, ...more }, signer, header), "-f", server(...given));
    expect([found.state, found.errors.join(" "), found.exitCode]).toEqual([
      "invalid",
      expect.stringMatching(message),
      1,
    ]);
  });

  it("that name files say which files to hand over", async () => {
    const seen = server("--authentication-config=/etc/kubernetes/authn.yaml", "--token-auth-file=/etc/tokens.csv");
    const { notSeen } = await inspectAll(token(claims), "-f", seen);
    expect(notSeen.map(({ remedy }) => remedy)).toEqual(
      expect.arrayContaining(["hand it over with --authentication-config", "hand it over with --token-auth-file"]),
    );
  });
});

it("rights are decided by the chain that is told", async () => {
  const all = folder.write(
    "abac.jsonl",
    '{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"jane","namespace":"*","resource":"*","apiGroup":"*"}}\n',
  );
  const args = ["--token-auth-file", tokenFile, "-f", cluster, "--complete"];
  const found = await inspect(secret, ...args, "--authorization-mode", "ABAC", "--abac-policy", all);
  expect(found.rights?.scopes.some(({ namespace }) => namespace === undefined)).toBe(true);
  expect((await inspect(secret, ...args)).rights?.scopes.some(({ namespace }) => namespace === undefined)).toBe(false);
});
