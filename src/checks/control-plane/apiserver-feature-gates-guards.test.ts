// Cases of apiserver-feature-gates-guards.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverFeatureGatesGuards } from "./apiserver-feature-gates-guards.ts";

testCheck(
  apiserverFeatureGatesGuards,
  flagCases({
    component: "kube-apiserver",
    right: [
      ["by default", ["--profiling=false"]],
      ["one that is no more", ["--feature-gates=AuthorizeNodeWithSelectors=false"]],
      [
        "all beta but named",
        [
          "--feature-gates=AllBeta=false,AuthorizePodWebsocketUpgradeCreatePermission=true,DRAResourceClaimGranularStatusAuthorization=true,ServiceAccountNodeAudienceRestriction=true",
        ],
      ],
    ],
    wrong: [
      ["commands by get", ["--feature-gates=AuthorizePodWebsocketUpgradeCreatePermission=false"]],
      ["requests of kubelets unchecked", ["--feature-gates=AllowInsecureKubeletCertificateSigningRequests=true"]],
      ["everything in beta", ["--feature-gates=AllBeta=false"]],
    ],
    unseen: [["from a variable", ["--feature-gates=$(GATES)"]]],
  }),
  { describe, it },
);
