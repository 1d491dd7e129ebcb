// Constrained impersonation (KEP 5284): acting as somebody for one request, where the right is limited to it.
import type { AnonymousRequest } from "../../../engines/authorization/index.ts";
import type { NeededRight, Way } from "./needed-right.ts";
import { splitSubject } from "./ways-to-become.ts";

const review = "authentication.k8s.io";

function way(mode: string, request: AnonymousRequest, ...whom: readonly NeededRight[]): Way {
  const verb = `impersonate-on:${mode}:${request.verb}`;
  return { how: "impersonate it for this request alone", needs: [...whom, { ...request, verb }] };
}

function right(mode: string, resource: string, names: NeededRight["names"] = "any"): NeededRight {
  return { verbs: [`impersonate:${mode}`], apiGroup: review, resource, names };
}

/** The ways to make a request as a subject that may make it (k8s.io/apiserver pkg/endpoints/filters/impersonation). */
export function waysForRequest(subject: string, request: AnonymousRequest): readonly Way[] {
  const [kind, name] = splitSubject(subject);
  if (kind === "ServiceAccount") {
    const [namespace = "", account = ""] = name.split("/");
    return [way("serviceaccount", request, { ...right("serviceaccount", "serviceaccounts", [account]), namespace })];
  }
  if (kind === "Group") {
    if (name === "system:masters") return [];
    return [way("user-info", request, right("user-info", "groups", [name]), right("user-info", "users"))];
  }
  const node = /^system:node:(.+)$/.exec(name)?.[1];
  return node === undefined
    ? [way("user-info", request, right("user-info", "users", [name]))]
    : [way("arbitrary-node", request, right("arbitrary-node", "nodes", [node]))];
}
