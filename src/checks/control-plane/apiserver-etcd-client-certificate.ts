// API servers without a client certificate for etcd.
import { allOf, flagCheck, mustBeSet } from "../../checking/index.ts";

export const apiserverEtcdClientCertificate = flagCheck({
  id: "apiserver-etcd-client-certificate",
  title: "API server has no client certificate for etcd",
  severity: "high",
  rationale:
    "Without a client certificate and its key the API server connects to etcd as anybody could. An etcd that accepts that gives whoever reaches its port every secret of the cluster and the power to change anything.",
  remediation: "Set --etcd-certfile and --etcd-keyfile, and --client-cert-auth in etcd.",
  references: [
    "https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#securing-etcd-clusters",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: allOf(mustBeSet("etcd-certfile"), mustBeSet("etcd-keyfile")),
});
