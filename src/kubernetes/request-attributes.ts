// What an authorizer is told of a request (k8s.io/apiserver/pkg/authorization/authorizer Attributes).
import type { UserInfo } from "./user-info.ts";

/** One requirement of a field or label selector; `=` is In with one value, `!=` is NotIn with one. */
export interface SelectorRequirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values: readonly string[];
}

/** A request for a resource. Empty text stands for what the request does not have, as in Kubernetes. */
export interface ResourceAttributes {
  readonly user: UserInfo;
  /** get, list, create, impersonate …; empty for an HTTP method that stands for none. */
  readonly verb: string;
  /** Empty for the core group. */
  readonly apiGroup: string;
  /** `*` where any is meant, as access reviews without a version do. */
  readonly apiVersion: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  /** What the request says it is limited to; only authorizers of 1.31 and later see it. */
  readonly fieldSelector?: readonly SelectorRequirement[];
  readonly labelSelector?: readonly SelectorRequirement[];
  readonly path?: undefined;
}

/** A request for a path that is no resource: `/metrics`. */
export interface NonResourceAttributes {
  readonly user: UserInfo;
  /** The HTTP method in lower case. */
  readonly verb: string;
  readonly path: string;
}

/** A request as authorizers see it. */
export type RequestAttributes = ResourceAttributes | NonResourceAttributes;
