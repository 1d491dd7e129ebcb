// Cases of removed-api-version.
import { describe, it } from "vitest";
import { cronJob, deployment, ingress, pod, testCheck } from "../../testing/index.ts";
import { removedApiVersion } from "./removed-api-version.ts";

const policy = {
  apiVersion: "admissionregistration.k8s.io/v1beta1",
  kind: "ValidatingAdmissionPolicy",
  metadata: { name: "images" },
  spec: {},
};

testCheck(
  removedApiVersion,
  [
    { name: "versions that are served", objects: [deployment(), cronJob(), pod()], outcome: "pass" },
    {
      name: "a version that is gone",
      objects: [cronJob({ apiVersion: "batch/v1beta1" })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "CronJob shop/cronjob",
          message: "removed",
          severity: "medium",
          path: "apiVersion",
          data: { apiVersion: "batch/v1beta1", kind: "CronJob", removed: "1.25", instead: "use batch/v1" },
        },
      ],
    },
    {
      name: "a version that will be, and one without a replacement",
      version: "1.33",
      objects: [ingress({ apiVersion: "extensions/v1beta1" }), policy],
      outcome: "fail",
      findings: [
        { object: "Ingress shop/ingress", message: "removed" },
        {
          object: "ValidatingAdmissionPolicy images",
          message: "ending",
          severity: "info",
          data: {
            apiVersion: "admissionregistration.k8s.io/v1beta1",
            kind: "ValidatingAdmissionPolicy",
            removed: "1.34",
            instead: "nothing takes its place",
          },
        },
      ],
    },
  ],
  { describe, it },
);
