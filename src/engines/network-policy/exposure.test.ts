// Exposure to pods that do not exist yet.
import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { exposure } from "./exposure.ts";
import { parseCluster } from "./parse-cluster.ts";

const pod = (name: string, spec: object = {}) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { namespace: "a", name, labels: { app: name } },
  spec,
  status: {},
});
const policy = (spec: object) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { namespace: "a", name: "p" },
  spec: { podSelector: { matchLabels: { app: "web" } }, ...spec },
});
const all = { TCP: [[1, 65535]], UDP: [[1, 65535]], SCTP: [[1, 65535]] };
const tcp = (port: number) => ({ TCP: [[port, port]], UDP: [], SCTP: [] });
const none = { TCP: [], UDP: [], SCTP: [] };

function of(objects: readonly object[], number = 0) {
  return exposure(compile(parseCluster(objects).input), number);
}

describe("exposure", () => {
  it("is to everyone where no policy selects the pod", () => {
    const open = { isProtected: false, anyPod: { ports: all, named: [] }, peers: [] };
    expect(of([pod("web")])).toEqual({ ingress: open, egress: open });
  });

  it("is to the pods rules name, with what rules for everyone add", () => {
    const found = of([
      pod("web"),
      pod("client"),
      policy({
        ingress: [
          { from: [{ podSelector: { matchLabels: { app: "client" } } }], ports: [{ port: 80 }] },
          { from: [{ podSelector: { matchLabels: { app: "later" } } }], ports: [{ port: 81 }] },
          { from: [{ namespaceSelector: {} }], ports: [{ port: 9 }] },
        ],
      }),
    ]);
    expect(found?.ingress).toMatchObject({ isProtected: true, anyPod: { ports: tcp(9) } });
    expect(
      found?.ingress.peers.map(({ pods, exists, exposed }) => [pods.matchLabels?.["app"], exists, exposed.ports.TCP]),
    ).toEqual([
      [
        "client",
        true,
        [
          [9, 9],
          [80, 80],
        ],
      ],
      [
        "later",
        false,
        [
          [9, 9],
          [81, 81],
        ],
      ],
    ]);
    expect(found?.egress.isProtected).toBe(false);
  });

  it("names ports that depend on the destination", () => {
    const egress = [{ to: [{ namespaceSelector: {} }], ports: [{ port: "http" }] }];
    expect(of([pod("web"), policy({ policyTypes: ["Egress"], egress })])?.egress.anyPod).toEqual({
      ports: none,
      named: ["http"],
    });
  });

  it("does not count rules of another namespace's pods, nor addresses", () => {
    const ingress = [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }];
    expect(of([pod("web"), policy({ ingress })])?.ingress).toEqual({
      isProtected: true,
      anyPod: { ports: none, named: [] },
      peers: [],
    });
  });

  it("is nobody's business for pods on the host network, and for finished ones", () => {
    expect(of([pod("web", { hostNetwork: true })])).toBeUndefined();
    expect(of([{ ...pod("web"), status: { phase: "Succeeded" } }])).toBeUndefined();
  });
});
