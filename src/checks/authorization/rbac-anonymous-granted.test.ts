// Cases of rbac-anonymous-granted.
import { describe, it } from "vitest";
import { clusterRole, clusterRoleBinding, role, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacAnonymousGranted } from "./rbac-anonymous-granted.ts";

const everybody = [{ kind: "Group", name: "system:unauthenticated" }];
const infoViewer = clusterRoleBinding({ roleRef: { name: "system:public-info-viewer" }, subjects: everybody });
const clusterInfo = { namespace: "kube-public", name: "kubeadm:bootstrap-signer-clusterinfo" };

testCheck(
  rbacAnonymousGranted,
  [
    {
      name: "the bindings of a new cluster",
      objects: [
        infoViewer,
        clusterRole({
          metadata: { name: "system:public-info-viewer" },
          rules: [{ nonResourceURLs: ["/version/", "/healthz", "/livez", "/readyz", "/version"], verbs: ["get"] }],
        }),
        role({
          metadata: clusterInfo,
          rules: [{ apiGroups: [""], resources: ["configmaps"], resourceNames: ["cluster-info"], verbs: ["get"] }],
        }),
        roleBinding({
          metadata: clusterInfo,
          roleRef: { kind: "Role", name: clusterInfo.name },
          subjects: [{ kind: "User", name: "system:anonymous" }],
        }),
      ],
      outcome: "pass",
      findings: [
        { object: "ClusterRoleBinding clusterrolebinding", message: "standard", outcome: "pass" },
        { object: `RoleBinding kube-public/${clusterInfo.name}`, message: "standard", outcome: "pass" },
      ],
    },
    {
      name: "a role of one's own",
      objects: [clusterRoleBinding({ roleRef: { name: "view" }, subjects: everybody })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "ClusterRoleBinding clusterrolebinding",
          message: "granted",
          severity: "critical",
          path: "subjects[0]",
          data: { role: "ClusterRole view" },
        },
      ],
    },
    {
      name: "a rule added to the role for everybody",
      objects: [
        infoViewer,
        clusterRole({
          metadata: { name: "system:public-info-viewer" },
          rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }],
        }),
      ],
      outcome: "fail",
      findings: [{ object: "ClusterRoleBinding clusterrolebinding", message: "granted" }],
    },
    {
      name: "a role that tells only how the cluster is set up",
      objects: [
        clusterRoleBinding({
          roleRef: { name: "system:service-account-issuer-discovery" },
          subjects: everybody,
        }),
      ],
      outcome: "fail",
      findings: [{ object: "ClusterRoleBinding clusterrolebinding", message: "public", severity: "low" }],
    },
    {
      name: "a file that holds the binding and not the role",
      given: true,
      objects: [infoViewer],
      outcome: "unknown",
      findings: [{ object: "ClusterRoleBinding clusterrolebinding", message: "unseen", outcome: "unknown" }],
    },
    { name: "somebody with a name", objects: [roleBinding()], outcome: "pass" },
  ],
  { describe, it },
);
