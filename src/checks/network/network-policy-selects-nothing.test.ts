// Cases of network-policy-selects-nothing.
import { describe, it } from "vitest";
import { deployment, networkPolicy, pod, testCheck } from "../../testing/index.ts";
import { networkPolicySelectsNothing } from "./network-policy-selects-nothing.ts";

const object = "NetworkPolicy shop/networkpolicy";
const policy = (podSelector: object) => networkPolicy({ spec: { podSelector } });
const web = policy({ matchLabels: { app: "web" } });

testCheck(
  networkPolicySelectsNothing,
  [
    { name: "a template with its labels", objects: [deployment(), web], outcome: "pass" },
    {
      name: "labels nobody has",
      objects: [deployment(), policy({ matchLabels: { app: "wbe" } })],
      outcome: "fail",
      docs: true,
      findings: [{ object, message: "nobody", path: "spec.podSelector", data: { namespace: "shop" } }],
    },
    {
      name: "its labels in another namespace",
      objects: [pod({ metadata: { namespace: "bank" } }), web],
      outcome: "fail",
      findings: [{ object, message: "nobody" }],
    },
    {
      name: "only pods on the host network",
      objects: [pod({ spec: { hostNetwork: true } }), web],
      outcome: "fail",
      findings: [{ object, message: "hosts" }],
    },
    { name: "all pods, where there is none yet", objects: [policy({})], outcome: "pass" },
  ],
  { describe, it },
);
