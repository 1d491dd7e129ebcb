// Cases of network-policy-trusts-labels.
import { describe, it } from "vitest";
import { networkPolicy, testCheck } from "../../testing/index.ts";
import { networkPolicyTrustsLabels } from "./network-policy-trusts-labels.ts";

const object = "NetworkPolicy shop/networkpolicy";
const from = (...namespaceSelectors: object[]) =>
  networkPolicy({
    spec: { ingress: [{ from: namespaceSelectors.map((namespaceSelector) => ({ namespaceSelector })) }] },
  });
const name = "kubernetes.io/metadata.name";

testCheck(
  networkPolicyTrustsLabels,
  [
    {
      name: "namespaces by their names, and with another label besides",
      objects: [
        from(
          { matchLabels: { [name]: "bank" } },
          { matchExpressions: [{ key: name, operator: "In", values: ["bank"] }], matchLabels: { team: "pay" } },
        ),
      ],
      outcome: "pass",
    },
    {
      name: "a label anybody may set",
      objects: [from({ matchLabels: { [name]: "bank" } }, { matchLabels: { team: "pay" } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object,
          message: "trusted",
          severity: "low",
          path: "spec.ingress[0].from[1].namespaceSelector",
          data: { label: "team" },
        },
      ],
    },
    {
      name: "all but some names",
      objects: [from({ matchExpressions: [{ key: name, operator: "NotIn", values: ["dev"] }] })],
      outcome: "fail",
      findings: [{ object, message: "trusted", data: { label: name } }],
    },
    { name: "all namespaces: no label is trusted", objects: [from({})], outcome: "pass" },
    {
      name: "pods of its own namespace",
      objects: [networkPolicy({ spec: { ingress: [{ from: [{ podSelector: {} }] }] } })],
      outcome: "pass",
    },
  ],
  { describe, it },
);
