// Cases of apiserver-api-audiences.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverApiAudiences } from "./apiserver-api-audiences.ts";

testCheck(
  apiserverApiAudiences,
  flagCases({
    component: "kube-apiserver",
    right: [
      ["by default", ["--profiling=false"]],
      ["its own", ["--api-audiences=kubernetes.svc.default,https://a.example"]],
    ],
    wrong: [["a cloud's", ["--api-audiences=kubernetes.svc.default,sts.amazonaws.com"]]],
    unseen: [["from a variable", ["--api-audiences=$(AUDIENCES)"]]],
  }),
  { describe, it },
);
