// Signing requests from creation to certificate, where versions differ and where rules are easily got wrong. Every rule is compared with a real server too.
import { describe, expect, it } from "vitest";
import { buildCertificate, commonName, made } from "../../../test/fixtures/certificates/build-certificate.ts";
import { buildRequest, makeKey, pem, type RequestContent } from "../../../test/fixtures/certificates/build-request.ts";
import { verifyWithNode as verify } from "../../../test/fixtures/certificates/verify-with-node.ts";
import type { JsonObject, Minor } from "../../core/index.ts";
import { parseCertificate } from "../../languages/x509/index.ts";
import {
  answerCreate,
  answerUpdate,
  autoApprove,
  cleanUp,
  requestConcerns,
  parsePkcs10,
  signRequest,
  signers,
  type ApiVersion,
  type SigningRequest,
} from "./index.ts";

const key = makeKey("P-256");
const organization = "2.5.4.10";
const user = { username: "dora", groups: ["developers"] };
const node: Partial<RequestContent> = {
  subject: [[[organization, "system:nodes", 19]], ...commonName("system:node:n1")],
};
const kubeletUsages = ["client auth", "digital signature", "key encipherment"];

function base64(content: Partial<RequestContent> = {}): string {
  const bytes = buildRequest({ subject: commonName("dora"), names: [], key, ...content });
  return Buffer.from(pem("CERTIFICATE REQUEST", bytes)).toString("base64");
}

interface Posted {
  readonly spec?: JsonObject;
  readonly name?: string;
  readonly version?: Minor;
  readonly apiVersion?: ApiVersion;
}

function post({ spec = {}, name = "x", version = "1.37", apiVersion = "v1" }: Posted): ReturnType<typeof answerCreate> {
  const defaults = { request: base64(), signerName: signers.client, usages: ["client auth"] };
  const body = { metadata: { name }, spec: { ...(apiVersion === "v1" ? defaults : { request: base64() }), ...spec } };
  return answerCreate({ apiVersion, body, user, version, verify });
}

function message(posted: Posted): string {
  const answer = post(posted);
  return "message" in answer
    ? answer.message.replace('CertificateSigningRequest.certificates.k8s.io "x" is invalid: ', "")
    : "";
}

function stored(posted: Posted): SigningRequest {
  const answer = post(posted);
  if (!("request" in answer)) throw new Error(answer.message);
  return answer.request;
}

const approved = (request: SigningRequest): SigningRequest => ({
  ...request,
  conditions: [{ type: "Approved", status: "True" }],
});

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

describe("autoApprove", () => {
  const request = stored({ spec: { request: base64(node), signerName: signers.kubeletClient, usages: kubeletUsages } });
  const own = { ...request, user: { username: "system:node:n1" } };

  it.each<[string, SigningRequest, readonly string[], string]>([
    ["its own", own, ["selfnodeclient"], "Auto approving self kubelet client certificate after SubjectAccessReview."],
    [
      "its own, by the other right",
      own,
      ["nodeclient"],
      "Auto approving kubelet client certificate after SubjectAccessReview.",
    ],
    ["another's", request, ["selfnodeclient"], "requestor not permitted"],
    ["any node's", request, ["nodeclient"], "Auto approving kubelet client certificate after SubjectAccessReview."],
    ["approved before", approved(request), ["nodeclient"], "already decided"],
    [
      "for another signer",
      { ...request, signerName: signers.client },
      ["nodeclient"],
      "not a kubelet's client request",
    ],
    [
      "with a usage too many",
      { ...request, usages: [...kubeletUsages, "any"] },
      ["nodeclient"],
      "not a kubelet's client request",
    ],
  ])("%s", (_name, given, rights, expected) => {
    const outcome = autoApprove(given, ({ subresource }) => rights.includes(subresource), "1.37");
    expect(outcome.approved ? outcome.condition.message : outcome.why).toBe(expected);
  });

  it.each<[Minor, boolean]>([
    ["1.24", false],
    ["1.25", true],
  ])("lets %s leave out key encipherment: %s", (version, expected) => {
    const short = { ...request, usages: ["client auth", "digital signature"] };
    expect(autoApprove(short, () => true, version).approved).toBe(expected);
  });
});

