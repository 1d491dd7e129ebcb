// What the kubelet's own API asks the API server about a request (pkg/kubelet/server/auth.go).
import { compareMinor, type Minor } from "../../core/index.ts";
import { isGateOn, type FeatureGates, type ResourceAttributes, type UserInfo } from "../../kubernetes/index.ts";

interface Route {
  readonly path: string;
  readonly subresource: string;
  readonly since?: Minor;
  /** The last minor that had it. */
  readonly until?: Minor;
}

/** Paths with a subresource of their own, which is asked instead of proxy. */
const routes: readonly Route[] = [
  { path: "/stats", subresource: "stats" },
  { path: "/metrics", subresource: "metrics" },
  { path: "/logs", subresource: "log" },
  { path: "/spec", subresource: "spec", until: "1.20" },
  { path: "/checkpoint", subresource: "checkpoint", since: "1.30" },
  { path: "/statusz", subresource: "statusz", since: "1.33" },
  { path: "/flagz", subresource: "configz", since: "1.33" },
];

/** Paths whose fine-grained subresource is asked first; proxy is asked if it is not allowed. */
const fineRoutes: readonly Route[] = [
  { path: "/allocatedPods", subresource: "pods", since: "1.37" },
  { path: "/pods", subresource: "pods" },
  { path: "/healthz", subresource: "healthz" },
  { path: "/configz", subresource: "configz" },
  { path: "/runningpods", subresource: "pods" },
];

const verbs = new Map([
  ["POST", "create"],
  ["GET", "get"],
  ["PUT", "update"],
  ["PATCH", "patch"],
  ["DELETE", "delete"],
]);

function routeOf(table: readonly Route[], path: string, version: Minor): Route | undefined {
  return table.find(({ path: prefix, since, until }) => {
    if (since !== undefined && compareMinor(version, since) < 0) return false;
    if (until !== undefined && compareMinor(version, until) > 0) return false;
    return path === prefix || path.startsWith(`${prefix}/`);
  });
}

/** The kubelet that is asked. */
export interface KubeletServer {
  readonly nodeName: string;
  readonly version: Minor;
  readonly featureGates?: FeatureGates;
}

/**
 * The questions a kubelet asks about a request for `path` (without query), in order: it serves the request when one is allowed.
 * An HTTP method it does not know, HEAD among them, has the verb "".
 */
export function kubeletAttributes(
  method: string,
  path: string,
  user: UserInfo,
  { nodeName, version, featureGates }: KubeletServer,
): readonly ResourceAttributes[] {
  const fine = isGateOn("KubeletFineGrainedAuthz", version, featureGates)
    ? routeOf(fineRoutes, path, version)
    : undefined;
  const subresources = [fine?.subresource, routeOf(routes, path, version)?.subresource ?? "proxy"];
  return subresources
    .filter((subresource) => subresource !== undefined)
    .map((subresource) => ({
      user,
      verb: verbs.get(method) ?? "",
      apiGroup: "",
      apiVersion: "v1",
      resource: "nodes",
      subresource,
      namespace: "",
      name: nodeName,
    }));
}
