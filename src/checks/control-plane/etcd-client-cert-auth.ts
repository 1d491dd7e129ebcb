// etcd that serves clients without certificates.
import { flagCheck, mustBe } from "../../checking/index.ts";

export const etcdClientCertAuth = flagCheck({
  id: "etcd-client-cert-auth",
  title: "etcd serves clients without a certificate",
  severity: "critical",
  rationale:
    "etcd holds the whole state of the cluster, and by default asks nobody who they are. Whoever reaches its client port can read every secret and write any object, past authentication, authorization and audit.",
  remediation:
    "Set --client-cert-auth=true and --trusted-ca-file, and give the API server a client certificate signed by that CA.",
  references: ["https://etcd.io/docs/v3.6/op-guide/security/"],
  component: "etcd",
  judge: mustBe("client-cert-auth", true),
});
