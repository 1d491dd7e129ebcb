// Certificates and requests are public and stay; a private key goes wherever it stands, also where a certificate should be.
import { describe, expect, it } from "vitest";
import { certificatePem, inBase64, privateKeys, relabelled, requestPem } from "../../../test/fixtures/certificates.ts";
import { plantEverywhere, type Planted } from "../../../test/fixtures/plant-everywhere.ts";
import { expectRedacted, markerOf, objectOf, readingOf } from "../../../test/fixtures/redaction.ts";
import { kindNames } from "../../kubernetes/index.ts";
import { buildModel, encodeSnapshot } from "../../model/index.ts";
import { redactReading } from "./index.ts";
import { rulesOf } from "./kind-rules.ts";

const keys = privateKeys();
const [certificate, request] = [inBase64(certificatePem), inBase64(requestPem)];
const key = keys[0]?.[1] ?? "";

function snapshotOf(objects: readonly object[]): string {
  const options = { now: "2026-11-23T00:00:00Z", newestSupported: "1.37" } as const;
  return [...encodeSnapshot(buildModel(redactReading(readingOf(objects)), options))].join("");
}

function signingRequest(spec: object, status: object): object {
  return objectOf("certificates.k8s.io/v1", "CertificateSigningRequest", { spec, status });
}

function secretOf(type: string, data: object, more: object = {}): object {
  return objectOf("v1", "Secret", { type, data, ...more }, { namespace: "shop" });
}

const user = {
  username: "system:node:n1",
  uid: "0123",
  groups: ["system:nodes", "system:authenticated"],
  extra: { "authentication.kubernetes.io/node-name": ["n1"] },
};

const cases: readonly (readonly [string, object, object])[] = [
  [
    "all of a signing request but what people wrote about it",
    signingRequest(
      {
        request,
        signerName: "kubernetes.io/kubelet-serving",
        expirationSeconds: 3600,
        usages: ["client auth"],
        ...user,
      },
      {
        certificate,
        conditions: [
          {
            type: "Approved",
            status: "True",
            reason: "AutoApproved",
            message: "lee-shore",
            lastUpdateTime: "2026-11-23T00:00:00Z",
            lastTransitionTime: "2026-11-23T00:00:00Z",
          },
        ],
      },
    ),
    signingRequest(
      {
        request,
        signerName: "kubernetes.io/kubelet-serving",
        expirationSeconds: 3600,
        usages: ["client auth"],
        ...user,
      },
      {
        certificate,
        conditions: [
          {
            type: "Approved",
            status: "True",
            reason: "AutoApproved",
            message: markerOf(9),
            lastUpdateTime: "2026-11-23T00:00:00Z",
            lastTransitionTime: "2026-11-23T00:00:00Z",
          },
        ],
      },
    ),
  ],
  [
    "no request that is none",
    signingRequest({ request: inBase64("lee-shore") }, { certificate: inBase64(certificatePem + key) }),
    signingRequest({ request: markerOf(12) }, { certificate }),
  ],
  [
    "trust bundles",
    objectOf("certificates.k8s.io/v1beta1", "ClusterTrustBundle", {
      spec: { signerName: "example.com/roots", trustBundle: certificatePem + key + certificatePem },
    }),
    objectOf("certificates.k8s.io/v1beta1", "ClusterTrustBundle", {
      spec: { signerName: "example.com/roots", trustBundle: certificatePem + certificatePem },
    }),
  ],
  [
    "the certificates of TLS Secrets, never their keys",
    secretOf("kubernetes.io/tls", { "tls.crt": certificate, "tls.key": inBase64(key), "ca.crt": certificate }),
    secretOf("kubernetes.io/tls", { "ca.crt": certificate, "tls.crt": certificate, "tls.key": "" }),
  ],
  [
    "the certificates of TLS Secrets as they are written by hand",
    secretOf("kubernetes.io/tls", {}, { stringData: { "tls.crt": certificatePem, "tls.key": key } }),
    secretOf("kubernetes.io/tls", { "tls.crt": certificatePem, "tls.key": "" }),
  ],
  [
    "nothing of a TLS Secret whose key stands in the place of its certificate",
    secretOf("kubernetes.io/tls", { "tls.crt": inBase64(key), "tls.key": certificate }),
    secretOf("kubernetes.io/tls", { "tls.crt": "", "tls.key": "" }),
  ],
  [
    "nothing of a TLS Secret whose values are no text",
    secretOf("kubernetes.io/tls", { "tls.crt": 7, "ca.crt": { pem: certificate }, "tls.key": [inBase64(key)] }),
    secretOf("kubernetes.io/tls", { "ca.crt": "", "tls.crt": "", "tls.key": "" }),
  ],
  [
    "nothing of other Secrets",
    secretOf("Opaque", { "tls.crt": certificate, "ca.crt": certificate }),
    secretOf("Opaque", { "ca.crt": "", "tls.crt": "" }),
  ],
  [
    "the authority every namespace has",
    objectOf(
      "v1",
      "ConfigMap",
      { data: { "ca.crt": certificatePem } },
      { name: "kube-root-ca.crt", namespace: "shop" },
    ),
    objectOf(
      "v1",
      "ConfigMap",
      { data: { "ca.crt": certificatePem } },
      { name: "kube-root-ca.crt", namespace: "shop" },
    ),
  ],
  [
    "the authority that a joining node is told, without signatures made with its token",
    clusterInfo("eyJhbGciOiJIUzI1NiIsImtpZCI6ImFiY2RlZiJ9..c2lnbmF0dXJl"),
    clusterInfo(markerOf(54, "high-entropy")),
  ],
];

