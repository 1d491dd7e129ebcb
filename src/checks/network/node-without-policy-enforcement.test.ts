// Cases of node-without-policy-enforcement.
import { describe, it } from "vitest";
import { container, daemonSet, node, pod, testCheck } from "../../testing/index.ts";
import { nodeWithoutPolicyEnforcement } from "./node-without-policy-enforcement.ts";

const containers = [container({ image: "quay.io/calico/node:v3.30.1" })];
const calico = (spec: object = {}) =>
  daemonSet({
    metadata: { name: "calico-node", namespace: "kube-system", uid: "c" },
    spec: { template: { spec: { containers, ...spec } } },
  });
const agentOn = (nodeName: string, status: object = { phase: "Running" }) =>
  pod({
    metadata: {
      name: `calico-${nodeName}`,
      namespace: "kube-system",
      ownerReferences: [{ apiVersion: "apps/v1", kind: "DaemonSet", name: "calico-node", uid: "c", controller: true }],
    },
    spec: { nodeName, containers },
    status,
  });
const named = (name: string, tweak: object = {}) => node({ metadata: { name }, ...tweak });
const covered = { object: "Node one", message: "covered", outcome: "pass" } as const;

testCheck(
  nodeWithoutPolicyEnforcement,
  [
    {
      name: "an agent on every node",
      objects: [calico(), named("one"), agentOn("one")],
      outcome: "pass",
      findings: [covered],
    },
    {
      name: "a node without the agent",
      objects: [calico(), named("one"), named("two"), agentOn("one")],
      outcome: "fail",
      docs: true,
      findings: [
        covered,
        { object: "Node two", message: "open", severity: "high", data: { reason: "no pod of calico-node runs there" } },
      ],
    },
    {
      name: "a taint the agent does not tolerate",
      objects: [
        calico(),
        named("one"),
        named("two", { spec: { taints: [{ key: "gpu", value: "yes", effect: "NoSchedule" }] } }),
        agentOn("one"),
      ],
      outcome: "fail",
      findings: [
        covered,
        {
          object: "Node two",
          message: "open",
          data: { reason: "calico-node does not run there: it does not tolerate the taint gpu" },
        },
      ],
    },
    {
      name: "Windows, and an agent for Linux",
      objects: [
        calico({ nodeSelector: { "kubernetes.io/os": "linux" } }),
        node({ metadata: { name: "one", labels: { "kubernetes.io/os": "linux" } } }),
        node({ metadata: { name: "win", labels: { "kubernetes.io/os": "windows" } } }),
        agentOn("one"),
      ],
      outcome: "fail",
      findings: [
        covered,
        {
          object: "Node win",
          message: "open",
          data: {
            reason: "it runs Windows; calico-node does not run there: its nodeSelector asks for kubernetes.io/os=linux",
          },
        },
      ],
    },
    {
      name: "a virtual node, whatever is said to run there",
      objects: [
        calico(),
        named("one"),
        agentOn("one"),
        node({ metadata: { name: "f", labels: { "eks.amazonaws.com/compute-type": "fargate" } } }),
        agentOn("f"),
      ],
      outcome: "fail",
      findings: [
        { object: "Node f", message: "open", data: { reason: "it is a Fargate node: no agent runs on it" } },
        covered,
      ].toReversed(),
    },
    {
      name: "agents that are not ready, or never started",
      objects: [
        calico(),
        named("one"),
        named("three"),
        named("two"),
        agentOn("one"),
        agentOn("two", { phase: "Running", conditions: [{ type: "Ready", status: "False" }] }),
        agentOn("three", { phase: "Pending" }),
      ],
      outcome: "fail",
      findings: [
        covered,
        { object: "Node three", message: "open", data: { reason: "the pod of calico-node there is not running" } },
        { object: "Node two", message: "unsure", severity: "medium" },
      ],
    },
    { name: "no plugin that enforces anything", objects: [named("one")], outcome: "not-applicable" },
  ],
  { describe, it },
);
