// Cases of apiserver-service-account-former-issuers.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverServiceAccountFormerIssuers } from "./apiserver-service-account-former-issuers.ts";

testCheck(
  apiserverServiceAccountFormerIssuers,
  flagCases({
    component: "kube-apiserver",
    right: [["one", ["--service-account-issuer=https://a.example"]]],
    wrong: [["two", ["--service-account-issuer=https://a.example", "--service-account-issuer=https://b.example"]]],
    unseen: [["from a variable", ["--service-account-issuer=$(ISSUER)"]]],
  }),
  { describe, it },
);
