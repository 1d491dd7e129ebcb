// Who may do what in the recorded cluster, as roles and bindings that the authorization engine reads.
import { defaultRole } from "../../../src/facts/default-roles/index.ts";
import { authorize, buildRbacIndex, type RbacObjects } from "../../../src/engines/authorization/index.ts";
import type { MayDo } from "../../../src/engines/certificates/index.ts";
import type { PolicyRule } from "../../../src/kubernetes/index.ts";
import { recordedVersion } from "../authorization/world.ts";

const apiGroup = "rbac.authorization.k8s.io";

interface Grant {
  readonly role: string;
  readonly rules: readonly PolicyRule[];
  readonly subject: { readonly kind: string; readonly name: string };
}

function mayDo(grants: readonly Grant[]): MayDo {
  const apiVersion = `${apiGroup}/v1`;
  const objects: RbacObjects = {
    roles: [],
    roleBindings: [],
    clusterRoles: grants.map(({ role, rules }) => ({
      apiVersion,
      kind: "ClusterRole",
      metadata: { name: role },
      rules,
    })),
    clusterRoleBindings: grants.map(({ role, subject }) => ({
      apiVersion,
      kind: "ClusterRoleBinding",
      metadata: { name: `${role} ${subject.name}` },
      roleRef: { apiGroup, kind: "ClusterRole", name: role },
      subjects: [{ apiGroup, ...subject }],
    })),
  };
  const chain = {
    authorizers: [{ type: "RBAC", rbac: buildRbacIndex(objects) } as const],
    version: recordedVersion,
  };
  return (attributes) => authorize(chain, attributes).decision === "allow";
}

/** Lines such as `ClusterRoleBinding NAME -> Group GROUP`, which bind the default role of that name. */
export function rightsOfContext(lines: Readonly<Record<string, string>>): MayDo {
  const grants = Object.values(lines).flatMap((line): Grant[] => {
    const [, role = "", kind = "", name = ""] = /^ClusterRoleBinding (\S+) -> (Group|User) (\S+)$/.exec(line) ?? [];
    const rules = defaultRole("ClusterRole", undefined, role)?.rules;
    return rules === undefined ? [] : [{ role, rules, subject: { kind, name } }];
  });
  return mayDo(grants);
}

const signerRule = (verbs: readonly string[], resourceNames: readonly string[]): PolicyRule => ({
  verbs,
  apiGroups: ["certificates.k8s.io"],
  resources: ["signers"],
  ...(resourceNames.length === 0 ? {} : { resourceNames }),
});

// The roles of approval-and-status-operations.json, as the README beside the vectors gives them.
const signerRoles: ReadonlyMap<string, PolicyRule> = new Map([
  ["can-approve-client", signerRule(["approve"], ["kubernetes.io/kube-apiserver-client"])],
  ["can-approve-domain", signerRule(["approve"], ["kubernetes.io/*"])],
  ["can-approve-star", signerRule(["approve"], ["*"])],
  ["can-approve-all", signerRule(["approve"], [])],
  ["can-sign-client", signerRule(["sign"], ["kubernetes.io/kube-apiserver-client"])],
  ["can-sign-custom", signerRule(["sign", "approve"], ["c.example.com/*"])],
]);

/** What a user with these roles may do; `system:masters` among them is a group, which may do everything. */
export function rightsOfUser(name: string, roles: readonly string[]): MayDo {
  const grants = roles.flatMap((role): Grant[] => {
    const rule = signerRoles.get(role);
    if (rule === undefined && role !== "system:masters") throw new Error(`the role ${role} is not known`);
    return rule === undefined ? [] : [{ role, rules: [rule], subject: { kind: "User", name } }];
  });
  return mayDo(grants);
}
