// Cases of rbac-sign-certificates.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacSignCertificates } from "./rbac-sign-certificates.ts";

testCheck(
  rbacSignCertificates,
  grantCases({
    rule: {
      apiGroups: ["certificates.k8s.io"],
      resources: ["certificatesigningrequests/status", "signers"],
      verbs: ["update", "sign"],
    },
    harmless: [
      "a signer of one's own, which nothing trusts by itself",
      {
        apiGroups: ["certificates.k8s.io"],
        resources: ["signers", "certificatesigningrequests"],
        verbs: ["sign"],
        resourceNames: ["example.com/own"],
      },
    ],
    severity: "high",
    scope: "cluster",
  }),
  { describe, it },
);
