// Roles of the people who ask, approve and sign, on the server and in the engine.
import { authorize, buildRbacIndex, type RbacObjects } from "../../../src/engines/authorization/index.ts";
import type { MayDo } from "../../../src/engines/certificates/index.ts";
import type { Minor } from "../../../src/core/index.ts";
import type { PolicyRule, UserInfo } from "../../../src/kubernetes/index.ts";
import type { KubernetesObject } from "../index.ts";

const rbac = "rbac.authorization.k8s.io";
const certificates = ["certificates.k8s.io"];

interface Right {
  readonly name: string;
  readonly rule: PolicyRule;
  readonly subject: { readonly kind: string; readonly name: string };
}

const user = (name: string): Right["subject"] => ({ kind: "User", name });
const people = { kind: "Group", name: "system:authenticated" };

function signerRight(name: string, verb: string, resourceNames: readonly string[]): Right {
  const limit = resourceNames.length === 0 ? {} : { resourceNames };
  return {
    name: `${name}-${verb}`,
    rule: { verbs: [verb], apiGroups: certificates, resources: ["signers"], ...limit },
    subject: user(name),
  };
}

const requests = "certificatesigningrequests";
const rights: readonly Right[] = [
  {
    name: "write",
    rule: {
      verbs: ["create", "get", "update"],
      apiGroups: certificates,
      resources: [requests, `${requests}/approval`, `${requests}/status`],
    },
    subject: people,
  },
  {
    name: "nodeclient",
    rule: { verbs: ["create"], apiGroups: certificates, resources: [`${requests}/nodeclient`] },
    subject: { kind: "Group", name: "system:bootstrappers" },
  },
  {
    name: "selfnodeclient",
    rule: { verbs: ["create"], apiGroups: certificates, resources: [`${requests}/selfnodeclient`] },
    subject: { kind: "Group", name: "system:nodes" },
  },
  signerRight("ap-domain", "approve", ["kubernetes.io/*"]),
  signerRight("ap-star", "approve", ["*"]),
  signerRight("ap-all", "approve", []),
  signerRight("ap-client", "approve", ["kubernetes.io/kube-apiserver-client"]),
  signerRight("ap-custom", "approve", ["c.example.com/x"]),
  signerRight("ap-custom", "sign", ["c.example.com/*"]),
];

/** People who decide on requests, and what groups they are in. */
export const deciders: readonly UserInfo[] = [
  { username: "root", groups: ["system:masters"] },
  ...["ap-domain", "ap-star", "ap-all", "ap-client", "ap-custom", "ap-none"].map((username) => ({ username })),
];

/** The objects, as the server takes them. */
export const rightsObjects: readonly KubernetesObject[] = rights.flatMap(({ name, rule, subject }) => [
  { apiVersion: `${rbac}/v1`, kind: "ClusterRole", metadata: { name: `test-${name}` }, rules: [rule] },
  {
    apiVersion: `${rbac}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: `test-${name}` },
    roleRef: { apiGroup: rbac, kind: "ClusterRole", name: `test-${name}` },
    subjects: [{ apiGroup: rbac, ...subject }],
  },
]);

/** The same rights, asked of the engine. */
export function rightsOf(version: Minor): MayDo {
  const ofKind = (kind: string): never[] => rightsObjects.filter((one) => one.kind === kind) as never[];
  const objects: RbacObjects = {
    clusterRoles: ofKind("ClusterRole"),
    clusterRoleBindings: ofKind("ClusterRoleBinding"),
    roles: [],
    roleBindings: [],
  };
  const chain = { authorizers: [{ type: "RBAC", rbac: buildRbacIndex(objects) } as const], version };
  return (attributes) => authorize(chain, attributes).decision === "allow";
}
