// Which policies select the pods of which templates.
import { selectsPod, type NamespaceInput, type Policy } from "../../engines/network-policy/index.ts";
import type { Labels } from "../../kubernetes/index.ts";
import type { Workload } from "../../model/index.ts";

const nobody: readonly Policy[] = [];

/** Labels of a namespace, the one every namespace has among them. */
export function labelsOfNamespaces(namespaces: readonly NamespaceInput[]): (name: string) => Labels {
  const known = new Map(namespaces.map(({ name, labels }) => [name, labels]));
  return (name) => ({ ...known.get(name), "kubernetes.io/metadata.name": name });
}

/** Policies that may select pods of a namespace: its own, and cluster-wide ones. */
function candidates(policies: readonly Policy[]): (namespace: string) => readonly Policy[] {
  const own = new Map<string, Policy[]>();
  const wide = policies.filter(({ namespace }) => namespace === undefined);
  for (const policy of policies) {
    if (policy.namespace === undefined) continue;
    const known = own.get(policy.namespace);
    if (known === undefined) own.set(policy.namespace, [policy]);
    else known.push(policy);
  }
  return (namespace) => {
    const named = own.get(namespace) ?? nobody;
    return wide.length === 0 ? named : [...wide, ...named];
  };
}

/** Policies that select each workload; none for those on the host network. O(workloads × policies of their namespace). */
export function selectingPolicies(
  workloads: readonly Workload[],
  policies: readonly Policy[],
  namespaces: readonly NamespaceInput[],
): ReadonlyMap<Workload, readonly Policy[]> {
  const labelsOf = labelsOfNamespaces(namespaces);
  const candidatesIn = candidates(policies);
  const found = new Map<Workload, readonly Policy[]>();
  for (const workload of workloads) {
    const { namespace, template, spec } = workload;
    const own = spec.hostNetwork === true ? nobody : candidatesIn(namespace);
    if (own.length === 0) continue;
    const facts = { namespace, namespaceLabels: labelsOf(namespace), labels: template.metadata?.labels };
    const selecting = own.filter((policy) => selectsPod(policy.subject, policy.namespace, facts));
    if (selecting.length > 0) found.set(workload, selecting);
  }
  return found;
}
