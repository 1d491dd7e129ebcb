// The order of authenticators, and what each request ends in.
import { describe, expect, it } from "vitest";
import type { Minor } from "../../core/index.ts";
import { parseCertificate, type Certificate } from "../../languages/x509/index.ts";
import {
  authorityKey,
  buildCertificate,
  commonName,
  made,
} from "../../../test/fixtures/certificates/build-certificate.ts";
import { claimsOf, instruments, serverOf, tokenOf } from "../../../test/fixtures/authentication-server.ts";
import { authenticate, parseTokenFile, type Authenticators, type WebhookReview } from "./index.ts";

const dates = { notBefore: "261101000000Z", notAfter: "261201000000Z" };

function certificate(content: Parameters<typeof buildCertificate>[0]): Certificate {
  const parsed = parseCertificate(new Uint8Array(buildCertificate({ ...dates, ...content })));
  if ("error" in parsed) throw new Error(parsed.error);
  return parsed.certificate;
}

const authority = certificate({
  subject: commonName("authority"),
  key: authorityKey,
  extensions: [made.authority()],
});
const clientUsage = [made.usages("1.3.6.1.5.5.7.3.2")];
const client = (...subject: Parameters<typeof commonName>) =>
  certificate({ subject: commonName(...subject), extensions: clientUsage });
const uid = (value: string, tag = 12) => [["1.3.6.1.4.1.57683.2", value, tag]] as const;

function tokenFile() {
  const reading = parseTokenFile('known,tina,7,"readers"\n', "tokens.csv");
  if ("error" in reading) throw new Error(reading.error);
  return reading.tokens;
}

const proxy = {
  authorities: [authority],
  allowedNames: ["proxy"],
  usernameHeaders: ["X-Remote-User"],
  uidHeaders: ["X-Remote-Uid"],
  groupHeaders: ["X-Remote-Group"],
  extraHeaderPrefixes: ["X-Remote-Extra-"],
};

function ask(
  server: Partial<Authenticators> & { readonly version?: Minor },
  headers: readonly (readonly [string, string])[] = [],
  certificates: readonly Certificate[] = [],
  path = "/api",
) {
  return authenticate(serverOf(server.version ?? "1.37", server), { path, headers, certificates }, instruments);
}

const bearer = (token: string) => [["Authorization", `Bearer ${token}`]] as const;

describe("the order", () => {
  const everything = { requestHeader: proxy, clientAuthorities: [authority], tokenFile: tokenFile() };

  it("asks the front proxy before certificates, and those before tokens", () => {
    const headers = [["x-remote-user", "ann"], ...bearer("known")] as const;
    expect(ask(everything, headers, [client("proxy")])).toMatchObject({
      authenticator: "request-header",
      user: { username: "ann" },
    });
    expect(ask(everything, headers, [client("dora")])).toMatchObject({
      authenticator: "client-certificate",
      user: { username: "dora", groups: ["system:authenticated"] },
      trials: [{ authenticator: "request-header", said: "error" }, { authenticator: "client-certificate" }],
    });
    expect(ask(everything, headers)).toMatchObject({
      authenticator: "token-file",
      user: { username: "tina", uid: "7" },
    });
  });

  it("asks the webhook last, for the audiences of the API", () => {
    const asked: unknown[] = [];
    const tokenWebhook = (spec: unknown): WebhookReview => {
      asked.push(spec);
      return { authenticated: true, user: { username: "hooked", extra: { team: ["x"] } } };
    };
    expect(ask({ tokenWebhook }, bearer("some"))).toMatchObject({
      authenticator: "token-webhook",
      user: { username: "hooked", groups: ["system:authenticated"], extra: { team: ["x"] } },
      audiences: ["https://cluster.test"],
    });
    expect(asked).toEqual([{ token: "some", audiences: ["https://cluster.test"] }]);
    expect(ask({ tokenWebhook }, bearer(tokenOf(claimsOf())))).toMatchObject({
      authenticator: "service-account-token",
    });
  });

  it("ends in 401 with every error, never in an anonymous user, where a credential is wrong", () => {
    const tokenWebhook = (): WebhookReview => ({ fault: "the webhook is away" });
    expect(ask({ tokenWebhook, bootstrapTokens: () => "absent" }, bearer("abcdef.0123456789abcdef"))).toMatchObject({
      outcome: "unauthorized",
      errors: ["invalid bearer token", "the webhook is away"],
    });
  });

  it.each<[string, WebhookReview, object]>([
    ["for other audiences", { authenticated: true, audiences: ["vault"] }, { outcome: "unauthorized" }],
    ["with an error", { error: "expired" }, { errors: ["invalid bearer token", "expired"] }],
    ["nobody asked", "unseen", { outcome: "unknown", reason: "the token webhook was not asked" }],
  ])("takes an answer of the webhook %s", (_, answer, expected) => {
    expect(ask({ tokenWebhook: () => answer }, bearer("x"))).toMatchObject(expected);
  });
});

describe("anonymous requests", () => {
  it("are for the paths of the configuration, exactly", () => {
    const anonymous = { enabled: true, paths: ["/livez"] };
    expect(ask({ anonymous }, [], [], "/livez")).toMatchObject({
      outcome: "anonymous",
      user: { groups: ["system:unauthenticated"] },
    });
    expect(ask({ anonymous }, [], [], "/livez/")).toMatchObject({ outcome: "unauthorized", errors: [] });
    expect(ask({ anonymous: { enabled: false, paths: [] } })).toMatchObject({ outcome: "unauthorized" });
  });
});

