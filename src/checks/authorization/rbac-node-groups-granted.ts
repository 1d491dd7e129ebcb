// Rights of nodes and of those who join them, beside what the Node authorizer gives.
import { bindingReads, defineCheck, roleReads } from "../../checking/index.ts";
import { type PolicyRule, refOf, subjectName } from "../../kubernetes/index.ts";
import { allBindings, type Binding, boundRole, type ClusterModel, effectiveRules, gapOf } from "../../model/index.ts";

/** Who the subject is; undefined for all but nodes and holders of bootstrap tokens. */
function whoIs(subject: string): string | undefined {
  if (subject === "Group system:nodes") return "every node";
  if (subject.startsWith("User system:node:")) return `node ${subject.slice("User system:node:".length)}`;
  const joins = subject === "Group system:bootstrappers" || subject.startsWith("Group system:bootstrappers:");
  return joins ? "whoever has a bootstrap token" : undefined;
}

const asks = new Set(["get", "list", "watch", "create"]);

/** What joining takes: certificates asked for, one's own approved, nodes and single ConfigMaps read. */
function isForJoining({ verbs = [], apiGroups = [], resources = [], resourceNames = [] }: PolicyRule): boolean {
  const onlyGets = verbs.every((verb) => verb === "get");
  if (apiGroups.every((group) => group === "certificates.k8s.io"))
    return (
      verbs.every((verb) => asks.has(verb)) &&
      resources.every((one) => /^certificatesigningrequests(?:\/(?:self)?node(?:client|server))?$/.test(one))
    );
  if (!onlyGets || !apiGroups.every((group) => group === "")) return false;
  return resources.every((one) => one === "nodes" || (one === "configmaps" && resourceNames.length > 0));
}

/** Whether the role gives more than joining takes; `unseen` where it may. */
function gradeOf(model: ClusterModel, binding: Binding): "granted" | "unseen" | undefined {
  const role = boundRole(model, binding);
  if (role !== undefined) return effectiveRules(model, role).every(isForJoining) ? undefined : "granted";
  const plural = binding.roleRef?.kind === "Role" ? "roles" : "clusterroles";
  const gap = gapOf(model.parts[`${plural}.rbac.authorization.k8s.io`], binding.metadata.namespace);
  return gap === undefined ? undefined : "unseen";
}

export const rbacNodeGroupsGranted = defineCheck({
  id: "rbac-node-groups-granted",
  domain: "authorization",
  title: "Nodes are granted rights by role",
  severity: "medium",
  rationale:
    "The Node authorizer gives a kubelet what concerns the pods of its own node. It never denies: what it does not allow, RBAC still may. A role bound to nodes, or to those who join with a bootstrap token, holds for all of them, so whoever takes over one node has it.",
  remediation: "Bind the role to a service account of the agent that needs it, and let the agent run as a pod.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/node/"],
  reads: [...bindingReads, ...roleReads],
  messages: {
    granted: "{who} has the rights of {role} {place}",
    unseen: "{who} has the rights of {role} {place}, which was not seen",
  },
  *run(model, context) {
    for (const binding of context.each(allBindings(model))) {
      const { kind = "", name = "" } = binding.roleRef ?? {};
      const { namespace } = binding.metadata;
      // Another check tells of system:node, whoever it is bound to.
      if (name === "system:node") continue;
      for (const [index, one] of (binding.subjects ?? []).entries()) {
        if (one.name?.startsWith("system:") !== true) continue;
        const subject = subjectName(one, namespace) ?? "";
        const who = whoIs(subject);
        const grade = who === undefined ? undefined : gradeOf(model, binding);
        if (who === undefined || grade === undefined) continue;
        const path = `subjects[${index}]`;
        const place = namespace === undefined ? "in the whole cluster" : `in namespace ${namespace}`;
        yield {
          object: refOf(binding),
          message: grade,
          outcome: grade === "unseen" ? "unknown" : "fail",
          severity: namespace === undefined ? "medium" : "low",
          path,
          data: { who, role: `${kind} ${name}`, place },
          evidence: [{ source: "field", path, text: `the binding names ${subject}` }],
        };
      }
    }
  },
});
