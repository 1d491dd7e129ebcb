// etcd that makes its own certificate for peers.
import { flagCheck, mustBe } from "../../checking/index.ts";

export const etcdPeerAutoTls = flagCheck({
  id: "etcd-peer-auto-tls",
  title: "etcd makes its certificate for peers itself",
  severity: "medium",
  rationale:
    "Self-signed certificates made at start encrypt what members exchange, but no member can verify another, so anybody on the network can join in.",
  remediation: "Remove --peer-auto-tls and set --peer-cert-file, --peer-key-file and --peer-trusted-ca-file.",
  references: ["https://etcd.io/docs/v3.6/op-guide/security/"],
  component: "etcd",
  judge: mustBe("peer-auto-tls", false),
});
