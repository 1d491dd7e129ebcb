// Cases of apiserver-bootstrap-tokens.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverBootstrapTokens } from "./apiserver-bootstrap-tokens.ts";

testCheck(
  apiserverBootstrapTokens,
  flagCases({
    component: "kube-apiserver",
    right: [["by default", ["--profiling=false"]]],
    wrong: [["as kubeadm sets it", ["--enable-bootstrap-token-auth=true"]]],
    unseen: [["from a variable", ["--enable-bootstrap-token-auth=$(BOOT)"]]],
  }),
  { describe, it },
);
