// Cases of network-plugin-unmaintained.
import { describe, it } from "vitest";
import { container, daemonSet, testCheck } from "../../testing/index.ts";
import { networkPluginUnmaintained } from "./network-plugin-unmaintained.ts";

const agent = (name: string, image: string) =>
  daemonSet({
    metadata: { name, namespace: "kube-system" },
    spec: { template: { spec: { containers: [container({ image })] } } },
  });
const npm = agent("azure-npm", "mcr.microsoft.com/containernetworking/azure-npm:v1.5.45");
const object = "DaemonSet kube-system/azure-npm";

testCheck(
  networkPluginUnmaintained,
  [
    {
      name: "a maintained plugin",
      objects: [agent("calico-node", "quay.io/calico/node:v3.30.1")],
      outcome: "pass",
      findings: [{ object: "DaemonSet kube-system/calico-node", message: "maintained", outcome: "pass" }],
    },
    {
      name: "support that has ended",
      objects: [npm],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object,
          message: "ended",
          severity: "high",
          data: { plugin: "Azure Network Policy Manager", date: "2026-09-30" },
        },
      ],
    },
    {
      name: "support that is to end",
      asOf: "2026-05-01T00:00:00Z",
      objects: [npm],
      outcome: "fail",
      findings: [{ object, message: "ends", severity: "low" }],
    },
    { name: "no plugin", objects: [agent("shipper", "registry.example/shipper:1")], outcome: "not-applicable" },
  ],
  { describe, it },
);
