// Cases of apiserver-oidc-required-claim.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverOidcRequiredClaim } from "./apiserver-oidc-required-claim.ts";

testCheck(
  apiserverOidcRequiredClaim,
  flagCases({
    component: "kube-apiserver",
    right: [
      [
        "one is required",
        [
          "--oidc-issuer-url=https://login.example",
          "--oidc-groups-claim=groups",
          "--oidc-required-claim=hd=example.com",
        ],
      ],
    ],
    wrong: [["none", ["--oidc-issuer-url=https://login.example", "--oidc-groups-claim=groups"]]],
    unseen: [["in a file", ["--authentication-config=/etc/kubernetes/authn.yaml"]]],
    elsewhere: [["no groups", ["--oidc-issuer-url=https://login.example"]]],
  }),
  { describe, it },
);
