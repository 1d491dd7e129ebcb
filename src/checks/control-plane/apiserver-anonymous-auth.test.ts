// Cases of apiserver-anonymous-auth.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverAnonymousAuth } from "./apiserver-anonymous-auth.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverAnonymousAuth,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--authorization-mode=Node,RBAC", "--anonymous-auth=false"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "not given, and the default is out of line",
      objects: [componentPod("kube-apiserver", ["--authorization-mode=Node,RBAC"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong" }],
    },
    {
      name: "cannot be read here",
      objects: [
        componentPod("kube-apiserver", [
          "--authorization-mode=RBAC",
          "--authentication-config=/etc/kubernetes/authn.yaml",
        ]),
      ],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
    {
      name: "refused by the API server itself beside AlwaysAllow",
      objects: [componentPod("kube-apiserver", ["--authorization-mode=AlwaysAllow"])],
      outcome: "not-applicable",
    },
  ],
  { describe, it },
);
