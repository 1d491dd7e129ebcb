// Front proxies whose authority also certifies users.
import { defineCheck } from "../../checking/index.ts";
import { formatPath } from "../../core/index.ts";
import { type ObjectOfKind, refOf } from "../../kubernetes/index.ts";
import { sameBytes } from "../../languages/x509/index.ts";
import { type HeldItem, readEncodedItems } from "../../model/index.ts";

const [users, proxies, names] = [
  "client-ca-file",
  "requestheader-client-ca-file",
  "requestheader-allowed-names",
] as const;

function certificatesOf({ data = {} }: ObjectOfKind<"configmaps">, key: string): readonly Uint8Array[] {
  const items: readonly HeldItem[] = readEncodedItems(data[key] ?? "", () => undefined) ?? [];
  return items.flatMap((item) => (item.kind === "certificate" ? [item.certificate.raw] : []));
}

export const requestHeaderAuthorityShared = defineCheck({
  id: "request-header-authority-shared",
  domain: "authentication",
  title: "Authority of users also certifies front proxies",
  severity: "high",
  rationale:
    "A front proxy says in headers whom a request is from, and is believed for its certificate. Where one authority signs for users and for proxies, a user with a certificate of the right name, or of any name where none is required, can be anybody.",
  remediation: "Give the front proxy an authority of its own, and list its name in --requestheader-allowed-names.",
  references: [
    "https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/#ca-reusage-and-conflicts",
  ],
  reads: [{ part: "configmaps", as: "each" }],
  messages: {
    named: "the authority of users certifies front proxies too; a certificate named {names} can speak for anybody",
    any: "the authority of users certifies front proxies too, and every certificate of it can speak for anybody",
  },
  *run(model, context) {
    for (const map of context.each(model.parts.configmaps.objects)) {
      const { namespace, name } = map.metadata;
      if (namespace !== "kube-system" || name !== "extension-apiserver-authentication") continue;
      const ofUsers = certificatesOf(map, users);
      const isShared = certificatesOf(map, proxies).some((one) => ofUsers.some((other) => sameBytes(one, other)));
      if (!isShared) continue;
      const listed = (map.data?.[names] ?? "").replace(/[[\]"\s]/g, "");
      const path = formatPath(["data", proxies]);
      yield {
        object: refOf(map),
        message: listed === "" ? "any" : "named",
        severity: listed === "" ? "critical" : "high",
        path,
        ...(listed === "" ? {} : { data: { names: listed.replaceAll(",", ", ") } }),
        evidence: [{ source: "field", path, text: `it holds a certificate that ${users} holds too` }],
      };
    }
  },
});
