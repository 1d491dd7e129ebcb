// Cases of apiserver-cors-allowed-origins.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverCorsAllowedOrigins } from "./apiserver-cors-allowed-origins.ts";

testCheck(
  apiserverCorsAllowedOrigins,
  flagCases({
    component: "kube-apiserver",
    right: [
      ["by default", ["--profiling=false"]],
      ["a page", ["--cors-allowed-origins=^https://console\\.example$"]],
    ],
    wrong: [
      ["all", ["--cors-allowed-origins=.*"]],
      ["all of a scheme", ["--cors-allowed-origins=^https://.*$"]],
    ],
    unseen: [["from a variable", ["--cors-allowed-origins=$(ORIGINS)"]]],
  }),
  { describe, it },
);
