// Cases of rbac-change-trust-bundles.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacChangeTrustBundles } from "./rbac-change-trust-bundles.ts";

testCheck(
  rbacChangeTrustBundles,
  grantCases({
    rule: {
      apiGroups: ["certificates.k8s.io"],
      resources: ["clustertrustbundles", "signers"],
      verbs: ["update", "attest"],
    },
    harmless: [
      "reading them",
      { apiGroups: ["certificates.k8s.io"], resources: ["clustertrustbundles"], verbs: ["get", "list", "watch"] },
    ],
    severity: "high",
    scope: "cluster",
  }),
  { describe, it },
);
