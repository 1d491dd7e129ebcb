// Cases of signing-request-privileged.
import { describe, it } from "vitest";
import { buildRequest, makeKey, pem } from "../../../test/fixtures/certificates/build-request.ts";
import { certificateSigningRequest, testCheck, type Tweak } from "../../testing/index.ts";
import { signingRequestPrivileged } from "./signing-request-privileged.ts";

const key = makeKey("P-256");
const asking = (username: string, organization: string, spec: Tweak = {}, status: Tweak = {}) => {
  const subject = [[["2.5.4.10", organization, 12] as const], [["2.5.4.3", username, 12] as const]];
  const request = Buffer.from(pem("CERTIFICATE REQUEST", buildRequest({ subject, names: [], key }))).toString("base64");
  return certificateSigningRequest({ spec: { request, ...spec }, status });
};
const kubelet = { signerName: "kubernetes.io/kube-apiserver-client-kubelet" };
const approved = { conditions: [{ type: "Approved", status: "True" }] };
const object = "CertificateSigningRequest certificatesigningrequest";

testCheck(
  signingRequestPrivileged,
  [
    { name: "a person", objects: [asking("jane", "dev")], outcome: "pass" },
    {
      name: "a node that joins",
      objects: [asking("system:node:n-1", "system:nodes", { ...kubelet, groups: ["system:bootstrappers"] })],
      outcome: "pass",
    },
    {
      name: "a node that renews",
      objects: [asking("system:node:n-1", "system:nodes", { ...kubelet, username: "system:node:n-1" })],
      outcome: "pass",
    },
    {
      name: "denied",
      objects: [asking("ops", "system:masters", {}, { conditions: [{ type: "Denied", status: "True" }] })],
      outcome: "pass",
    },
    { name: "what cannot be read", objects: [certificateSigningRequest()], outcome: "pass" },
    {
      name: "a group of administrators, approved",
      objects: [asking("ops", "system:masters", { signerName: "example.com/own" }, approved)],
      outcome: "fail",
      docs: true,
      findings: [
        { object, message: "approved", severity: "high", data: { requestor: "jane", name: "system:masters" } },
      ],
    },
    {
      name: "a node, by a person",
      objects: [asking("system:node:n-1", "system:nodes", kubelet)],
      outcome: "fail",
      findings: [
        { object, message: "pending", severity: "medium", data: { requestor: "jane", name: "system:node:n-1" } },
      ],
    },
    {
      name: "a service account",
      objects: [asking("system:serviceaccount:shop:web", "dev")],
      outcome: "fail",
      findings: [{ object, message: "pending", severity: "medium" }],
    },
  ],
  { describe, it },
);
