// Cases of apiserver-oidc-groups-prefix.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverOidcGroupsPrefix } from "./apiserver-oidc-groups-prefix.ts";

testCheck(
  apiserverOidcGroupsPrefix,
  flagCases({
    component: "kube-apiserver",
    right: [
      [
        "a prefix",
        ["--oidc-issuer-url=https://login.example", "--oidc-groups-claim=groups", "--oidc-groups-prefix=oidc:"],
      ],
    ],
    wrong: [
      ["none", ["--oidc-issuer-url=https://login.example", "--oidc-groups-claim=groups"]],
      [
        "the prefix of Kubernetes",
        ["--oidc-issuer-url=https://login.example", "--oidc-groups-claim=groups", "--oidc-groups-prefix=system:"],
      ],
    ],
    unseen: [["in a file", ["--authentication-config=/etc/kubernetes/authn.yaml"]]],
    elsewhere: [["no groups", ["--oidc-issuer-url=https://login.example"]]],
  }),
  { describe, it },
);
