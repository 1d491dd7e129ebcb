// Cases of aws-auth-masters.
import { describe, it } from "vitest";
import { configMap, testCheck } from "../../testing/index.ts";
import { awsAuthMasters } from "./aws-auth-masters.ts";

const map = (data: Readonly<Record<string, string>>, name = "aws-auth") =>
  configMap({ metadata: { name, namespace: "kube-system" }, data });
const object = "ConfigMap kube-system/aws-auth";
const nodes = `- rolearn: arn:aws:iam::1:role/nodes
  username: system:node:{{EC2PrivateDNSName}}
  groups: [system:bootstrappers, system:nodes]
`;
const admins = `- rolearn: arn:aws:iam::1:role/admin
  username: admin
  groups:
    - system:masters
`;

testCheck(
  awsAuthMasters,
  [
    { name: "nodes alone", objects: [map({ mapRoles: nodes, mapUsers: "" })], outcome: "pass" },
    { name: "a map of another name", objects: [map({ mapRoles: admins }, "other")], outcome: "pass" },
    {
      name: "a role of administrators",
      objects: [map({ mapRoles: nodes + admins })],
      outcome: "fail",
      docs: true,
      findings: [{ object, message: "masters", path: "data.mapRoles", data: { who: "arn:aws:iam::1:role/admin" } }],
    },
    {
      name: "a user without a name",
      objects: [map({ mapUsers: "- groups: [system:masters]" })],
      outcome: "fail",
      findings: [{ object, message: "masters", path: "data.mapUsers", data: { who: "an unnamed identity" } }],
    },
    {
      name: "text that is no list",
      objects: [map({ mapRoles: "{" })],
      outcome: "unknown",
      findings: [{ object, message: "unreadable", outcome: "unknown" }],
    },
  ],
  { describe, it },
);
