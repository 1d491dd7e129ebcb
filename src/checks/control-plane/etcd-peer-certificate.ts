// etcd whose members speak unencrypted.
import { allOf, flagCheck, mustBeSet } from "../../checking/index.ts";

export const etcdPeerCertificate = flagCheck({
  id: "etcd-peer-certificate",
  title: "etcd has no certificate for peers",
  severity: "high",
  rationale: "Without a certificate and key members exchange all data of the cluster unencrypted.",
  remediation: "Set --peer-cert-file and --peer-key-file on every member, and use https addresses for peers.",
  references: ["https://etcd.io/docs/v3.6/op-guide/security/"],
  component: "etcd",
  judge: allOf(mustBeSet("peer-cert-file"), mustBeSet("peer-key-file")),
});
