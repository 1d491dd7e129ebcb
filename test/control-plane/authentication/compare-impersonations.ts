// Random impersonations, by a real API server and by us.
import { impersonate } from "../../../src/engines/authentication/index.ts";
import { authorize, buildRbacIndex } from "../../../src/engines/authorization/index.ts";
import type { FeatureGates, UserInfo } from "../../../src/kubernetes/index.ts";
import { createApiClient } from "../api-client.ts";
import type { Random } from "../authorization/random.ts";
import type { ControlPlane } from "../index.ts";
import { version } from "./harness.ts";
import { canonical, eachOf } from "./in-flight.ts";
import { grants, pairsOf, randomHeaders, requestor, targets, whoAmI } from "./random-impersonations.ts";

const group = "rbac.authorization.k8s.io";
const role = { apiVersion: `${group}/v1`, kind: "ClusterRole", metadata: { name: "acting" }, rules: grants };
const binding = {
  apiVersion: `${group}/v1`,
  kind: "ClusterRoleBinding",
  metadata: { name: "acting" },
  roleRef: { apiGroup: group, kind: "ClusterRole", name: "acting" },
  subjects: [{ apiGroup: group, kind: "User", name: requestor }],
};

/** What the requestor may do, as objects. */
export const rightsOfRequestor = [role, binding];

/** What a SelfSubjectReview asks. */
export const whoBody = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };

interface Answer {
  readonly message?: string;
  readonly status?: { readonly userInfo?: UserInfo };
}

function chainOfRights() {
  const objects = { clusterRoles: [role], clusterRoleBindings: [binding], roles: [], roleBindings: [] };
  const rbac = buildRbacIndex(objects);
  return { authorizers: [{ type: "RBAC", rbac } as const], version } as const;
}

/** How many ended how. */
export type Counts = Readonly<Record<"impersonated" | "refused" | "not-impersonated", number>>;

/** Sends `count` requests that ask to be someone, and tells where we answer otherwise. */
export async function compareImpersonations(
  plane: ControlPlane,
  featureGates: FeatureGates,
  random: Random,
  count: number,
): Promise<{ readonly differences: readonly object[]; readonly counts: Counts }> {
  const identity = await plane.authority.issueClient({ user: requestor });
  const client = createApiClient({ url: plane.url, ca: plane.authority.certificate, ...identity });
  const myself = await client.request({ method: "POST", path: whoAmI, body: whoBody });
  const user = (JSON.parse(myself.body) as { readonly status: { readonly userInfo: UserInfo } }).status.userInfo;
  const chain = chainOfRights();
  const differences: object[] = [];
  const counts = { impersonated: 0, refused: 0, "not-impersonated": 0 };
  const cases = Array.from({ length: count }, () => ({ headers: randomHeaders(random), target: random.pick(targets) }));
  await eachOf(cases, async ({ headers, target }) => {
    const { method, path, attributes } = target;
    const body = method === "POST" ? whoBody : undefined;
    const live = await client.request({ method, path, body, headers: headers as Readonly<Record<string, string>> });
    const request = { headers: pairsOf(headers), attributes: attributes(user), requestUri: path };
    const ours = impersonate(request, { version, featureGates, authorize: (asked) => authorize(chain, asked) });
    counts[ours.outcome]++;
    const answer = JSON.parse(live.body) as Answer;
    const isRefused = (answer.message ?? "").includes("impersonat");
    // The constrained mode that last succeeded is tried first by the server, and then gives the words of a refusal; two extra
    // fields are asked about in any order.
    const wordsMayDiffer =
      featureGates["ConstrainedImpersonation"] === true ||
      Object.keys(headers).filter((name) => name.includes("Extra")).length > 1;
    const info = answer.status?.userInfo;
    const fits =
      ours.outcome === "refused"
        ? live.status === ours.code && (answer.message === ours.message || (isRefused && wordsMayDiffer))
        : !isRefused &&
          (info === undefined || canonical(info) === canonical(ours.outcome === "impersonated" ? ours.user : user));
    if (!fits) differences.push({ headers, path, live: live.body.slice(0, 400), ours });
  });
  client.close();
  return { differences, counts };
}
