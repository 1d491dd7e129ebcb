// Cases of apiserver-tls-cipher-suites.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverTlsCipherSuites } from "./apiserver-tls-cipher-suites.ts";

testCheck(
  apiserverTlsCipherSuites,
  flagCases({
    component: "kube-apiserver",
    right: [
      ["by default", ["--profiling=false"]],
      ["strong ones", ["--tls-cipher-suites=TLS_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]],
    ],
    wrong: [
      [
        "without forward secrecy",
        ["--tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_RSA_WITH_AES_128_GCM_SHA256"],
      ],
    ],
    unseen: [["from a variable", ["--tls-cipher-suites=$(SUITES)"]]],
  }),
  { describe, it },
);
