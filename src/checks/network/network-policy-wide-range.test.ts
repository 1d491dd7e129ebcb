// Cases of network-policy-wide-range.
import { describe, it } from "vitest";
import { networkPolicy, testCheck } from "../../testing/index.ts";
import { networkPolicyWideRange } from "./network-policy-wide-range.ts";

const object = "NetworkPolicy shop/networkpolicy";
const block = (cidr: string, except?: readonly string[]) => ({ ipBlock: { cidr, ...(except && { except }) } });
const ports = [{ port: 443 }];
const ingress = (rule: object) => networkPolicy({ spec: { ingress: [rule] } });
const egress = (rule: object) => networkPolicy({ spec: { policyTypes: ["Egress"], egress: [rule] } });

testCheck(
  networkPolicyWideRange,
  [
    {
      name: "known ranges",
      objects: [ingress({ from: [block("10.20.0.0/16"), block("2001:db8::/32")] })],
      outcome: "pass",
    },
    {
      name: "everybody, on one port",
      objects: [ingress({ from: [block("192.0.2.0/24"), block("0.0.0.0/0")], ports })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object,
          message: "ingress",
          severity: "low",
          path: "spec.ingress[0].from[1].ipBlock.cidr",
          data: { range: "0.0.0.0/0" },
        },
      ],
    },
    {
      name: "a good part of all addresses, on every port",
      objects: [ingress({ from: [block("10.0.0.0/8")] })],
      outcome: "fail",
      findings: [{ object, message: "ingress", severity: "medium" }],
    },
    ...["0.0.0.0/1", "::/0", "2000::/3", "10.1.2.3/8"].map((cidr) => ({
      name: `to ${cidr}`,
      objects: [egress({ to: [block(cidr)], ports })],
      outcome: "fail" as const,
      findings: [{ object, message: "egress" as const, severity: "low" as const, data: { range: cidr } }],
    })),
    {
      name: "the internet without private ranges",
      objects: [egress({ to: [block("0.0.0.0/0", ["10.0.0.0/8", "169.254.0.0/16"])] })],
      outcome: "pass",
    },
    ...[["192.0.2.1/32"], ["everywhere"], []].map((except) => ({
      name: `everything but ${except.join() || "nothing"}`,
      objects: [egress({ to: [block("0.0.0.0/0", except)], ports })],
      outcome: "fail" as const,
      findings: [{ object, message: "egress" as const }],
    })),
    {
      name: "a block somebody has thought about, IPv6 without private ranges, everything but metadata",
      objects: [
        egress({
          to: [
            block("10.0.0.0/8", ["10.1.0.0/16"]),
            block("::/0", ["fc00::/7"]),
            block("0.0.0.0/0", ["169.254.169.254/32"]),
          ],
        }),
      ],
      outcome: "pass",
    },
    { name: "a rule that another check tells", objects: [ingress({ from: [block("0.0.0.0/0")] })], outcome: "pass" },
    {
      name: "what is no range",
      objects: [ingress({ from: [block("everywhere"), { podSelector: {} }], ports })],
      outcome: "pass",
    },
  ],
  { describe, it },
);
