// What the API server answers, where versions differ and where rules are easily got wrong. Every rule is compared with a real server too.
import { describe, expect, it } from "vitest";
import { makeKey } from "../../../test/fixtures/certificates/build-request.ts";
import {
  base64,
  kubeletUsages,
  node,
  organization,
  post,
  stored,
  user,
  type Posted,
} from "../../../test/fixtures/certificates/post-request.ts";
import { verifyWithNode as verify } from "../../../test/fixtures/certificates/verify-with-node.ts";
import type { JsonObject, Minor } from "../../core/index.ts";
import { answerUpdate, signers, type ApiVersion, type SigningRequest } from "./index.ts";

function message(posted: Posted): string {
  const answer = post(posted);
  return "message" in answer
    ? answer.message.replace('CertificateSigningRequest.certificates.k8s.io "x" is invalid: ', "")
    : "";
}

describe("answerCreate", () => {
  it.each<[string, Posted, string]>([
    ["no usages", { spec: { usages: [] }, version: "1.25" }, "spec.usages: Required value: usages must be provided"],
    ["no usages", { spec: { usages: [] }, version: "1.26" }, "spec.usages: Required value"],
    [
      "no signer",
      { spec: { signerName: "" }, version: "1.25" },
      "spec.signerName: Required value: signerName must be provided",
    ],
    ["no signer", { spec: { signerName: "" } }, "spec.signerName: Required value"],
    [
      "a request that is none",
      { spec: { request: "aGk=" }, version: "1.33" },
      "spec.request: Invalid value: []byte{0x68, 0x69}: PEM block type must be CERTIFICATE REQUEST",
    ],
    [
      "a request that is none",
      { spec: { request: "aGk=" }, version: "1.34" },
      'spec.request: Invalid value: "aGk=": PEM block type must be CERTIFICATE REQUEST',
    ],
    [
      "a duration that is too short",
      { spec: { expirationSeconds: 599 } },
      "spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)",
    ],
    ["a duration nobody knew", { spec: { expirationSeconds: 1 }, version: "1.21" }, ""],
    [
      "the signer of old",
      { spec: { signerName: signers.legacy } },
      'spec.signerName: Invalid value: "kubernetes.io/legacy-unknown": the legacy signerName is not allowed via this API version',
    ],
    ["the signer of old, by the API of old", { apiVersion: "v1beta1", version: "1.21" }, ""],
    [
      "a name too long",
      { spec: { signerName: `a.b/${"x".repeat(568)}` }, version: "1.31" },
      `[spec.signerName: Invalid value: "${"x".repeat(568)}": validating label "${"x".repeat(568)}": must be no more than 253 characters, spec.signerName: Too long: must have at most 571 bytes]`,
    ],
    [
      "the API of old, later",
      { apiVersion: "v1beta1", version: "1.22" },
      "the server could not find the requested resource",
    ],
    [
      "a path in the name, and nothing else wrong",
      { name: "a%b" },
      `CertificateSigningRequest.certificates.k8s.io "a%b" is invalid: metadata.name: Invalid value: "a%b": may not contain '%'`,
    ],
    ["text that is no base64", { spec: { request: "?" } }, "spec.request illegal base64 data"],
    [
      "masters",
      { spec: { request: base64({ subject: [[[organization, "system:masters", 19]]] }) } },
      `certificatesigningrequests.certificates.k8s.io "x" is forbidden: use of ${signers.client} signer with system:masters group is not allowed`,
    ],
    ["a small key, where Go minds", { spec: { request: base64({ key: makeKey("RSA 512") }) }, version: "1.32" }, ""],
  ])("%s", (_name, posted, expected) => {
    expect(message(posted)).toBe(expected);
  });

  it("minds small keys since 1.33", () => {
    const spec = { request: base64({ key: makeKey("RSA 512") }) };
    expect(message({ spec, version: "1.33" })).toContain("crypto/rsa: 512-bit keys are insecure");
  });

  it("stamps who asked, whatever the object says", () => {
    const { user: stamped, conditions } = stored({ spec: { username: "root", groups: ["system:masters"] } });
    expect([stamped, conditions]).toEqual([user, []]);
  });

  it("gives requests of the old API usages and a signer", () => {
    const beta = (spec: JsonObject): unknown => {
      const { signerName, usages } = stored({ spec, apiVersion: "v1beta1", version: "1.21" });
      return [signerName, usages];
    };
    expect(beta({})).toEqual([signers.legacy, ["digital signature", "key encipherment"]]);
    expect(beta({ request: base64(node), usages: kubeletUsages })).toEqual([signers.kubeletClient, kubeletUsages]);
  });
});

describe("answerUpdate", () => {
  const root = { username: "root" };
  const both = [
    { type: "Approved", status: "True" },
    { type: "Denied", status: "True" },
  ];
  const update = (submitted: Partial<SigningRequest>, version: Minor, apiVersion: ApiVersion = "v1"): string => {
    const before = stored({ version });
    const subresource = "certificate" in submitted ? "status" : "approval";
    const change = { apiVersion, subresource, stored: before, submitted: { ...before, ...submitted } } as const;
    const answer = answerUpdate({
      ...change,
      user: root,
      may: () => true,
      version,
      verify,
      now: "2026-01-01T00:00:00Z",
    });
    return "message" in answer
      ? answer.message.replace(/^.* is invalid: /, "")
      : JSON.stringify(answer.request.conditions);
  };

  it.each<[Minor, string]>([
    [
      "1.33",
      'status.conditions[1].type: Invalid value: "Denied": Approved and Denied conditions are mutually exclusive',
    ],
    ["1.36", 'status.conditions: Invalid value: "Denied": Approved and Denied conditions are mutually exclusive'],
    [
      "1.37",
      'status.conditions: Invalid value: "{conditions[{\\"type\\": \\"Approved\\"}], conditions[{\\"type\\": \\"Denied\\"}]}": must specify at most one of: `conditions[{"type": "Approved"}]`, `conditions[{"type": "Denied"}]`',
    ],
  ])("refuses to approve and deny, in the words of %s", (version, expected) => {
    expect(update({ conditions: both }, version)).toBe(expected);
  });

  it("lets the API of old write what it will of a certificate, and no approval", () => {
    const garbage = { certificate: Buffer.from("x"), conditions: both };
    expect(update(garbage, "1.21", "v1beta1")).toBe("[]");
    expect(update(garbage, "1.21")).toContain("must contain at least one CERTIFICATE PEM block");
  });
});
