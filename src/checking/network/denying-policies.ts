// What denies by default in a namespace.
import { policyKey, type Direction } from "../../engines/network-policy/index.ts";
import type { KubernetesObject } from "../../kubernetes/index.ts";
import { policiesIn, type ClusterModel } from "../../model/index.ts";
import { isDefaultDeny } from "../default-deny.ts";
import { deniesEverybody } from "./everybody.ts";
import { networkOutline } from "./network-outline.ts";
import { policyObjects } from "./policy-objects.ts";

/** What denies by default in a namespace: a policy of its own the API server takes, or a cluster-wide one. */
export function denyingPolicies(
  model: ClusterModel,
): (namespace: string, direction: Direction) => KubernetesObject | undefined {
  const { policies, input } = networkOutline(model);
  const objects = policyObjects(model);
  const accepted = new Set(policies.map((policy) => policyKey(policy)));
  const labels = new Map(input.namespaces.map((one) => [one.name, one.labels]));
  return (namespace, direction) => {
    const own = policiesIn(model, namespace).find(
      (one) =>
        accepted.has(policyKey({ kind: "NetworkPolicy", namespace, name: one.metadata.name })) &&
        isDefaultDeny(one, direction),
    );
    if (own !== undefined) return own;
    const seen = { ...labels.get(namespace), "kubernetes.io/metadata.name": namespace };
    const wide = policies.find((policy) => deniesEverybody(policy, direction, seen));
    return wide === undefined ? undefined : objects.get(policyKey(wide));
  };
}
