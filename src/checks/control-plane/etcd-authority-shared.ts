// etcd servers that trust the authority of the API server's users.
import { defineCheck } from "../../checking/index.ts";
import type { ComponentSettings } from "../../engines/component-config/index.ts";

/** Whether a user's certificate opens etcd: `unknown` where the files differ by name, as their contents were not seen. */
function judge(etcd: ComponentSettings, servers: readonly ComponentSettings[]): "shared" | "apart" | "unseen" {
  const trusted = etcd.setting("trusted-ca-file").value;
  const users = servers.map((server) => server.setting("client-ca-file").value);
  if (trusted === undefined || users.length === 0 || users.includes(undefined)) return "unseen";
  if (trusted === "") return "apart";
  return users.includes(trusted) ? "shared" : "unseen";
}

export const etcdAuthorityShared = defineCheck({
  id: "etcd-authority-shared",
  domain: "control-plane",
  title: "etcd trusts the authority of the API server's users",
  severity: "high",
  rationale:
    "To etcd every certificate of the authority it trusts is that of an administrator: it reads and writes all objects, Secrets included, past the API server. Where the same authority certifies users or kubelets, each of them is one.",
  remediation:
    "Give etcd an authority of its own, certify the API server's client by it, and let --trusted-ca-file name it.",
  references: ["https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#securing-etcd-clusters"],
  reads: [
    { part: "component/etcd", as: "each" },
    { part: "component/kube-apiserver", as: "each" },
  ],
  messages: {
    shared: "etcd trusts {file}, by which users of the API server are certified",
    apart: "etcd trusts no authority of clients",
    unseen:
      "whether etcd and the API server trust the same authority cannot be told from the flags: plimsoll pki list on the node tells",
  },
  *run(_model, context) {
    const servers = context.settings("kube-apiserver");
    for (const etcd of context.each(context.settings("etcd"))) {
      const setting = etcd.setting("trusted-ca-file");
      const verdict = judge(etcd, servers);
      yield {
        object: etcd.object,
        message: verdict,
        outcome: verdict === "shared" ? "fail" : verdict === "apart" ? "pass" : "unknown",
        ...(setting.path === undefined ? {} : { path: setting.path }),
        ...(verdict === "shared" ? { data: { file: setting.value ?? "" } } : {}),
        evidence: [setting.evidence, ...servers.map((server) => server.setting("client-ca-file").evidence)],
      };
    }
  },
});
