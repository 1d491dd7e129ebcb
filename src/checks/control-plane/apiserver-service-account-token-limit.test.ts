// Cases of apiserver-service-account-token-limit.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverServiceAccountTokenLimit } from "./apiserver-service-account-token-limit.ts";

testCheck(
  apiserverServiceAccountTokenLimit,
  flagCases({
    component: "kube-apiserver",
    right: [["a day", ["--service-account-max-token-expiration=24h"]]],
    wrong: [
      ["no limit, which is the default", ["--profiling=false"]],
      ["a year", ["--service-account-max-token-expiration=8760h"]],
    ],
    unseen: [["from a variable", ["--service-account-max-token-expiration=$(MAX)"]]],
  }),
  { describe, it },
);
