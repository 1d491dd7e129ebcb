// Redaction of whole objects: what stays, what goes, and that nothing else changes.
import { describe, expect, it } from "vitest";
import { admit, type KindName, type KubernetesObject } from "../../kubernetes/index.ts";
import type { Part, Reading, Source } from "../../model/index.ts";
import { loadModel, redactReading } from "./index.ts";

const gap = { reason: "refused", remedy: "allow it" };

function readingOf(objects: readonly object[], extra: Partial<Reading> = {}): Reading {
  const parts = new Map<KindName, Part<KubernetesObject>>();
  for (const object of objects) {
    const admission = admit(structuredClone(object));
    if (admission.status !== "admitted") throw new Error(JSON.stringify(admission));
    const known = parts.get(admission.kind)?.objects ?? [];
    parts.set(admission.kind, { status: "collected", objects: [...known, admission.object] });
  }
  return {
    origin: { kind: "cluster", label: "harbour" },
    parts,
    others: { status: "not-collected", gap },
    otherKinds: [],
    problems: [],
    locate: () => undefined,
    ...extra,
  };
}

function redacted(object: object): object {
  const [[, part] = []] = redactReading(readingOf([object])).parts;
  return part?.objects[0] ?? {};
}

const pod = (spec: object): object => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web", namespace: "shop" },
  spec,
});
const container = (fields: object): object => pod({ containers: [{ name: "web", ...fields }] });
const object = (apiVersion: string, kind: string, fields: object, metadata: object = {}): object => ({
  apiVersion,
  kind,
  metadata: { name: "it", ...metadata },
  ...fields,
});
const marker = (length: number, kind = ""): string =>
  `«redacted length=${length}${kind === "" ? "" : ` looks-like=${kind}`}»`;

