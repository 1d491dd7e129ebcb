/** Who sends the scripted requests of the audit tests, and what those requests meet. */
/** Users with tokens. */
export const auditUsers = [
  { user: "alice", groups: ["crew"] },
  { user: "carol", groups: ["harbour-masters"] },
  { user: "mallory", groups: ["guests"] },
] as const;

/** What the script needs: a namespace, a pod that no node runs, a deployment, and rights for alice and carol. */
export const auditWorld = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "harbour" } },
  { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "pilot", namespace: "harbour" } },
  {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "hull", namespace: "harbour" },
    spec: { containers: [{ name: "main", image: "hull:1" }] },
  },
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "crane", namespace: "harbour" },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: "crane" } },
      template: { metadata: { labels: { app: "crane" } }, spec: { containers: [{ name: "main", image: "crane:1" }] } },
    },
  },
  ...clusterRole("crew", [{ apiGroups: [""], resources: ["configmaps"], verbs: ["*"] }], {
    kind: "User",
    name: "alice",
  }),
  ...clusterRole("paths", [{ nonResourceURLs: ["/openapi/*", "/api", "/apis", "/apis/*"], verbs: ["get"] }], {
    kind: "User",
    name: "alice",
  }),
  ...clusterRole(
    "masters",
    [{ apiGroups: [""], resources: ["users"], resourceNames: ["dave"], verbs: ["impersonate"] }],
    { kind: "User", name: "carol" },
  ),
];

function clusterRole(
  name: string,
  rules: readonly object[],
  subject: { readonly kind: string; readonly name: string },
): readonly {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}[] {
  const apiVersion = "rbac.authorization.k8s.io/v1";
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name };
  const subjects = [{ apiGroup: "rbac.authorization.k8s.io", ...subject }];
  const role = { apiVersion, kind: "ClusterRole", metadata: { name }, rules };
  const binding = { apiVersion, kind: "ClusterRoleBinding", metadata: { name }, roleRef, subjects };
  return [role, binding];
}
