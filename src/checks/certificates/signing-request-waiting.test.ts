// Cases of signing-request-waiting.
import { describe, it } from "vitest";
import { certificateSigningRequest, testCheck, type Tweak } from "../../testing/index.ts";
import { signingRequestWaiting } from "./signing-request-waiting.ts";

const since = (creationTimestamp: string | undefined, tweak: Tweak = {}) =>
  certificateSigningRequest({ metadata: { creationTimestamp }, ...tweak });
const early = "2026-11-22T19:00:00Z";

testCheck(
  signingRequestWaiting,
  [
    { name: "it has just been made", objects: [since("2026-11-22T23:30:00Z")], outcome: "pass" },
    {
      name: "it was approved",
      objects: [since(early, { status: { conditions: [{ type: "Approved", status: "True" }] } })],
      outcome: "pass",
    },
    { name: "no server has seen it", objects: [since(undefined)], outcome: "pass" },
    {
      name: "five hours",
      objects: [since(early)],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "CertificateSigningRequest certificatesigningrequest",
          message: "waiting",
          data: { requestor: "jane", hours: 5, signer: "kubernetes.io/kube-apiserver-client" },
        },
      ],
    },
    { name: "less than the user allows", objects: [since(early)], options: { hours: 12 }, outcome: "pass" },
  ],
  { describe, it },
);
