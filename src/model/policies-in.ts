// The network policies of each namespace.
import type { ObjectOfKind } from "../kubernetes/index.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";

const part = "networkpolicies.networking.k8s.io";
type NetworkPolicy = ObjectOfKind<typeof part>;

function buildPolicies(parts: Pick<Parts, typeof part>): ReadonlyMap<string, readonly NetworkPolicy[]> {
  const byNamespace = new Map<string, NetworkPolicy[]>();
  for (const policy of parts[part].objects) {
    const { namespace = "default" } = policy.metadata;
    const known = byNamespace.get(namespace);
    if (known === undefined) byNamespace.set(namespace, [policy]);
    else known.push(policy);
  }
  return byNamespace;
}

/** The policies of a namespace, in the order of the input. Linear to build, constant to ask. */
export function policiesIn(model: ClusterModel, namespace: string): readonly NetworkPolicy[] {
  return derive(model, [part], buildPolicies).get(namespace) ?? [];
}
