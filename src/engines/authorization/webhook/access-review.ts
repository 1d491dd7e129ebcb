// What a webhook authorizer is sent: a SubjectAccessReview (authorization.k8s.io v1 and v1beta1).
import {
  isGateOn,
  type FeatureGates,
  type RequestAttributes,
  type SelectorRequirement,
} from "../../../kubernetes/index.ts";
import type { JsonObject, Minor } from "../../../core/index.ts";

/** The spec of a review, in the terms of v1. */
export interface AccessReviewSpec {
  readonly user: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
  readonly resourceAttributes?: {
    readonly namespace?: string;
    readonly verb?: string;
    readonly group?: string;
    readonly version?: string;
    readonly resource?: string;
    readonly subresource?: string;
    readonly name?: string;
    readonly fieldSelector?: { readonly requirements: readonly SelectorRequirement[] };
    readonly labelSelector?: { readonly requirements: readonly SelectorRequirement[] };
  };
  readonly nonResourceAttributes?: { readonly path?: string; readonly verb?: string };
}

type ResourceReview = NonNullable<AccessReviewSpec["resourceAttributes"]>;

/** Fields that are set, as optional ones. */
type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function withoutEmpty<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== "" && value !== undefined),
  ) as Present<T>;
}

function requirements(
  list: readonly SelectorRequirement[] | undefined,
): { readonly requirements: readonly SelectorRequirement[] } | undefined {
  return list === undefined || list.length === 0 ? undefined : { requirements: list };
}

/** The review of a request; empty fields are left out, as in JSON. Selectors are told since 1.32 (gate AuthorizeWithSelectors). */
export function accessReview(attributes: RequestAttributes, version: Minor, gates?: FeatureGates): AccessReviewSpec {
  const { username: user, uid, groups = [], extra = {} } = attributes.user;
  const who = withoutEmpty({
    uid,
    groups: groups.length === 0 ? undefined : groups,
    extra: Object.keys(extra).length === 0 ? undefined : extra,
  });
  if (attributes.path !== undefined) {
    return { user, ...who, nonResourceAttributes: withoutEmpty({ path: attributes.path, verb: attributes.verb }) };
  }
  const { namespace, verb, apiGroup, apiVersion, resource, subresource, name } = attributes;
  const told = isGateOn("AuthorizeWithSelectors", version, gates);
  const resourceAttributes: ResourceReview = withoutEmpty({
    namespace,
    verb,
    group: apiGroup,
    version: apiVersion,
    resource,
    subresource,
    name,
    fieldSelector: told ? requirements(attributes.fieldSelector) : undefined,
    labelSelector: told ? requirements(attributes.labelSelector) : undefined,
  });
  return { user, ...who, resourceAttributes };
}

/** The body that is posted: v1beta1 calls the groups `group`. */
export function accessReviewBody(spec: AccessReviewSpec, version: "v1" | "v1beta1"): JsonObject {
  const { groups, ...rest } = spec;
  const named = groups === undefined ? {} : version === "v1" ? { groups } : { group: groups };
  return {
    apiVersion: `authorization.k8s.io/${version}`,
    kind: "SubjectAccessReview",
    metadata: { creationTimestamp: null },
    spec: { ...rest, ...named } as unknown as JsonObject,
    status: { allowed: false },
  };
}
