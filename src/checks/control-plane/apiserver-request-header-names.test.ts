// Cases of apiserver-request-header-names.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverRequestHeaderNames } from "./apiserver-request-header-names.ts";

testCheck(
  apiserverRequestHeaderNames,
  flagCases({
    component: "kube-apiserver",
    right: [
      [
        "a name",
        [
          "--requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt",
          "--requestheader-allowed-names=front-proxy-client",
        ],
      ],
    ],
    wrong: [
      ["none", ["--requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt"]],
      [
        "an empty list",
        ["--requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt", "--requestheader-allowed-names="],
      ],
    ],
    unseen: [
      [
        "from a variable",
        [
          "--requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt",
          "--requestheader-allowed-names=$(NAMES)",
        ],
      ],
    ],
    elsewhere: [["no front proxy", ["--profiling=false"]]],
  }),
  { describe, it },
);
