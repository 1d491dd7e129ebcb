// Who can become somebody: the rights that let one subject act as another, or give itself what it has not.
import type { AnonymousRequest } from "../../../engines/authorization/index.ts";

/** A right, as part of a way. */
interface NeededRight {
  readonly verb: string;
  readonly apiGroup: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly name?: string;
  /** Within this namespace; absent for the whole cluster. */
  readonly namespace?: string;
}

/** One way: whoever holds all of its rights can become the subject. */
export interface Way {
  /** After "can": `mint its tokens`. */
  readonly how: string;
  readonly needs: readonly NeededRight[];
}

/** The request that asks for a right. */
export function requestOf({ subresource = "", name = "", namespace = "", ...right }: NeededRight): AnonymousRequest {
  return { ...right, subresource, name, namespace, apiVersion: "*" };
}

/** Kinds whose objects run pods, under whatever service account of the namespace they name. */
const podMakers: readonly (readonly [string, string])[] = [
  ["", "pods"],
  ["", "replicationcontrollers"],
  ["apps", "daemonsets"],
  ["apps", "deployments"],
  ["apps", "replicasets"],
  ["apps", "statefulsets"],
  ["batch", "cronjobs"],
  ["batch", "jobs"],
];

function waysToAccount(namespace: string, name: string): readonly Way[] {
  const here = { apiGroup: "", namespace };
  return [
    {
      how: "impersonate it",
      needs: [{ ...here, verb: "impersonate", resource: "serviceaccounts", name }],
    },
    {
      how: "mint its tokens",
      needs: [{ ...here, verb: "create", resource: "serviceaccounts", subresource: "token", name }],
    },
    ...podMakers.map(([apiGroup, resource]) => ({
      how: `run pods as it, by creating ${resource}`,
      needs: [{ verb: "create", apiGroup, resource, namespace }],
    })),
    {
      how: "create a token Secret for it and read it",
      needs: [
        { ...here, verb: "create", resource: "secrets" },
        { ...here, verb: "get", resource: "secrets" },
      ],
    },
  ];
}

const certificates = "certificates.k8s.io";

/** A client certificate can carry any user and any group but system:masters (CertificateSubjectRestriction). */
const certificateWay: Way = {
  how: "have a client certificate of that name approved",
  needs: [
    { verb: "create", apiGroup: certificates, resource: "certificatesigningrequests" },
    { verb: "update", apiGroup: certificates, resource: "certificatesigningrequests", subresource: "approval" },
    { verb: "approve", apiGroup: certificates, resource: "signers", name: "kubernetes.io/kube-apiserver-client" },
  ],
};

const rbac = "rbac.authorization.k8s.io";

/** Whoever has one of these can do anything: it is a way to become anybody. */
export const waysToAnything: readonly Way[] = [
  {
    how: "bind any ClusterRole to itself",
    needs: [
      { verb: "bind", apiGroup: rbac, resource: "clusterroles", name: "cluster-admin" },
      { verb: "create", apiGroup: rbac, resource: "clusterrolebindings" },
    ],
  },
  {
    how: "write any rule into a ClusterRole",
    needs: [
      { verb: "escalate", apiGroup: rbac, resource: "clusterroles" },
      { verb: "update", apiGroup: rbac, resource: "clusterroles" },
    ],
  },
  {
    how: "impersonate system:masters",
    needs: [
      { verb: "impersonate", apiGroup: "", resource: "groups", name: "system:masters" },
      { verb: "impersonate", apiGroup: "", resource: "users", name: "anybody" },
    ],
  },
];

/** The ways to become a subject as who-can names it; none for what nobody can be made (system:masters is in `waysToAnything`). */
export function waysToBecome(subject: string): readonly Way[] {
  const [kind, name = ""] = subject.split(" ");
  const [namespace = "", account = ""] = name.split("/");
  if (kind === "ServiceAccount") return waysToAccount(namespace, account);
  if (kind === "User")
    return [
      { how: "impersonate it", needs: [{ verb: "impersonate", apiGroup: "", resource: "users", name }] },
      certificateWay,
    ];
  // Everybody who gets in is in these already.
  if (name === "system:masters" || name === "system:authenticated" || name === "system:unauthenticated") return [];
  return [
    {
      how: "impersonate a member",
      needs: [
        { verb: "impersonate", apiGroup: "", resource: "groups", name },
        { verb: "impersonate", apiGroup: "", resource: "users", name: "anybody" },
      ],
    },
    certificateWay,
  ];
}