describe("signRequest", () => {
  const now = Date.UTC(2026, 5, 1, 12);
  const parsing = parseCertificate(
    buildCertificate({
      notAfter: "260701000000Z",
      extensions: [made.authority(), [14, false, Buffer.from([4, 1, 7])]],
    }),
  );
  if ("error" in parsing) throw new Error(parsing.error);
  const authority = parsing.certificate;
  const sign = (request: SigningRequest, version: Minor = "1.37", at = now): ReturnType<typeof signRequest> =>
    signRequest(request, { authority, version, now: at, duration: 72 * 3600 });
  const minutes = (expirationSeconds: number | undefined, version: Minor): readonly number[] => {
    const spec = expirationSeconds === undefined ? {} : { expirationSeconds };
    const signing = sign({ ...approved(stored({})), ...spec }, version);
    if (signing.outcome !== "signed") return [];
    return [signing.certificate.notBefore, signing.certificate.notAfter].map((time) => (time - now) / 60_000);
  };

  it.each<[number | undefined, Minor, readonly number[]]>([
    [undefined, "1.37", [-5, 72 * 60 - 5]],
    [undefined, "1.20", [-5, 72 * 60 - 5]],
    [3600, "1.21", [-5, 72 * 60 - 5]],
    [3600, "1.22", [-5, 60]],
    [28_799, "1.37", [-5, 28_799 / 60]],
    [28_800, "1.37", [-5, 8 * 60 - 5]],
    [1, "1.37", [-5, 10]],
    [1e9, "1.37", [-5, 72 * 60 - 5]],
  ])("asked for %s seconds, %s gives from and to (minutes) %j", (seconds, version, expected) => {
    expect(minutes(seconds, version)).toEqual(expected);
  });

  it("ends no later than its authority, and signs nothing after that", () => {
    const late = sign(approved(stored({})), "1.37", authority.notAfter - 1000);
    expect(late.outcome === "signed" && late.certificate.notAfter).toBe(authority.notAfter);
    const after = (milliseconds: number): unknown =>
      sign(approved(stored({})), "1.37", authority.notAfter + milliseconds);
    const error = "refusing to sign a certificate that expired in the past: NotAfter=2026-07-01T00:00:00Z";
    expect(after(0)).toEqual({ outcome: "error", error });
    expect(after(300_000)).toEqual({
      outcome: "error",
      error: "the signer has expired: NotAfter=2026-07-01T00:00:00Z",
    });
  });

  it("keeps what Go knows of the subject, in Go's order, and nothing that makes an authority", () => {
    const subject = [
      ...commonName("first"),
      [["1.3.6.1.4.1.57683.2", "uid", 12]],
      [[organization, "longer", 19]],
      [[organization, "\u00e9", 12]],
      [[organization, "b", 19]],
      ...commonName("last"),
      [["2.5.4.6", "DE", 19]],
    ] as const;
    const spec = { request: base64({ subject, asksForAuthority: true, names: [[2, "a"]] }) };
    const signing = sign(approved(stored({ spec })));
    expect(signing.outcome === "signed" && signing.certificate).toMatchObject({
      subject: [
        { oid: "2.5.4.6", values: ["DE"] },
        { oid: organization, values: ["b", "\u00e9", "longer"] },
        { oid: "2.5.4.3", values: ["last"] },
      ],
      isAuthority: false,
      names: { dns: ["a"] },
      namesCritical: false,
      extendedKeyUsages: ["client auth"],
      authorityKeyId: Buffer.from([7]),
    });
  });

  it.each<[string, Partial<SigningRequest>, object]>([
    ["not approved", { conditions: [] }, { outcome: "ignored", why: "not approved" }],
    [
      "approved and denied",
      {
        conditions: [
          { type: "Denied", status: "True" },
          { type: "Approved", status: "True" },
        ],
      },
      { why: "not approved" },
    ],
    [
      "failed before",
      {
        conditions: [
          { type: "Approved", status: "True" },
          { type: "Failed", status: "True" },
        ],
      },
      { why: "failed before" },
    ],
    ["for somebody else", { signerName: "example.com/x" }, { why: "signer of somebody else" }],
    [
      "for another use",
      { usages: ["client auth", "server auth"] },
      { condition: { message: "invalid usage for client certificate: server auth" } },
    ],
    [
      "a usage that is none",
      { signerName: signers.legacy, usages: ["odd"] },
      { outcome: "error", error: 'unrecognized usage values: ["odd"]' },
    ],
  ])("does not sign one that is %s", (_name, change, expected) => {
    expect(sign({ ...approved(stored({})), ...change })).toMatchObject(expected);
  });

  it("is cleaned up in time", () => {
    const hour = 3600_000;
    const at = (hours: number, request: SigningRequest, version: Minor = "1.37"): unknown =>
      cleanUp(request, now, now + hours * hour, version);
    const lastUpdateTime = new Date(now).toISOString();
    const decided = (type: string): SigningRequest => ({
      ...stored({}),
      conditions: [{ type, status: "True", lastUpdateTime }],
    });
    expect([at(24, stored({})), at(24.1, stored({}))]).toEqual([undefined, "pending for a day"]);
    expect([at(1, decided("Denied")), at(1.1, decided("Denied"))]).toEqual([undefined, "denied for an hour"]);
    expect(at(1.1, decided("Failed"))).toBe("failed for an hour");
    expect(at(1.1, { ...decided("Approved"), certificate: Buffer.from("x") })).toBe("issued an hour ago");
    expect(["1.34", "1.35"].map((version) => at(25, decided("Approved"), version as Minor))).toEqual([
      undefined,
      "approved but not issued for a day",
    ]);
  });
});

