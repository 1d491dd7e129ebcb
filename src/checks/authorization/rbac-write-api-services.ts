// Roles that let their holders answer for API groups.
import { grantCheck } from "../../checking/index.ts";

export const rbacWriteApiServices = grantCheck({
  id: "rbac-write-api-services",
  title: "Role lets its holders answer for whole API groups",
  severity: "high",
  rationale:
    "An APIService sends all requests for an API group to a server of one's choice. That server sees the requests and who makes them, Secrets and tokens in them included, and answers what it likes.",
  remediation: "Allow writing of apiservices with resourceNames, for the one group a controller serves.",
  references: ["https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/"],
  powers: ["take-over-apis"],
  ability: "answer for whole API groups",
  scope: "cluster",
});
