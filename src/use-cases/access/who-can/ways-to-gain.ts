// Who can give itself a right it has not, whatever it is called.
import type { ObjectRef } from "../../../core/index.ts";
import type { AnonymousRequest } from "../../../engines/authorization/index.ts";
import type { NeededRight, Way } from "./needed-right.ts";

const rbac = "rbac.authorization.k8s.io";

/** The role of which every cluster has one. */
const admin = "cluster-admin";

function bindWay(how: string, roles: string, names: readonly string[], namespace: string): readonly Way[] {
  if (names.length === 0) return [];
  const bindings = namespace === "" ? "clusterrolebindings" : "rolebindings";
  const here = { apiGroup: rbac, namespace };
  const bind: NeededRight = { ...here, verbs: ["bind"], resource: roles, names };
  return [
    { how, needs: [bind, { ...here, verbs: ["create"], resource: bindings }] },
    { how, needs: [bind, { ...here, verbs: ["update", "patch"], resource: bindings, names: "any" }] },
  ];
}

/** A rule written into a role counts where the role is bound already: those who hold both rights are told. */
function escalateWay(how: string, resource: string, namespace: string): Way {
  const right = { apiGroup: rbac, resource, names: "any", namespace } as const;
  return {
    how,
    needs: [
      { ...right, verbs: ["escalate"] },
      { ...right, verbs: ["update", "patch"] },
    ],
  };
}

const masters: NeededRight = { verbs: ["impersonate"], apiGroup: "", resource: "groups", names: ["system:masters"] };
const impersonateMasters: readonly Way[] = ["users", "serviceaccounts"].map((resource) => ({
  how: "impersonate system:masters",
  needs: [masters, { verbs: ["impersonate"], apiGroup: "", resource, names: "any" }],
}));

/** The ways to be allowed a request by one's own doing; `roles` are some that allow it. */
export function waysToGain(request: AnonymousRequest, roles: readonly ObjectRef[]): readonly Way[] {
  const namesOf = (kind: string): readonly string[] => roles.flatMap((one) => (one.kind === kind ? [one.name] : []));
  const clusterRoles = [...new Set([admin, ...namesOf("ClusterRole")])];
  const everywhere = [
    ...bindWay("bind a ClusterRole to itself", "clusterroles", clusterRoles, ""),
    escalateWay("write any rule into a ClusterRole", "clusterroles", ""),
    ...impersonateMasters,
  ];
  const namespace = request.path === undefined ? request.namespace : "";
  if (namespace === "") return everywhere;
  return [
    ...everywhere,
    ...bindWay("bind a ClusterRole to itself in the namespace", "clusterroles", clusterRoles, namespace),
    ...bindWay("bind a Role to itself", "roles", [...new Set(namesOf("Role"))], namespace),
    escalateWay("write any rule into a Role", "roles", namespace),
  ];
}
