// The authorizers an API server was started with, in order.
import type { FeatureGates } from "../../kubernetes/index.ts";
import { compareMinor, type Minor } from "../../core/index.ts";
import type { AbacPolicy } from "./abac/abac-policy.ts";
import type { NodeAuthority } from "./node/authorize-node.ts";
import type { RbacIndex } from "./rbac/rbac-index.ts";
import type { WebhookAuthority } from "./webhook/authorize-webhook.ts";

/** An authorizer and what it decides from. */
export type Authorizer = {
  /** As an AuthorizationConfiguration names it; by default what kube-apiserver calls the mode. */
  readonly name?: string;
} & (
  | { readonly type: "Node"; readonly node: NodeAuthority }
  | { readonly type: "RBAC"; readonly rbac: RbacIndex }
  | { readonly type: "ABAC"; readonly abac: readonly AbacPolicy[] }
  | { readonly type: "Webhook"; readonly webhook: WebhookAuthority }
  | { readonly type: "AlwaysAllow" | "AlwaysDeny" }
);

/** The chain of one API server. Its privileged group is always first and is not listed. */
export interface Chain {
  readonly authorizers: readonly Authorizer[];
  /** Of the API server: it decides where 1.20 to 1.37 differ. */
  readonly version: Minor;
  readonly featureGates?: FeatureGates;
}

/** The name kube-apiserver gives an authorizer that has none: the mode in lower case, and `default` for the webhook. */
function nameOf({ name, type }: Authorizer): string {
  return name ?? (type === "Webhook" ? "default" : type.toLowerCase());
}

/** A reason of an authorizer without an opinion as the chain joins it: since 1.37 with the authorizer's name before it. */
export function joinedReason(authorizer: Authorizer, reason: string, version: Minor): string {
  return compareMinor(version, "1.37") < 0 ? reason : `${nameOf(authorizer)}: ${reason}`;
}
