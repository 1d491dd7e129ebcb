// The chain of a running API server: its objects read, its policy file and webhook known.
import {
  answerByRules,
  buildRbacIndex,
  nodeAuthority,
  parseAbacPolicy,
  type Chain,
  type NodeGraphObjects,
  type RbacIndex,
  type RbacObjects,
  type WebhookRule,
} from "../../../src/engines/authorization/index.ts";
import { parseMinor } from "../../../src/core/index.ts";
import type { ControlPlane } from "../index.ts";

/** Lines of the policy file the server starts with. */
export const abacPolicy = [
  "# harbour rules",
  '{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"ada","namespace":"yard","resource":"pods","readonly":true}}',
  '{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"group":"pilots","namespace":"*","resource":"widgets","apiGroup":"*"}}',
  '{"user":"dot","resource":"configmaps","namespace":"hold"}',
  '{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"*","nonResourcePath":"/metrics*","readonly":true}}',
].join("\n");

/** Rules of the webhook. */
export const webhookRules: readonly WebhookRule[] = [
  { match: { user: "cyd", verb: "delete" }, answer: { allowed: false, denied: true, reason: "cyd is on leave" } },
  { match: { group: "watch:port", resource: "secrets" }, answer: { allowed: true, reason: "the watch reads secrets" } },
  { match: { extra: { "example.com/tier": "gold" }, apiGroup: "apps" }, answer: { allowed: true } },
  {
    match: { user: "bea", namespace: "hold", verb: "use" },
    answer: { allowed: true, denied: true, reason: "undecided" },
  },
  { match: { name: "web-1", verb: "create" }, answer: { fault: "the hook is asleep" } },
  { match: { pathPrefix: "/logs" }, answer: { allowed: false, reason: "logs are not ours" } },
];

/** Reads all RBAC objects of a server. */
export async function readRbac({ api }: ControlPlane): Promise<RbacObjects> {
  const apiVersion = "rbac.authorization.k8s.io/v1";
  const list = async (resource: string, kind: string): Promise<never[]> => {
    const { items } = await api.get<{ readonly items: readonly object[] }>(`/apis/${apiVersion}/${resource}`);
    return items.map((item) => ({ apiVersion, kind, ...item })) as never[];
  };
  return {
    clusterRoles: await list("clusterroles", "ClusterRole"),
    clusterRoleBindings: await list("clusterrolebindings", "ClusterRoleBinding"),
    roles: await list("roles", "Role"),
    roleBindings: await list("rolebindings", "RoleBinding"),
  };
}

/** The chain Node, ABAC, RBAC, Webhook as the server has it, and its RBAC index. */
export function liveChain(
  plane: ControlPlane,
  objects: RbacObjects,
  graph: NodeGraphObjects,
): { readonly chain: Chain; readonly rbac: RbacIndex } {
  const version = parseMinor(plane.apiserverVersion) ?? "1.37";
  const abac = parseAbacPolicy(abacPolicy, { version, path: "abac.jsonl" });
  if ("error" in abac) throw new Error(abac.error);
  const rbac = buildRbacIndex(objects);
  const chain: Chain = {
    version,
    authorizers: [
      { type: "Node", node: nodeAuthority(graph, version) },
      { type: "ABAC", abac: abac.policies },
      { type: "RBAC", rbac },
      { type: "Webhook", webhook: { answer: answerByRules(webhookRules) } },
    ],
  };
  return { chain, rbac };
}
