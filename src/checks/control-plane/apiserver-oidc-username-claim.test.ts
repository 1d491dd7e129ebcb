// Cases of apiserver-oidc-username-claim.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverOidcUsernameClaim } from "./apiserver-oidc-username-claim.ts";

testCheck(
  apiserverOidcUsernameClaim,
  flagCases({
    component: "kube-apiserver",
    right: [
      ["by default", ["--oidc-issuer-url=https://login.example"]],
      ["a claim of the provider", ["--oidc-issuer-url=https://login.example", "--oidc-username-claim=oid"]],
    ],
    wrong: [["the login", ["--oidc-issuer-url=https://login.example", "--oidc-username-claim=preferred_username"]]],
    unseen: [["in a file", ["--authentication-config=/etc/kubernetes/authn.yaml"]]],
    elsewhere: [["no provider", ["--oidc-username-claim=email"]]],
  }),
  { describe, it },
);
