// Identities of a cloud that are administrators whom nothing stops.
import { defineCheck } from "../../checking/index.ts";
import { formatPath, isJsonObject } from "../../core/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { parseYamlDocument } from "../../languages/yaml/index.ts";

/** An entry of mapRoles or mapUsers: who, and the groups they get. */
interface Mapping {
  readonly who: string;
  readonly groups: readonly unknown[];
}

/** The entries of a list; undefined where the text is no such list. */
function mappingsOf(text: string): readonly Mapping[] | undefined {
  const { value } = parseYamlDocument(text);
  if (value === null || text.trim() === "") return [];
  if (!Array.isArray(value)) return undefined;
  return value.filter(isJsonObject).map(({ rolearn, userarn, groups }) => {
    const who = rolearn ?? userarn;
    return { who: typeof who === "string" ? who : "an unnamed identity", groups: Array.isArray(groups) ? groups : [] };
  });
}

export const awsAuthMasters = defineCheck({
  id: "aws-auth-masters",
  domain: "authentication",
  title: "Cloud identity is mapped to system:masters",
  severity: "high",
  rationale:
    "On EKS this ConfigMap says which roles and users of the account are whom in the cluster. Requests of system:masters are allowed before anybody is asked, so nothing in the cluster limits them, and everybody who can assume the role is one.",
  remediation:
    "Map the identity to a group of your own, and bind that to the role it needs; better, use access entries.",
  references: ["https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html"],
  reads: [{ part: "configmaps", as: "each" }],
  messages: {
    masters: "{who} is a member of system:masters",
    unreadable: "the entries of {key} cannot be read, so who is in system:masters cannot be told",
  },
  *run(model, context) {
    for (const map of context.each(model.parts.configmaps.objects)) {
      if (map.metadata.namespace !== "kube-system" || map.metadata.name !== "aws-auth") continue;
      for (const key of ["mapRoles", "mapUsers"]) {
        const path = formatPath(["data", key]);
        const mappings = mappingsOf(map.data?.[key] ?? "");
        const object = refOf(map);
        if (mappings === undefined) {
          yield { object, message: "unreadable", outcome: "unknown", path, data: { key }, evidence: [] };
          continue;
        }
        for (const { who, groups } of mappings) {
          if (!groups.includes("system:masters")) continue;
          const text = `the entry of ${who} lists system:masters`;
          yield { object, message: "masters", path, data: { who }, evidence: [{ source: "field", path, text }] };
        }
      }
    }
  },
});
