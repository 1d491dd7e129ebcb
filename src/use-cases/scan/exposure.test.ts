// Exposure: who can get at an object raises its rank by what the table says, with the reason.
import { describe, expect, it } from "vitest";
import { ranked, web, robot } from "../../../test/fixtures/ranked.ts";
import {
  clusterRole,
  componentPod,
  container,
  ingress,
  namespace,
  roleBinding,
  service,
  serviceAccount,
  type RawObject,
  type Tweak,
} from "../../testing/index.ts";
import { exposureFactors } from "./rank-factors.ts";

describe("exposure of a workload", () => {
  it.each<[string, number, RegExp, readonly RawObject[]]>([
    [
      "a load balancer",
      exposureFactors.loadBalancer,
      /outside the cluster: Service shop\/service \(LoadBalancer\)/,
      [service({ spec: { type: "LoadBalancer" } })],
    ],
    [
      "a load balancer for some",
      exposureFactors.limitedLoadBalancer,
      /limited to some addresses/,
      [service({ spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.0/8"] } })],
    ],
    [
      "a load balancer limited to everyone",
      exposureFactors.loadBalancer,
      /\(LoadBalancer\)/,
      [service({ spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["0.0.0.0/0"] } })],
    ],
    ["a node port", exposureFactors.nodePort, /NodePort/, [service({ spec: { type: "NodePort" } })]],
    [
      "an external address",
      exposureFactors.externalIp,
      /external IP/,
      [service({ spec: { externalIPs: ["192.0.2.1"] } })],
    ],
    [
      "an ingress",
      exposureFactors.ingress,
      /Ingress shop\/ingress through Service shop\/web/,
      [service({ metadata: { name: "web" } }), ingress()],
    ],
    ["a service inside", 1, /^$/, [service()]],
    ["an ingress without its service", 1, /^$/, [ingress()]],
  ])("%s", (_what, factor, reason, others) => {
    const { rank, rankReasons } = ranked([web(), ...others]);
    expect(rank).toBe(5 * factor);
    expect(rankReasons.join()).toMatch(reason);
  });
  it.each<[string, number, RegExp, Tweak]>([
    ["the host's network", exposureFactors.hostNetwork, /hostNetwork/, { hostNetwork: true }],
    [
      "a host port",
      exposureFactors.hostPort,
      /hostPort 80/,
      { containers: [container({ ports: [{ containerPort: 80, hostPort: 80 }] })] },
    ],
    ["a container port", 1, /^$/, { containers: [container({ ports: [{ containerPort: 80, hostPort: 0 }] })] }],
  ])("%s", (_what, factor, reason, spec) => {
    const { rank, rankReasons } = ranked([web(spec)]);
    expect(rank).toBe(5 * factor);
    expect(rankReasons.join()).toMatch(reason);
  });
});

describe("exposure of other objects", () => {
  it.each<[string, number, RegExp, readonly [RawObject, ...RawObject[]]]>([
    ["a Service by its own type", exposureFactors.nodePort, /NodePort/, [service({ spec: { type: "NodePort" } })]],
    ["an Ingress", exposureFactors.ingress, /Ingress shop/, [ingress()]],
    [
      "a binding to anyone",
      exposureFactors.anyone,
      /without logging in/,
      [roleBinding({ subjects: [{ kind: "User", name: "system:anonymous" }] })],
    ],
    [
      "a binding to all users",
      exposureFactors.everyUser,
      /everyone who can log in/,
      [roleBinding({ subjects: [{ kind: "Group", name: "system:authenticated" }] })],
    ],
    [
      "a binding to all service accounts",
      exposureFactors.everyServiceAccount,
      /every service account/,
      [roleBinding({ subjects: [{ kind: "Group", name: "system:serviceaccounts" }] })],
    ],
    ["a binding to a user", 1, /^$/, [roleBinding({ subjects: [{ kind: "User", name: "constructor" }] })]],
    [
      "a service account by what runs as it",
      exposureFactors.hostNetwork,
      /used by Deployment shop\/web/,
      [serviceAccount({ metadata: { name: "robot" } }), web({ serviceAccountName: "robot", hostNetwork: true })],
    ],
    [
      "a binding by what runs as its subject",
      exposureFactors.hostNetwork,
      /used by Deployment shop\/web/,
      [roleBinding({ subjects: [robot] }), web({ serviceAccountName: "robot", hostNetwork: true })],
    ],
    ["an object of the whole cluster", exposureFactors.clusterWide, /whole cluster/, [clusterRole({ rules: [] })]],
    ["a namespace", 1, /^$/, [namespace()]],
    [
      "the control plane",
      exposureFactors.controlPlane,
      /component of the control plane/,
      [componentPod("kube-scheduler", [], { spec: { hostNetwork: undefined } })],
    ],
  ])("%s", (_what, factor, reason, objects) => {
    const { rank, rankReasons } = ranked(objects);
    expect(rank).toBeCloseTo(5 * factor, 1);
    expect(rankReasons.join()).toMatch(reason);
  });
});
