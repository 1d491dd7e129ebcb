// Service account tokens by version: what each server says of the same token.
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Minor } from "../../../core/index.ts";
import {
  claimsOf,
  instruments,
  issuer,
  seconds,
  serverOf,
  tokenOf,
} from "../../../../test/fixtures/authentication-server.ts";
import { reviewToken } from "../index.ts";

function errorOf(version: Minor, token: string): string {
  const answer = reviewToken(serverOf(version), { token }, instruments);
  return "status" in answer ? (answer.status.error ?? "accepted") : answer.message;
}

const said = (text: string): string => `[invalid bearer token, ${text}]`;
const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const withUid = (uid: string) =>
  claimsOf({ "kubernetes.io": { namespace: "shop", serviceaccount: { name: "web", uid } } });

const table: readonly (readonly [string, string, Readonly<Partial<Record<Minor, string>>>])[] = [
  [
    "an expired token",
    tokenOf(claimsOf({ exp: seconds - 61 })),
    { "1.26": said("Token has expired."), "1.27": said("service account token has expired") },
  ],
  ["a token within the leeway", tokenOf(claimsOf({ exp: seconds - 60 })), { "1.20": "accepted", "1.37": "accepted" }],
  [
    "a token without an end",
    tokenOf(claimsOf({ exp: undefined })),
    { "1.26": said("Token has expired."), "1.27": "accepted" },
  ],
  [
    "a token of the future",
    tokenOf(claimsOf({ nbf: seconds + 61 })),
    { "1.26": said("Token could not be validated."), "1.37": said("service account token is not valid yet") },
  ],
  [
    "a token issued in the future",
    tokenOf(claimsOf({ iat: seconds + 61 })),
    { "1.26": "accepted", "1.37": said("service account token is issued in the future") },
  ],
  [
    "an end that is null",
    tokenOf(claimsOf({ exp: null })),
    { "1.26": said("square/go-jose/jwt: expected number value to unmarshal NumericDate"), "1.27": "accepted" },
  ],
  [
    "another key",
    tokenOf(claimsOf(), {}, other),
    {
      "1.32": said("square/go-jose: error in cryptographic primitive"),
      "1.33": said("go-jose/go-jose: error in cryptographic primitive"),
    },
  ],
  [
    "a kid of no key",
    tokenOf(claimsOf(), { kid: "other" }),
    { "1.30": "accepted", "1.31": said("invalid signature, no keys found") },
  ],
  [
    "an account made again",
    tokenOf(withUid("old")),
    {
      "1.26": said("ServiceAccount UID (sa-1) does not match claim (old)"),
      "1.37": said("service account UID (sa-1) does not match claim (old)"),
    },
  ],
  [
    "a pod that is being deleted, with another uid",
    tokenOf(claimsOf({}, { pod: { name: "leaving", uid: "x" } })),
    {
      "1.26": said("Token has been invalidated"),
      "1.28": said("service account token has been invalidated"),
      "1.29": said("pod UID (pod-2) does not match service account pod ref claim (x)"),
    },
  ],
  [
    "a node that is gone",
    tokenOf(claimsOf({}, { node: { name: "node-9", uid: "x" } })),
    {
      "1.28": "accepted",
      "1.29": said(
        "token is bound to a Node object but the ServiceAccountTokenNodeBindingValidation feature gate is disabled",
      ),
      "1.30": said("service account token has been invalidated"),
    },
  ],
  [
    "a webhook configuration",
    tokenOf(claimsOf({}, { validatingwebhookconfiguration: { name: "w", uid: "u" } })),
    {
      "1.36": "accepted",
      "1.37": said('feature gate "APIServerWebhookAuthenticationToken" is disabled, but token is webhook bound'),
    },
  ],
  [
    "a claim set twice",
    tokenOf(JSON.stringify(claimsOf()).replace(/\}$/, ',"sub":"x"}')),
    { "1.37": said("json: duplicate key 'sub' in object") },
  ],
];

describe.each(table)("%s", (_, token, versions) => {
  it.each(Object.entries(versions))("in %s", (version, message) => {
    expect(errorOf(version as Minor, token)).toBe(message);
  });
});

it("tells node, pod and id from the versions on that do", () => {
  const token = tokenOf(
    claimsOf({ jti: "7" }, { pod: { name: "web-1", uid: "pod-1" }, node: { name: "node-1", uid: "node-uid" } }),
  );
  const extraIn = (version: Minor) => {
    const answer = reviewToken(serverOf(version), { token }, instruments);
    return "status" in answer ? Object.keys(answer.status.user.extra ?? {}).map((key) => key.split("/")[1]) : [];
  };
  expect(extraIn("1.29")).toEqual(["pod-name", "pod-uid"]);
  expect(extraIn("1.30").toSorted((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1))).toEqual([
    "credential-id",
    "node-name",
    "node-uid",
    "pod-name",
    "pod-uid",
  ]);
});

it("says what nobody verified or saw", () => {
  const server = serverOf("1.37");
  const tokens = { issuers: [issuer], keys: undefined, lookup: true, objects: () => "unseen" as const };
  const token = tokenOf(claimsOf({}, { pod: { name: "web-1", uid: "pod-1" } }), {}, other);
  const answer = reviewToken({ ...server, serviceAccounts: tokens }, { token }, instruments);
  expect(answer).toMatchObject({
    status: { authenticated: true },
    authentication: {
      caveats: [
        "the signature was not verified: no key was given",
        "whether shop/web of serviceaccounts still exists, with this uid, was not seen",
        "whether shop/web-1 of pods still exists, with this uid, was not seen",
      ],
    },
  });
});

it("annotates tokens that should have been renewed", () => {
  const token = tokenOf(claimsOf({}, { warnafter: seconds - 5 }));
  const answer = reviewToken(serverOf("1.37"), { token }, instruments);
  expect("status" in answer && "annotations" in answer.authentication ? answer.authentication.annotations : {}).toEqual(
    {
      "authentication.k8s.io/stale-token":
        "subject: system:serviceaccount:shop:web, seconds after warning threshold: 5",
    },
  );
});
