// What an audit policy says, in the terms of audit.k8s.io.
import type { ResourceAttributes, NonResourceAttributes, UserInfo } from "../../kubernetes/index.ts";

/** How much is recorded of a request, least first. */
export const levels = ["None", "Metadata", "Request", "RequestResponse"] as const;

/** One of {@link levels}. */
export type Level = (typeof levels)[number];

/** When an event may be written, in the order of a request's life. */
export const stages = ["RequestReceived", "ResponseStarted", "ResponseComplete", "Panic"] as const;

/** One of {@link stages}. */
export type Stage = (typeof stages)[number];

/** Resources of one API group; no resources means all of the group, no names means every object. */
export interface GroupResources {
  /** Empty for the core group; `*` for every group since 1.36. */
  readonly group: string;
  /** `pods`, `pods/log`, `*`, `pods/*` (pods and all their subresources), `*` before a slash for any resource. */
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
}

/** One rule: a request must match every list that is not empty. */
export interface AuditRule {
  readonly level: Level;
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
  readonly verbs: readonly string[];
  readonly resources: readonly GroupResources[];
  readonly namespaces: readonly string[];
  readonly nonResourceURLs: readonly string[];
  readonly omitStages: readonly Stage[];
  /** Wins over the policy's own when set; read since 1.23. */
  readonly omitManagedFields?: boolean;
}

/** A policy that kube-apiserver would load; of its rules the first that matches decides. */
export interface AuditPolicy {
  readonly rules: readonly AuditRule[];
  readonly omitStages: readonly Stage[];
  readonly omitManagedFields: boolean;
}

/**
 * A request as the audit policy sees it: the user is the one who authenticated, never the impersonated one, and is absent where
 * authentication failed. RequestAttributes are such requests.
 */
export type AuditedRequest = (Omit<ResourceAttributes, "user"> | Omit<NonResourceAttributes, "user">) & {
  readonly user?: UserInfo | undefined;
};

/** A request for a resource, with or without a user. */
export type AuditedResourceRequest = Extract<AuditedRequest, { readonly resource: string }>;

/** Whether the request is for a resource rather than for a path such as `/metrics`. */
export function isResourceRequest(request: AuditedRequest): request is AuditedResourceRequest {
  return request.path === undefined;
}
