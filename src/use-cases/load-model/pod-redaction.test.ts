// Redaction of pods: what stays, what goes, and that nothing else changes.
import { describe, it } from "vitest";
import { containerPod, expectRedacted, markerOf, podOf } from "../../../test/fixtures/redaction.ts";

/** What goes in, and what must come out of the same object. */
const cases: readonly (readonly [string, object, object])[] = [
  [
    "values of variables, told by their names",
    containerPod({
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
    containerPod({
      env: [
        { name: "DB_PASSWORD", value: markerOf(9, "named-secret") },
        { name: "GREETING", value: markerOf(4) },
        { name: "VERBOSE", value: "true" },
        { name: "PORT", value: markerOf(4) },
        { name: "HOST", value: "$(POD_IP)" },
        { name: "EMPTY", value: "" },
        { name: "KEY", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
        { name: "NODE", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "spec.nodeName" } } },
      ],
    }),
  ],
  [
    "volumes of a type nobody knows, by their presence",
    podOf({ volumes: [{ name: "new", quantumDisk: { key: "lee-shore" } }] }),
    podOf({ volumes: [{ name: "new", quantumDisk: {} }] }),
  ],
  [
    "command lines of unknown programs",
    containerPod({
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
    containerPod({
      command: ["/bin/sh", "-c", markerOf(26)],
      args: [
        markerOf(5),
        `--listen=${markerOf(5)}`,
        "--port=8080",
        "--retry",
        "5",
        "--verbose",
        "--token",
        markerOf(9, "named-secret"),
        markerOf(11),
        "--wait=30s",
        `--pin=${markerOf(4, "weak-password")}`,
      ],
    }),
  ],
  [
    "command lines of known programs, behind an init too",
    containerPod({
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
    containerPod({
      command: [
        "tini",
        "--",
        "/usr/local/bin/kube-apiserver",
        "--authorization-mode=Node,RBAC",
        "--etcd-servers",
        "https://10.0.0.1:2379",
        `--made-up=${markerOf(9)}`,
        `--etcd-prefix=https://mate:${markerOf(9, "url-credentials")}@etcd`,
      ],
    }),
  ],
  [
    "arguments of a program known by its image",
    containerPod({
      image: "registry.k8s.io/metrics-server/metrics-server:v0.7.2",
      args: ["--cert-dir=/tmp", "--secure_port=10250", "--kubelet-insecure-tls", "--x=lee-shore"],
    }),
    containerPod({
      image: "registry.k8s.io/metrics-server/metrics-server:v0.7.2",
      args: ["--cert-dir=/tmp", "--secure_port=10250", "--kubelet-insecure-tls", `--x=${markerOf(9)}`],
    }),
  ],
  [
    "probes and hooks",
    containerPod({
      livenessProbe: {
        httpGet: { path: "/live?key=lee-shore", port: 80, httpHeaders: [{ name: "X-Token", value: "lee-shore" }] },
      },
      readinessProbe: { exec: { command: ["mysqladmin", "-plee-shore", "ping"] } },
      startupProbe: { grpc: { port: 9, service: "lee-shore" } },
      lifecycle: { preStop: { exec: { command: ["sh", "-c", "logout lee-shore"] } } },
    }),
    containerPod({
      livenessProbe: {
        httpGet: {
          path: `/live?${markerOf(13)}`,
          port: 80,
          httpHeaders: [{ name: "X-Token", value: markerOf(9, "named-secret") }],
        },
      },
      readinessProbe: { exec: { command: ["mysqladmin", markerOf(11), markerOf(4)] } },
      startupProbe: { grpc: {} },
      lifecycle: { preStop: { exec: { command: ["sh", "-c", markerOf(16)] } } },
    }),
  ],
  [
    "volume sources, by their presence",
    podOf({
      volumes: [
        { name: "a", csi: { driver: "csi.example", volumeAttributes: { share: "lee-shore" } } },
        { name: "b", flexVolume: { driver: "x", options: { password: "lee-shore" } } },
        { name: "c", nfs: { server: "lee-shore", path: "/" } },
        { name: "d", hostPath: { path: "/etc", type: "Directory" } },
      ],
    }),
    podOf({
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
      ...podOf({
        containers: [{ name: "web", terminationMessagePath: "/lee-shore", stdin: true }],
        subdomain: "lee-shore",
      }),
      status: { phase: "Failed", message: "lee-shore" },
    },
    { ...podOf({ containers: [{ name: "web" }] }), status: { phase: "Failed" } },
  ],
];

describe("redaction of pods", () => {
  it.each(cases)("%s", (_, before, after) => expectRedacted(before, after));
});
