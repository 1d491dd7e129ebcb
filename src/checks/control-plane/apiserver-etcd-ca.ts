// API servers that do not verify etcd.
import { flagCheck, mustBeSet } from "../../checking/index.ts";

export const apiserverEtcdCa = flagCheck({
  id: "apiserver-etcd-ca",
  title: "API server does not verify the certificate of etcd by its own CA",
  severity: "high",
  rationale:
    "Without --etcd-cafile the API server trusts a server that any public CA vouches for, or speaks to etcd unencrypted. Whoever can answer in place of etcd then reads and supplies all data of the cluster.",
  remediation: "Set --etcd-cafile to the CA that signed the certificate of etcd.",
  references: [
    "https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#securing-etcd-clusters",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBeSet("etcd-cafile"),
});
