// Cases of apiserver-feature-gates-alpha.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverFeatureGatesAlpha } from "./apiserver-feature-gates-alpha.ts";

testCheck(
  apiserverFeatureGatesAlpha,
  flagCases({
    component: "kube-apiserver",
    right: [
      ["by default", ["--profiling=false"]],
      ["one feature", ["--feature-gates=ConstrainedImpersonation=true,AllAlpha=false"]],
    ],
    wrong: [["all of them", ["--feature-gates=AllAlpha=true"]]],
    unseen: [["from a variable", ["--feature-gates=$(GATES)"]]],
  }),
  { describe, it },
);
