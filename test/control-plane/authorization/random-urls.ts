// Random requests as HTTP has them.
import type { Random } from "./random.ts";

/** A method and a URL with its query. */
export interface RandomUrl {
  readonly method: string;
  readonly url: string;
}

const bases = [
  "/api/v1",
  "/api/v1",
  "/apis/apps/v1",
  "/apis/example.com/v1",
  "/api",
  "/apis/apps",
  "/apis",
  "/version",
  "/metrics",
  "/x/y/z",
];
const tails = [
  "",
  "/pods",
  "/pods/web",
  "/pods/web/log",
  "/namespaces",
  "/namespaces/yard",
  "/namespaces/yard/status",
  "/namespaces/yard/finalize",
  "/namespaces/yard/pods",
  "/namespaces/yard/pods/web",
  "/namespaces/yard/pods/web/log/more",
  "/namespaces/yard/services/web/proxy/a/b",
  "/watch/pods",
  "/watch/namespaces/yard/pods/web",
  "/proxy/namespaces/yard/pods/web/x",
  "/nodes/quay-1/proxy/",
  "/namespaces/yard/deployments//",
  "/pods/we%62",
];
const queries = [
  "",
  "",
  "?watch=true",
  "?watch=0",
  "?watch=FALSE",
  "?watch=",
  "?fieldSelector=metadata.name%3Dweb",
  "?fieldSelector=metadata.name!%3Dweb",
  "?fieldSelector=metadata.name%3Dweb,spec.nodeName%3Dquay-1",
  "?fieldSelector=metadata.name%3Da%252Fb",
  "?fieldSelector=bad",
  "?fieldSelector=metadata.name%3Dweb&limit=x",
  "?watch=1&limit=x",
  "?labelSelector=a+in+(b,c),!d,e%3Df",
  "?labelSelector=((&fieldSelector=metadata.name%3Dweb",
  "?timeoutSeconds=5&fieldSelector=metadata.name%3D%3Dweb",
  "?watch=%zz",
];

/** A request that no server need understand. */
export function randomUrl(random: Random): RandomUrl {
  const method = random.pick(["GET", "GET", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
  return { method, url: `${random.pick(bases)}${random.pick(tails)}${random.pick(queries)}` };
}