/** What goes in, and what must come out of the same object. */
const cases: readonly (readonly [string, object, object])[] = [
  [
    "values of variables, told by their names",
    container({
      env: [
        { name: "DB_PASSWORD", value: "lee-shore" },
        { name: "GREETING", value: "ahoy" },
        { name: "VERBOSE", value: "true" },
        { name: "PORT", value: "8080" },
        { name: "HOST", value: "$(POD_IP)" },
        { name: "EMPTY", value: "" },
        { name: "KEY", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
        { name: "NODE", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "spec.nodeName" } } },
      ],
    }),
    container({
      env: [
        { name: "DB_PASSWORD", value: marker(9, "named-secret") },
        { name: "GREETING", value: marker(4) },
        { name: "VERBOSE", value: "true" },
        { name: "PORT", value: marker(4) },
        { name: "HOST", value: "$(POD_IP)" },
        { name: "EMPTY", value: "" },
        { name: "KEY", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
        { name: "NODE", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "spec.nodeName" } } },
      ],
    }),
  ],
  [
    "command lines of unknown programs",
    container({
      command: ["/bin/sh", "-c", "login --password lee-shore"],
      args: [
        "serve",
        "--listen=:8080",
        "--port=8080",
        "--retry",
        "5",
        "--verbose",
        "--token",
        "lee-shore",
        "-plee-shore",
        "--wait=30s",
        "--pin=1234",
      ],
    }),
    container({
      command: ["/bin/sh", "-c", marker(26)],
      args: [
        marker(5),
        `--listen=${marker(5)}`,
        "--port=8080",
        "--retry",
        "5",
        "--verbose",
        "--token",
        marker(9, "named-secret"),
        marker(11),
        "--wait=30s",
        `--pin=${marker(4, "weak-password")}`,
      ],
    }),
  ],
  [
    "command lines of known programs, behind an init too",
    container({
      command: [
        "tini",
        "--",
        "/usr/local/bin/kube-apiserver",
        "--authorization-mode=Node,RBAC",
        "--etcd-servers",
        "https://10.0.0.1:2379",
        "--made-up=lee-shore",
        "--etcd-prefix=https://mate:lee-shore@etcd",
      ],
    }),
    container({
      command: [
        "tini",
        "--",
        "/usr/local/bin/kube-apiserver",
        "--authorization-mode=Node,RBAC",
        "--etcd-servers",
        "https://10.0.0.1:2379",
        `--made-up=${marker(9)}`,
        `--etcd-prefix=https://mate:${marker(9, "url-credentials")}@etcd`,
      ],
    }),
  ],
  [
    "arguments of a program known by its image",
    container({
      image: "registry.k8s.io/metrics-server/metrics-server:v0.7.2",
      args: ["--cert-dir=/tmp", "--secure_port=10250", "--kubelet-insecure-tls", "--x=lee-shore"],
    }),
    container({
      image: "registry.k8s.io/metrics-server/metrics-server:v0.7.2",
      args: ["--cert-dir=/tmp", "--secure_port=10250", "--kubelet-insecure-tls", `--x=${marker(9)}`],
    }),
  ],
  [
    "probes and hooks",
    container({
      livenessProbe: {
        httpGet: { path: "/live?key=lee-shore", port: 80, httpHeaders: [{ name: "X-Token", value: "lee-shore" }] },
      },
      readinessProbe: { exec: { command: ["mysqladmin", "-plee-shore", "ping"] } },
      startupProbe: { grpc: { port: 9, service: "lee-shore" } },
      lifecycle: { preStop: { exec: { command: ["sh", "-c", "logout lee-shore"] } } },
    }),
    container({
      livenessProbe: {
        httpGet: {
          path: `/live?${marker(13)}`,
          port: 80,
          httpHeaders: [{ name: "X-Token", value: marker(9, "named-secret") }],
        },
      },
      readinessProbe: { exec: { command: ["mysqladmin", marker(11), marker(4)] } },
      startupProbe: { grpc: {} },
      lifecycle: { preStop: { exec: { command: ["sh", "-c", marker(16)] } } },
    }),
  ],
  [
    "volume sources, by their presence",
    pod({
      volumes: [
        { name: "a", csi: { driver: "csi.example", volumeAttributes: { share: "lee-shore" } } },
        { name: "b", flexVolume: { driver: "x", options: { password: "lee-shore" } } },
        { name: "c", nfs: { server: "lee-shore", path: "/" } },
        { name: "d", hostPath: { path: "/etc", type: "Directory" } },
      ],
    }),
    pod({
      volumes: [
        { name: "a", csi: { driver: "csi.example" } },
        { name: "b", flexVolume: {} },
        { name: "c", nfs: {} },
        { name: "d", hostPath: { path: "/etc", type: "Directory" } },
      ],
    }),
  ],
  [
    "fields nothing reads",
    {
      ...pod({
        containers: [{ name: "web", terminationMessagePath: "/lee-shore", stdin: true }],
        subdomain: "lee-shore",
      }),
      status: { phase: "Failed", message: "lee-shore" },
    },
    { ...pod({ containers: [{ name: "web" }] }), status: { phase: "Failed" } },
  ],
  [
    "annotations, labels and other metadata",
    object(
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
    object(
      "v1",
      "ServiceAccount",
      {},
      {
        namespace: "shop",
        labels: { app: "web", odd: marker(20, "aws-access-key-id") },
        annotations: {
          "a.example/on": "true",
          "b.example/note": marker(9),
          "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/web",
          "kubernetes.io/psp": "restricted",
        },
      },
    ),
  ],
  [
    "ConfigMaps",
    object(
      "v1",
      "ConfigMap",
      { data: { b: "lee-shore", a: "true", password: "lee-shore" }, binaryData: { c: "bGVl" } },
      { namespace: "shop" },
    ),
    object(
      "v1",
      "ConfigMap",
      { data: { a: "true", b: marker(9), password: marker(9, "named-secret") }, binaryData: { c: marker(4) } },
      { namespace: "shop" },
    ),
  ],
  [
    "ConfigMaps that checks read, without their secrets",
    object(
      "v1",
      "ConfigMap",
      { data: { ClusterConfiguration: "kubernetesVersion: v1.34.1\ncertificateKey: lee-shore\n", other: "lee-shore" } },
      { name: "kubeadm-config", namespace: "kube-system" },
    ),
    object(
      "v1",
      "ConfigMap",
      {
        data: {
          ClusterConfiguration: `kubernetesVersion: v1.34.1\ncertificateKey: ${marker(9, "named-secret")}\n`,
          other: marker(9),
        },
      },
      { name: "kubeadm-config", namespace: "kube-system" },
    ),
  ],
  [
    "Secrets",
    object(
      "v1",
      "Secret",
      { type: "Opaque", data: { b: "bGVl" }, stringData: { a: "lee-shore" } },
      { namespace: "shop" },
    ),
    object("v1", "Secret", { type: "Opaque", data: { a: "", b: "" } }, { namespace: "shop" }),
  ],
  [
    "addresses of webhooks",
    object("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", {
      webhooks: [
        {
          name: "w",
          clientConfig: { url: "https://mate:lee-shore@hooks.example/check?token=lee-shore", caBundle: "LS0t" },
        },
      ],
    }),
    object("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", {
      webhooks: [
        {
          name: "w",
          clientConfig: { url: `https://${marker(14)}@hooks.example/check?${marker(15)}`, caBundle: "LS0t" },
        },
      ],
    }),
  ],
  [
    "free-form JSON",
    object(
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
    object(
      "v1",
      "PersistentVolumeClaim",
      {
        spec: {
          accessModes: ["ReadWriteOnce"],
          count: 3,
          dataSource: { name: marker(9) },
          resources: { requests: { storage: "1Gi" } },
          storageClassName: "fast",
        },
      },
      { namespace: "shop" },
    ),
  ],
  [
    "policies, which stay but for credentials",
    object("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", {
      spec: { validations: [{ expression: "object.spec.replicas <= 5", message: "AKIAIOSFODNN7EXAMPLE" }] },
    }),
    object("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", {
      spec: { validations: [{ expression: "object.spec.replicas <= 5", message: marker(20, "aws-access-key-id") }] },
    }),
  ],
  [
    "parameters of storage classes",
    object("storage.k8s.io/v1", "StorageClass", { provisioner: "x", parameters: { secret: "lee-shore", n: 1 } }),
    object("storage.k8s.io/v1", "StorageClass", { provisioner: "x", parameters: { n: 1, secret: marker(9) } }),
  ],
  [
    "keys called __proto__",
    JSON.parse(
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"it","namespace":"shop"},"data":{"__proto__":"lee-shore"}}',
    ) as object,
    JSON.parse(
      `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"it","namespace":"shop"},"data":{"__proto__":"${marker(9)}"}}`,
    ) as object,
  ],
];

