// API servers that store secrets unencrypted.
import { flagCheck, mustBeSet } from "../../checking/index.ts";

export const apiserverEncryptionProviderConfig = flagCheck({
  id: "apiserver-encryption-provider-config",
  title: "No encryption of secrets in etcd is configured",
  severity: "medium",
  rationale:
    "Without encryption at rest every copy of the data of etcd (a disk, a backup, a snapshot) holds all secrets of the cluster in clear text. (The file the flag names is not read here: with the provider identity first, it encrypts nothing.)",
  remediation:
    "Write an EncryptionConfiguration whose first provider for secrets is kms or secretbox, give it with --encryption-provider-config, and rewrite all secrets once.",
  references: [
    "https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBeSet("encryption-provider-config"),
});
