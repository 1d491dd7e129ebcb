// Cases of rbac-approve-certificates.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacApproveCertificates } from "./rbac-approve-certificates.ts";

testCheck(
  rbacApproveCertificates,
  grantCases({
    rule: { apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/approval"], verbs: ["update"] },
    harmless: [
      "making requests",
      { apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests"], verbs: ["create", "get"] },
    ],
    severity: "high",
    scope: "cluster",
  }),
  { describe, it },
);