describe("requestConcerns", () => {
  const concerns = (content: Partial<RequestContent>, change: Partial<SigningRequest> = {}): readonly string[] => {
    const request = { ...stored({ spec: { request: base64(content) } }), expirationSeconds: 3600, ...change };
    const inside = parsePkcs10(request.request);
    if ("error" in inside) throw new Error(inside.error);
    return requestConcerns(request, inside.request).map(({ kind, seen }) => `${kind} ${seen}`.trim());
  };

  it.each<[string, Partial<RequestContent>, Partial<SigningRequest>, readonly string[]]>([
    ["one's own", {}, {}, []],
    ["nobody's", { subject: [] }, {}, ["no-user-name"]],
    ["a node's", node, {}, ["another-identity system:node:n1", "node-identity system:node:n1"]],
    [
      "a component's",
      { subject: commonName("system:kube-scheduler") },
      {},
      ["another-identity system:kube-scheduler", "system-user system:kube-scheduler"],
    ],
    [
      "a service account's",
      { subject: commonName("system:serviceaccount:a:b") },
      {},
      ["another-identity system:serviceaccount:a:b", "service-account-name system:serviceaccount:a:b"],
    ],
    [
      "administrators'",
      { subject: [...commonName("dora"), [[organization, "kubeadm:cluster-admins", 19]]] },
      {},
      ["privileged-group kubeadm:cluster-admins"],
    ],
    ["with names that are of no use", { names: [[2, "a"]] }, {}, ["unused-names a"]],
    ["with a weak key", { key: makeKey("RSA 1024") }, {}, ["weak-key RSA 1024"]],
    ["for a year", {}, { expirationSeconds: 365 * 24 * 3600 }, ["long-lived 365 days"]],
    ["for a server", { subject: commonName("x") }, { usages: ["server auth"] }, []],
  ])("%s", (_name, content, change, expected) => {
    expect(concerns(content, change)).toEqual(expected);
  });
});
