// Cases of apiserver-service-account-issuer.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverServiceAccountIssuer } from "./apiserver-service-account-issuer.ts";

testCheck(
  apiserverServiceAccountIssuer,
  flagCases({
    component: "kube-apiserver",
    right: [["an address", ["--service-account-issuer=https://kubernetes.default.svc.cluster.local"]]],
    wrong: [["a name", ["--service-account-issuer=kubernetes/serviceaccount"]]],
    unseen: [["from a variable", ["--service-account-issuer=$(ISSUER)"]]],
  }),
  { describe, it },
);
