// plimsoll credential inspect on tokens, as a user runs it.
import { afterAll, describe, expect, it } from "vitest";
import type { RequestKey } from "../../../test/fixtures/certificates/build-request.ts";
import {
  bound,
  encode,
  InspectWorld,
  issuer,
  legacy,
  now,
  signer,
  stranger,
  token,
} from "../../../test/fixtures/certificates/inspect-world.ts";
import type { InspectedCredential } from "../../use-cases/credential/index.ts";

const world = new InspectWorld();
const { folder, inspect, cluster, publicKeys } = world;
afterAll(() => folder.remove());

describe("a service account token", () => {
  it("says who, for whom, until when and what it is bound to, unverified without keys", async () => {
    expect(await inspect(token(bound))).toMatchObject({
      exitCode: 0,
      kind: "bound service account token",
      state: "usable",
      signature: "unverified",
      user: {
        username: "system:serviceaccount:shop:web",
        uid: "u1",
        groups: ["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"],
        extra: { "authentication.kubernetes.io/credential-id": [`JTI=${bound.jti}`] },
      },
      audiences: [issuer],
      boundTo: [{ kind: "Pod", namespace: "shop", name: "web-0", exists: "unknown" }],
      expires: "2026-11-23T13:00:00Z",
    });
  });

  it.each<[string, object, RequestKey, Partial<InspectedCredential>, number]>([
    ["signed by a given key", bound, signer, { state: "usable", signature: "verified" }, 0],
    ["signed by another", bound, stranger, { state: "invalid", signature: "wrong" }, 1],
    ["that has ended", { ...bound, exp: now - 3600 }, signer, { state: "expired" }, 1],
    ["that has not begun", { ...bound, nbf: now + 3600 }, signer, { state: "not-yet-valid" }, 1],
  ])("%s", async (_what, claims, key, expected, exitCode) => {
    expect(await inspect(token(claims, key), "--keys", publicKeys)).toMatchObject({ ...expected, exitCode });
  });

  it("says what it may do, and whether what it is bound to is there", async () => {
    const found = await inspect(token(bound), "-f", cluster, "--complete");
    expect(found).toMatchObject({ state: "usable", boundTo: [{ exists: "yes" }] });
    expect(found.rights?.scopes).toMatchObject([{ namespace: "shop", powers: ["read-secrets"] }]);
    const own = { ...bound["kubernetes.io"], pod: { name: "web-1", uid: "p2" } };
    const gone = await inspect(token({ ...bound, "kubernetes.io": own }), "-f", cluster, "--complete");
    expect(gone).toMatchObject({ state: "invalid", boundTo: [{ exists: "no" }], exitCode: 1 });
    const again = { ...bound["kubernetes.io"], serviceaccount: { name: "web", uid: "u0" } };
    expect(await inspect(token({ ...bound, "kubernetes.io": again }), "-f", cluster, "--complete")).toMatchObject({
      state: "invalid",
      errors: [expect.stringContaining("UID (u1) does not match claim (u0)")],
    });
  });

  it("of a Secret does not end, and its Secret manifest is read", async () => {
    const text = token(legacy);
    const expected = {
      kind: "service account token of a Secret",
      state: "usable",
      boundTo: [{ kind: "Secret", name: "web-token" }],
    };
    expect(await inspect(text)).toMatchObject(expected);
    const secret = {
      apiVersion: "v1",
      kind: "Secret",
      type: "kubernetes.io/service-account-token",
      metadata: { name: "web-token", namespace: "shop" },
      data: { token: Buffer.from(text).toString("base64") },
    };
    const found = await inspect(JSON.stringify(secret));
    expect(found).toMatchObject({ ...expected, where: "Secret shop/web-token" });
    expect(found.expires).toBeUndefined();
  });

  it("tampered with, without a signature or of the algorithm none is refused where keys are given", async () => {
    const [header, , signature] = token(bound).split(".");
    const other = encode({ ...bound, sub: "system:serviceaccount:kube-system:admin" });
    for (const text of [
      `${header}.${other}.${signature}`,
      token(bound, signer, { alg: "none" }),
      token(bound, signer, { alg: "HS256" }),
    ])
      expect(await inspect(text, "--keys", publicKeys)).toMatchObject({ exitCode: 1, signature: "wrong" });
  });
});

describe("other tokens", () => {
  it("of an issuer: who they would be by default, and that this is not known", async () => {
    const claims = { iss: "https://login.example", aud: "kubernetes", sub: "42", exp: now + 60, email: "a@b" };
    const found = await inspect(token(claims), "--keys", publicKeys);
    expect(found).toMatchObject({
      state: "usable",
      signature: "verified",
      user: { username: "https://login.example#42" },
    });
    expect(found.caveats.join(" ")).toMatch(/was not seen/);
    expect(await inspect(token({ ...claims, exp: now - 60 }))).toMatchObject({ state: "expired", exitCode: 1 });
  });

  it("of bootstrapping, alone and in their Secret", async () => {
    expect(await inspect("abcdef.0123456789abcdef")).toMatchObject({
      kind: "bootstrap token",
      state: "unknown",
      user: { username: "system:bootstrap:abcdef" },
      exitCode: 0,
    });
    const secret = (more: object) =>
      JSON.stringify({
        apiVersion: "v1",
        kind: "Secret",
        type: "bootstrap.kubernetes.io/token",
        metadata: { name: "bootstrap-token-abcdef", namespace: "kube-system" },
        stringData: {
          "token-id": "abcdef",
          "token-secret": "0123456789abcdef",
          "usage-bootstrap-authentication": "true",
          ...more,
        },
      });
    expect(await inspect(secret({ "auth-extra-groups": "system:bootstrappers:kubeadm" }))).toMatchObject({
      state: "usable",
      user: { groups: ["system:bootstrappers", "system:bootstrappers:kubeadm", "system:authenticated"] },
    });
    expect(await inspect(secret({ expiration: "2026-11-01T00:00:00Z" }))).toMatchObject({
      state: "expired",
      exitCode: 1,
    });
    expect(await inspect(secret({ "usage-bootstrap-authentication": "false" }))).toMatchObject({
      state: "invalid",
      exitCode: 1,
    });
  });

  it("that only the server knows", async () => {
    expect(await inspect("Bearer 31ada4fd-adec-460c-809a-9e56ceb75269\n")).toMatchObject({
      kind: "opaque token",
      state: "unknown",
      exitCode: 0,
    });
  });
});
