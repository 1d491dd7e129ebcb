// The verbs a request can have (k8s.io/apiserver/pkg/endpoints/request NewRequestInfo).

/** Every verb of requests for resources; the empty one stands for HTTP methods without a verb, `proxy` for the prefix in old paths. */
export const resourceVerbs = [
  "get",
  "list",
  "watch",
  "create",
  "update",
  "patch",
  "delete",
  "deletecollection",
  "proxy",
  "",
] as const;

/** HTTP methods in lower case: the verbs of requests for other paths, though a client may send any word as a method. */
export const pathVerbs = ["get", "post", "put", "patch", "delete", "head", "options", "connect", "trace"] as const;

/** Whether a request for a path can have this verb: a method is any token of HTTP, and is made lower case. */
export function isPathVerb(verb: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9a-z]+$/.test(verb);
}
