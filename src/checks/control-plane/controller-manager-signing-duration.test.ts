// Cases of controller-manager-signing-duration.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { controllerManagerSigningDuration } from "./controller-manager-signing-duration.ts";

testCheck(
  controllerManagerSigningDuration,
  flagCases({
    component: "kube-controller-manager",
    right: [
      ["by default", ["--profiling=false"]],
      ["a month", ["--cluster-signing-duration=720h"]],
    ],
    wrong: [["ten years", ["--cluster-signing-duration=87600h"]]],
    unseen: [["from a variable", ["--cluster-signing-duration=$(DURATION)"]]],
  }),
  { describe, it },
);
