// etcd that serves clients unencrypted.
import { allOf, flagCheck, mustBeSet } from "../../checking/index.ts";

export const etcdServingCertificate = flagCheck({
  id: "etcd-serving-certificate",
  title: "etcd has no serving certificate",
  severity: "high",
  rationale:
    "Without a certificate and key etcd serves clients unencrypted: everything the API server reads and writes, secrets included, can be read on the way, and nobody can tell whether it is etcd that answers.",
  remediation: "Set --cert-file and --key-file, and use https addresses for clients.",
  references: ["https://etcd.io/docs/v3.6/op-guide/security/"],
  component: "etcd",
  judge: allOf(mustBeSet("cert-file"), mustBeSet("key-file")),
});