describe("client certificates", () => {
  const by = (version: Minor, leaf: Certificate) => ask({ version, clientAuthorities: [authority] }, [], [leaf]);
  const named = certificate({ subject: [...commonName("dora"), uid("u-1")], extensions: clientUsage });

  it("have an id since 1.32 and a uid since 1.33", () => {
    const extra = {
      "authentication.kubernetes.io/credential-id": [expect.stringMatching(/^X509SHA256=[0-9a-f]{64}$/)],
    };
    const groups = ["system:authenticated"];
    expect(by("1.31", named)).toMatchObject({ user: { username: "dora", groups } });
    expect(by("1.31", named)).not.toHaveProperty("user.extra");
    expect(by("1.32", named)).toMatchObject({ user: { extra } });
    expect(by("1.32", named)).not.toHaveProperty("user.uid");
    expect(by("1.33", named)).toMatchObject({ user: { uid: "u-1", extra } });
    const gates = { version: "1.33", featureGates: { AllowParsingUserUIDFromCertAuth: false } } as const;
    expect(ask({ ...gates, clientAuthorities: [authority] }, [], [named])).not.toHaveProperty("user.uid");
  });

  it.each([
    ["two uids", [uid("a"), uid("b")], "expected 1 UID, but found multiple: [a b]"],
    ["an empty uid", [uid("")], "UID cannot be an empty string"],
  ])("are refused for %s", (_, names, error) => {
    const leaf = certificate({ subject: [...commonName("dora"), ...names], extensions: clientUsage });
    expect(by("1.37", leaf)).toMatchObject({ outcome: "unauthorized", errors: [error] });
    expect(by("1.32", leaf)).toMatchObject({ outcome: "authenticated" });
  });

  it("name the certificate that was not believed", () => {
    const stranger = certificate({
      subject: commonName("dora"),
      issuer: commonName("nobody"),
      serial: [7],
      extensions: clientUsage,
    });
    expect(by("1.37", stranger)).toMatchObject({
      errors: ["verifying certificate SN=7, SKID=, AKID= failed: x509: certificate signed by unknown authority"],
    });
  });
});

describe("the front proxy", () => {
  const headers = [
    ["X-Remote-User", "ann"],
    ["X-Remote-Uid", "9"],
    ["X-Remote-Group", ""],
    ["X-REMOTE-GROUP", "dev"],
    ["x-remote-extra-acme.com%2FProject", "p1"],
    ["X-Remote-Extra-Bad%zz", "q"],
  ] as const;
  const by = (version: Minor, name: string) => ask({ version, requestHeader: proxy }, headers, [client(name)]);

  it("passes user, groups and extra on, and the uid since 1.33", () => {
    const user = {
      username: "ann",
      groups: ["dev", "system:authenticated"],
      extra: { "acme.com/project": ["p1"], "bad%zz": ["q"] },
    };
    expect(by("1.20", "proxy")).toMatchObject({ user });
    expect(by("1.32", "proxy")).not.toHaveProperty("user.uid");
    expect(by("1.33", "proxy")).toMatchObject({ user: { ...user, uid: "9" } });
  });

  it("must have an allowed name", () => {
    expect(by("1.37", "dora")).toMatchObject({
      outcome: "unauthorized",
      errors: ["x509: subject with cn=dora is not in the allowed list"],
    });
  });
});

it.each([
  ["a broken name", [["a b", "c"]], 400],
  ["a control character", [["a", "b\u0000"]], 400],
  ["too much", [["a", "b".repeat(2_000_000)]], 431],
] as const)("refuses headers with %s before anyone is asked", (_, headers, code) => {
  expect(ask({}, headers)).toMatchObject({ outcome: "bad-request", code });
});

it.each([
  [
    "two tokens",
    "base64url.bearer.authorization.k8s.io.YQ, base64url.bearer.authorization.k8s.io.YQ, x",
    "multiple base64.bearer.authorization tokens specified",
  ],
  ["no other protocol", "base64url.bearer.authorization.k8s.io.YQ", "missing additional subprotocol"],
  ["broken base64", "base64url.bearer.authorization.k8s.io.@, x", "invalid base64.bearer.authorization token encoding"],
  ["broken UTF-8", "base64url.bearer.authorization.k8s.io._w, x", "invalid base64.bearer.authorization token"],
  ["an unknown token", "base64url.bearer.authorization.k8s.io.YQ, x", "invalid bearer token"],
])("refuses WebSockets with %s", (_, protocols, error) => {
  const headers = [
    ["Connection", "keep-alive, Upgrade"],
    ["Upgrade", "WebSocket"],
    ["sec-websocket-protocol", protocols],
  ] as const;
  expect(ask({}, headers)).toMatchObject({ outcome: "unauthorized", errors: [error] });
});

it("knows the bearer of a WebSocket's token", () => {
  const protocols = `base64url.bearer.authorization.k8s.io.${Buffer.from("known").toString("base64url")},x`;
  const headers = [
    ["Connection", "upgrade"],
    ["Upgrade", "websocket"],
    ["Sec-WebSocket-Protocol", protocols],
  ] as const;
  expect(ask({ tokenFile: tokenFile() }, headers)).toMatchObject({ user: { username: "tina" } });
});
