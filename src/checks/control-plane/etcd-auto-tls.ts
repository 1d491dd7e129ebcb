// etcd that makes its own serving certificate.
import { flagCheck, mustBe } from "../../checking/index.ts";

export const etcdAutoTls = flagCheck({
  id: "etcd-auto-tls",
  title: "etcd makes its serving certificate itself",
  severity: "medium",
  rationale:
    "A self-signed certificate made at start encrypts, but no client can verify it, so anybody between the two can pose as etcd.",
  remediation: "Remove --auto-tls and set --cert-file and --key-file.",
  references: ["https://etcd.io/docs/v3.6/op-guide/security/"],
  component: "etcd",
  judge: mustBe("auto-tls", false),
});
