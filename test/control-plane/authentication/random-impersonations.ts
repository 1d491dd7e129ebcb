// Random impersonation requests, and the rights that some of them find.
import type { RequestAttributes, UserInfo } from "../../../src/kubernetes/index.ts";
import type { Random } from "../authorization/random.ts";

/** Where a client asks who it is. */
export const whoAmI = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

/** Who asks. */
export const requestor = "jane";
/** What the requestor may do. */
export const grants = [
  { apiGroups: [""], resources: ["users"], verbs: ["impersonate"], resourceNames: ["legacy-user"] },
  { apiGroups: [""], resources: ["groups"], verbs: ["impersonate"], resourceNames: ["dev"] },
  { apiGroups: [""], resources: ["serviceaccounts"], verbs: ["impersonate"], resourceNames: ["legacy"] },
  {
    apiGroups: ["authentication.k8s.io"],
    resources: ["users"],
    verbs: ["impersonate:user-info"],
    resourceNames: ["new-user"],
  },
  {
    apiGroups: ["authentication.k8s.io"],
    resources: ["groups"],
    verbs: ["impersonate:user-info"],
    resourceNames: ["dev", "ops", "system:masters"],
  },
  {
    apiGroups: ["authentication.k8s.io"],
    resources: ["uids"],
    verbs: ["impersonate:user-info", "impersonate"],
    resourceNames: ["7"],
  },
  {
    apiGroups: ["authentication.k8s.io"],
    resources: ["userextras/acme.io/team", "userextras/plain"],
    verbs: ["impersonate:user-info", "impersonate"],
  },
  {
    apiGroups: ["authentication.k8s.io"],
    resources: ["serviceaccounts"],
    verbs: ["impersonate:serviceaccount"],
    resourceNames: ["new"],
  },
  {
    apiGroups: ["authentication.k8s.io"],
    resources: ["nodes"],
    verbs: ["impersonate:arbitrary-node"],
    resourceNames: ["node-1"],
  },
  {
    apiGroups: [""],
    resources: ["pods"],
    verbs: [
      "impersonate-on:user-info:list",
      "impersonate-on:serviceaccount:list",
      "impersonate-on:arbitrary-node:list",
    ],
  },
  {
    apiGroups: ["authentication.k8s.io"],
    resources: ["selfsubjectreviews"],
    verbs: ["impersonate-on:user-info:create"],
  },
  { nonResourceURLs: ["/version"], verbs: ["impersonate-on:user-info:get"] },
];

/** A request, as the server and as authorizers see it. */
export interface Target {
  readonly method: string;
  readonly path: string;
  readonly attributes: (user: UserInfo) => RequestAttributes;
}

const resource = (verb: string, apiGroup: string, name: string, namespace: string) => (user: UserInfo) => ({
  user,
  verb,
  apiGroup,
  apiVersion: "v1",
  resource: name,
  subresource: "",
  namespace,
  name: "",
});
/** What is asked for meanwhile. */
export const targets: readonly Target[] = [
  { method: "GET", path: "/api/v1/namespaces/default/pods", attributes: resource("list", "", "pods", "default") },
  { method: "POST", path: whoAmI, attributes: resource("create", "authentication.k8s.io", "selfsubjectreviews", "") },
  { method: "GET", path: "/version", attributes: (user) => ({ user, verb: "get", path: "/version" }) },
];

/** What a random request asks to be. */
export function randomHeaders(random: Random): Readonly<Record<string, string | readonly string[]>> {
  const names = [
    "legacy-user",
    "new-user",
    "nobody",
    "system:serviceaccount:default:legacy",
    "system:serviceaccount:default:new",
  ];
  const more = ["system:node:node-1", "system:node:node-9", "system:anonymous", "system:serviceaccount:default"];
  const groups = random.some(["dev", "ops", "", "system:masters", "system:authenticated", "x", "y"], 1, 4);
  return {
    ...(random.chance(92) ? { "Impersonate-User": random.pick([...names, ...names, ...more]) } : {}),
    ...(random.chance(35) ? { "Impersonate-Group": groups } : {}),
    ...(random.chance(15) ? { "Impersonate-Uid": random.pick(["7", "8"]) } : {}),
    ...(random.chance(15) ? { "Impersonate-Extra-Acme.io%2fTeam": random.pick(["blue", ""]) } : {}),
    ...(random.chance(8) ? { "Impersonate-Extra-plain": ["a", "b"] } : {}),
  };
}

/** One pair a value. */
export const pairsOf = (headers: Readonly<Record<string, string | readonly string[]>>) =>
  Object.entries(headers).flatMap(([name, value]) =>
    (typeof value === "string" ? [value] : value).map((one) => [name, one] as const),
  );