function clusterInfo(signature: string): object {
  const cluster = { "certificate-authority-data": certificate, server: "https://192.0.2.1:6443" };
  const kubeconfig = ["apiVersion: v1", "clusters:", "- cluster:"]
    .concat(Object.entries(cluster).map(([name, value]) => `    ${name}: ${value}`))
    .join("\n");
  return objectOf(
    "v1",
    "ConfigMap",
    { data: { "jws-kubeconfig-abcdef": signature, kubeconfig } },
    { name: "cluster-info", namespace: "kube-public" },
  );
}

describe("redaction keeps", () => {
  it.each(cases)("%s", (_, before, after) => expectRedacted(before, after));
});

/** Pieces of a key that no other text has: of its lines, and of those in base64. */
function traces(pem: string): readonly string[] {
  const body = pem.split("\n").filter((line) => /^[A-Za-z0-9+/=]{24,}$/.test(line));
  const aligned = [0, 1, 2].map((skip) => inBase64(body.join("\n").slice(skip)).slice(8, 40));
  return [...body.map((line) => line.slice(0, 24)), ...aligned];
}

const identities = new Set<number>();
const places: Planted[] = [];
for (const kind of kindNames) plantEverywhere(kind, rulesOf(kind), () => "x", places);
for (const [index, { rule }] of places.entries()) if (rule === "identity") identities.add(index);

/** An object of every kind with the texts by turns in all of its fields but those that identify it. */
function plantedWith(texts: readonly string[], turn: number): readonly object[] {
  const planted: Planted[] = [];
  const textOf = (index: number): string => texts[(index + turn) % texts.length] ?? "";
  return kindNames.map((kind) => ({
    ...plantEverywhere(kind, rulesOf(kind), (index) => (identities.has(index) ? "x" : textOf(index)), planted),
    metadata: { name: kind, namespace: "shop", annotations: { note: textOf(0) }, labels: { note: textOf(1) } },
  }));
}

describe("a private key", () => {
  it("has a thousand places to be in", () => expect(places.length - identities.size).toBeGreaterThan(1000));

  it.each(keys.map(([form, pem], turn) => [form, pem, turn] as const))(
    "in %s, behind a certificate, is gone from every field of every kind, but for what identifies the object",
    (_, pem, turn) => {
      const both = certificatePem + pem;
      const snapshot = snapshotOf(plantedWith([both, inBase64(both)], turn));
      expect(traces(pem).filter((trace) => snapshot.includes(trace))).toEqual([]);
    },
  );

  it("called a certificate is gone from every place of a certificate", () => {
    for (const [form, pem] of keys) {
      for (const label of ["CERTIFICATE", "CERTIFICATE REQUEST"]) {
        const disguised = relabelled(pem, label);
        const objects = [disguised, inBase64(disguised)].flatMap((text, index) => [
          { ...signingRequest({ request: text }, { certificate: text }), metadata: { name: `r${index}` } },
          {
            ...objectOf("certificates.k8s.io/v1beta1", "ClusterTrustBundle", { spec: { trustBundle: text } }),
            metadata: { name: `b${index}` },
          },
          {
            ...secretOf("kubernetes.io/tls", { "tls.crt": text, "ca.crt": text, "tls.key": text }),
            metadata: { name: `s${index}`, namespace: "shop" },
          },
          {
            ...objectOf("apiregistration.k8s.io/v1", "APIService", { spec: { caBundle: text } }),
            metadata: { name: `a${index}` },
          },
        ]);
        const snapshot = snapshotOf(objects);
        expect([form, traces(pem).filter((trace) => snapshot.includes(trace))]).toEqual([form, []]);
      }
    }
  });
});
