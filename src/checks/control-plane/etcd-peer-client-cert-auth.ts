// etcd that lets members join without certificates.
import { flagCheck, mustBe } from "../../checking/index.ts";

export const etcdPeerClientCertAuth = flagCheck({
  id: "etcd-peer-client-cert-auth",
  title: "etcd accepts peers without a certificate",
  severity: "high",
  rationale:
    "Members of an etcd cluster exchange all data over the peer port. Without certificates whoever reaches that port can take part and read, delay or change what is replicated.",
  remediation: "Set --peer-client-cert-auth=true and --peer-trusted-ca-file on every member.",
  references: ["https://etcd.io/docs/v3.6/op-guide/security/"],
  component: "etcd",
  judge: mustBe("peer-client-cert-auth", true),
});