describe("redaction", () => {
  it.each(cases)("of %s", (_, before, after) => {
    expect(JSON.stringify(redacted(before), null, 1)).toBe(JSON.stringify(admitted(after), null, 1));
  });

  it.each(cases)("of %s, done again, changes nothing", (_, before) => {
    const once = redacted(before);
    expect(redacted(once)).toEqual(once);
  });

  it("keeps the objects and leaves shared parts of a document alone", () => {
    const shared = { note: "lee-shore" };
    const source = object("v1", "ServiceAccount", {}, { namespace: "shop", labels: shared, annotations: shared });
    const admission = admit(source);
    if (admission.status !== "admitted") throw new Error("not admitted");
    const reading = readingOf([]);
    const parts = new Map([[admission.kind, { status: "collected", objects: [admission.object] } as const]]);
    const [[, part] = []] = redactReading({ ...reading, parts }).parts;
    expect(part?.objects[0]).toBe(admission.object);
    expect(admission.object.metadata).toMatchObject({
      labels: { note: "lee-shore" },
      annotations: { note: marker(9) },
    });
  });

  it("puts objects in the order of namespace and name", () => {
    const names = [
      ["b", "x"],
      ["a", "z"],
      ["b", "a"],
      ["a", "b"],
    ];
    const objects = names.map(([namespace, name]) => object("v1", "ServiceAccount", {}, { namespace, name }));
    const [[, part] = []] = redactReading(readingOf(objects)).parts;
    expect(part?.objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      "a/b",
      "a/z",
      "b/a",
      "b/x",
    ]);
  });

  it("reaches messages about the input", () => {
    const secret = "AKIAIOSFODNN7EXAMPLE";
    const told = { reason: `refused ${secret}`, remedy: `ask ${secret}` };
    const reading = readingOf([], {
      origin: { kind: "cluster", label: `https://mate:lee-shore@api` },
      parts: new Map([
        ["pods", { status: "partial", objects: [], gap: told }],
        ["nodes", { status: "not-collected", objects: [], gap: told }],
      ]),
      others: { status: "not-collected", gap: told },
      problems: [{ message: `cannot read ${secret}` }],
    });
    const { origin, parts, others, problems } = redactReading(reading);
    const text = JSON.stringify([origin, [...parts], others, problems]);
    expect(text).not.toContain(secret);
    expect(text).not.toContain("lee-shore");
    expect(text).toContain("refused «redacted");
  });
});

function admitted(value: object): object {
  const admission = admit(structuredClone(value));
  if (admission.status !== "admitted") throw new Error(JSON.stringify(admission));
  return admission.object;
}

describe("loadModel", () => {
  const source = (extra: Partial<Reading>): Source => ({
    read: async () => readingOf([container({ env: [{ name: "A", value: "lee-shore" }] })], extra),
  });
  const options = { now: "2026-11-23T00:00:00Z", newestSupported: "1.37" } as const;

  it.each([
    ["now for live input", {}, options, options.now],
    ["the capture time of a snapshot", { capturedAt: "2026-01-01T00:00:00Z" }, options, "2026-01-01T00:00:00Z"],
    [
      "what the user says",
      { capturedAt: "2026-01-01T00:00:00Z" },
      { ...options, asOf: "2025-05-05T00:00:00Z" },
      "2025-05-05T00:00:00Z",
    ],
  ])("is as of %s", async (_, extra, given, expected) => {
    expect((await loadModel(source(extra), given)).asOf).toBe(expected);
  });

  it("redacts before the model is built", async () => {
    const model = await loadModel(source({}), options);
    expect(JSON.stringify(model.parts)).not.toContain("lee-shore");
    expect(model.parts.pods.objects).toHaveLength(1);
  });
});
