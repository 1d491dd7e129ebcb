// The least role that lets Plimsoll read a cluster, as objects ready to apply.
import type { JsonObject } from "../core/index.ts";
import { kindNames, kinds } from "./kinds.ts";

/** A resource of one API group, as RBAC names it. */
export interface ListedResource {
  readonly group: string;
  readonly plural: string;
}

/** What the role should allow, and for whom. */
export interface LeastRoleOptions {
  /** Also list Secrets; RBAC cannot grant their names without their values. */
  readonly secrets: boolean;
  /** Namespace of the service account; default plimsoll. */
  readonly namespace?: string;
}

const rbac = { apiVersion: "rbac.authorization.k8s.io/v1" } as const;
const name = "plimsoll";

/** A ClusterRole that allows listing the resources and nothing else: one rule a group, in the order given. */
export function roleToList(roleName: string, resources: readonly ListedResource[]): JsonObject {
  const byGroup = new Map<string, string[]>();
  for (const { group, plural } of resources) byGroup.set(group, [...(byGroup.get(group) ?? []), plural]);
  const rules = Array.from(byGroup, ([group, plurals]) => ({
    apiGroups: [group],
    resources: plurals,
    verbs: ["list"],
  }));
  return { ...rbac, kind: "ClusterRole", metadata: { name: roleName }, rules };
}

/**
 * Everything a full scan needs: Namespace, ServiceAccount, ClusterRole and ClusterRoleBinding, in the order to apply.
 * Discovery and the version need nothing here: the cluster role system:discovery gives them to every authenticated user.
 */
export function leastRole({ secrets, namespace = name }: LeastRoleOptions): readonly JsonObject[] {
  const listed = kindNames.filter((part) => secrets || part !== "secrets").map((part) => kinds[part]);
  const subject = { kind: "ServiceAccount", name, namespace };
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } },
    roleToList(name, listed),
    {
      ...rbac,
      kind: "ClusterRoleBinding",
      metadata: { name },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
      subjects: [subject],
    },
  ];
}
