// Cases of apiserver-oidc-username-prefix.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverOidcUsernamePrefix } from "./apiserver-oidc-username-prefix.ts";

testCheck(
  apiserverOidcUsernamePrefix,
  flagCases({
    component: "kube-apiserver",
    right: [
      [
        "a prefix",
        ["--oidc-issuer-url=https://login.example", "--oidc-username-claim=email", "--oidc-username-prefix=oidc:"],
      ],
      ["by default, the issuer", ["--oidc-issuer-url=https://login.example"]],
    ],
    wrong: [
      ["none, as asked for", ["--oidc-issuer-url=https://login.example", "--oidc-username-prefix=-"]],
      ["none, as the claim is email", ["--oidc-issuer-url=https://login.example", "--oidc-username-claim=email"]],
    ],
    unseen: [["in a file", ["--authentication-config=/etc/kubernetes/authn.yaml"]]],
    elsewhere: [["no provider", ["--profiling=false"]]],
  }),
  { describe, it },
);
