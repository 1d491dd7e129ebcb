// Which annotations keep a load balancer off the Internet, in which cloud.
import data from "./data.json" with { type: "json" };
import type { InternalLoadBalancer, InternalLoadBalancers } from "./schema.ts";

export type { InternalLoadBalancer, InternalLoadBalancers } from "./schema.ts";

/** The table, sorted by annotation. */
export const internalLoadBalancers = data as InternalLoadBalancers;

/** The rows that a Service's annotations ask for, of any cloud. */
export function internalBalancersAsked(
  annotations: Readonly<Record<string, string>> = {},
): readonly InternalLoadBalancer[] {
  return internalLoadBalancers.rows.filter(
    ({ annotation, value }) =>
      Object.hasOwn(annotations, annotation) && annotations[annotation]?.toLowerCase() === value,
  );
}

/** Whether a node's `spec.providerID` is one of the row's cloud. */
export function isNodeOf({ providerIds }: InternalLoadBalancer, providerId: string): boolean {
  return providerIds.some((prefix) => providerId.startsWith(prefix));
}
