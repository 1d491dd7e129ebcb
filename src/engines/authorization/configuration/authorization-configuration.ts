// The file of --authorization-config (apiserver.config.k8s.io AuthorizationConfiguration), as it was read.
import type { CelProgram } from "../../../languages/cel/index.ts";

/** A webhook's own settings; durations in seconds. */
export interface WebhookSettings {
  readonly timeout: number;
  readonly authorizedTTL: number;
  readonly unauthorizedTTL: number;
  readonly cacheAuthorizedRequests: boolean;
  readonly cacheUnauthorizedRequests: boolean;
  readonly subjectAccessReviewVersion: "v1" | "v1beta1";
  readonly failurePolicy: "NoOpinion" | "Deny";
  /** The kubeconfig that leads to the webhook; absent where the API server asks itself (InClusterConfig). */
  readonly kubeConfigFile?: string;
  readonly matchConditions: readonly CelProgram[];
}

/** An authorizer of the file, in its place. */
export interface ConfiguredAuthorizer {
  readonly type: "Node" | "RBAC" | "ABAC" | "Webhook" | "AlwaysAllow" | "AlwaysDeny";
  readonly name: string;
  readonly webhook?: WebhookSettings;
}

/** The configuration, or why the API server does not start with it, in its words. */
export type ConfigurationReading =
  | { readonly authorizers: readonly ConfiguredAuthorizer[] }
  | { readonly faults: readonly string[] };
