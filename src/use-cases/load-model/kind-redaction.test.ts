// Redaction of objects other than pods.
import { describe, it } from "vitest";
import { expectRedacted, markerOf, objectOf } from "../../../test/fixtures/redaction.ts";

/** What goes in, and what must come out of the same object. */
const cases: readonly (readonly [string, object, object])[] = [
  [
    "annotations, labels and other metadata",
    objectOf(
      "v1",
      "ServiceAccount",
      {},
      {
        namespace: "shop",
        labels: { app: "web", odd: "AKIAIOSFODNN7EXAMPLE" },
        annotations: {
          "b.example/note": "lee-shore",
          "a.example/on": "true",
          "kubernetes.io/psp": "restricted",
          "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/web",
        },
        finalizers: ["lee-shore"],
      },
    ),
    objectOf(
      "v1",
      "ServiceAccount",
      {},
      {
        namespace: "shop",
        labels: { app: "web", odd: markerOf(20, "aws-access-key-id") },
        annotations: {
          "a.example/on": "true",
          "b.example/note": markerOf(9),
          "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/web",
          "kubernetes.io/psp": "restricted",
        },
      },
    ),
  ],
  [
    "the words k3s was started with",
    objectOf(
      "v1",
      "Node",
      {},
      {
        annotations: {
          "k3s.io/node-args": '["server","--disable-network-policy","--token","lee-shore","--disable=traefik","false"]',
          "rke2.io/node-args": '["lee-shore","--cni","lee-shore"]',
        },
      },
    ),
    objectOf(
      "v1",
      "Node",
      {},
      {
        annotations: {
          "k3s.io/node-args": JSON.stringify([
            "server",
            "--disable-network-policy",
            "--token",
            markerOf(9, "named-secret"),
            `--disable=${markerOf(7)}`,
            markerOf(5),
          ]),
          "rke2.io/node-args": JSON.stringify([markerOf(9), "--cni", markerOf(9)]),
        },
      },
    ),
  ],
  [
    "what is no list of words, for all its name",
    objectOf("v1", "Node", {}, { annotations: { "k3s.io/node-args": "lee-shore", "rke2.io/node-args": "[5]" } }),
    objectOf("v1", "Node", {}, { annotations: { "k3s.io/node-args": markerOf(9), "rke2.io/node-args": markerOf(3) } }),
  ],
  [
    "ConfigMaps",
    objectOf(
      "v1",
      "ConfigMap",
      { data: { b: "lee-shore", a: "true", password: "lee-shore" }, binaryData: { c: "bGVl" } },
      { namespace: "shop" },
    ),
    objectOf(
      "v1",
      "ConfigMap",
      { data: { a: "true", b: markerOf(9), password: markerOf(9, "named-secret") }, binaryData: { c: markerOf(4) } },
      { namespace: "shop" },
    ),
  ],
  [
    "ConfigMaps that checks read, without their secrets",
    objectOf(
      "v1",
      "ConfigMap",
      { data: { ClusterConfiguration: "kubernetesVersion: v1.34.1\ncertificateKey: lee-shore\n", other: "lee-shore" } },
      { name: "kubeadm-config", namespace: "kube-system" },
    ),
    objectOf(
      "v1",
      "ConfigMap",
      {
        data: {
          ClusterConfiguration: `kubernetesVersion: v1.34.1\ncertificateKey: ${markerOf(9, "named-secret")}\n`,
          other: markerOf(9),
        },
      },
      { name: "kubeadm-config", namespace: "kube-system" },
    ),
  ],
  [
    "Secrets",
    objectOf(
      "v1",
      "Secret",
      { type: "Opaque", data: { b: "bGVl" }, stringData: { a: "lee-shore" } },
      { namespace: "shop" },
    ),
    objectOf("v1", "Secret", { type: "Opaque", data: { a: "", b: "" } }, { namespace: "shop" }),
  ],
  [
    "addresses of webhooks",
    objectOf("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", {
      webhooks: [
        {
          name: "w",
          clientConfig: { url: "https://mate:lee-shore@hooks.example/check?token=lee-shore", caBundle: "LS0t" },
        },
      ],
    }),
    objectOf("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", {
      webhooks: [
        {
          name: "w",
          clientConfig: { url: `https://${markerOf(14)}@hooks.example/check?${markerOf(15)}`, caBundle: markerOf(4) },
        },
      ],
    }),
  ],
  [
    "free-form JSON",
    objectOf(
      "v1",
      "PersistentVolumeClaim",
      {
        spec: {
          accessModes: ["ReadWriteOnce"],
          storageClassName: "fast",
          dataSource: { name: "lee-shore" },
          resources: { requests: { storage: "1Gi" } },
          count: 3,
        },
      },
      { namespace: "shop" },
    ),
    objectOf(
      "v1",
      "PersistentVolumeClaim",
      {
        spec: {
          accessModes: ["ReadWriteOnce"],
          count: 3,
          dataSource: { name: markerOf(9) },
          resources: { requests: { storage: "1Gi" } },
          storageClassName: "fast",
        },
      },
      { namespace: "shop" },
    ),
  ],
  [
    "policies, which stay but for credentials",
    objectOf("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", {
      spec: { validations: [{ expression: "object.spec.replicas <= 5", message: "AKIAIOSFODNN7EXAMPLE" }] },
    }),
    objectOf("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", {
      spec: { validations: [{ expression: "object.spec.replicas <= 5", message: markerOf(20, "aws-access-key-id") }] },
    }),
  ],
  [
    "parameters of storage classes",
    objectOf("storage.k8s.io/v1", "StorageClass", { provisioner: "x", parameters: { secret: "lee-shore", n: 1 } }),
    objectOf("storage.k8s.io/v1", "StorageClass", { provisioner: "x", parameters: { n: 1, secret: markerOf(9) } }),
  ],
  [
    "keys called __proto__",
    JSON.parse(
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"it","namespace":"shop"},"data":{"__proto__":"lee-shore"}}',
    ) as object,
    JSON.parse(
      `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"it","namespace":"shop"},"data":{"__proto__":"${markerOf(9)}"}}`,
    ) as object,
  ],
];

describe("redaction of objects", () => {
  it.each(cases)("%s", (_, before, after) => expectRedacted(before, after));
});
