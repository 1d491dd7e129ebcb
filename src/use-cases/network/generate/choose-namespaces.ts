// Which namespaces get policies.
import { didYouMean, PlimsollError } from "../../../core/index.ts";
import type { NetworkView } from "../../../checking/network/index.ts";
import { policyKey } from "../../../engines/network-policy/index.ts";
import { dnsLabelFaults } from "../../../kubernetes/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import type { Units } from "./generate-units.ts";
import { whyAnnotation } from "./policy-names.ts";

/** The namespaces, and why others are not among them. */
export interface ChosenNamespaces {
  readonly namespaces: readonly string[];
  readonly notes: readonly string[];
}

/** Namespaces of the cluster's own, which are left alone unless they are named. */
const ownOfCluster = /^(?:kube-(?:system|public|node-lease)|openshift-.*)$/;

/** Keys of policies this command made before. */
export function generatedBefore(model: ClusterModel): ReadonlySet<string> {
  return new Set(
    model.parts["networkpolicies.networking.k8s.io"].objects
      .filter(({ metadata }) => metadata.annotations?.[whyAnnotation] !== undefined)
      .map(({ metadata: { namespace = "default", name } }) => policyKey({ kind: "NetworkPolicy", namespace, name })),
  );
}

function checkNamed(named: readonly string[], known: readonly string[]): void {
  const lost = named.find((name) => !known.includes(name));
  if (lost === undefined) return;
  throw new PlimsollError("PLIMSOLL_UNKNOWN_OBJECT", {
    message: `no pod of the input is in namespace "${lost}"`,
    hint: `there ${known.length === 1 ? "is" : "are"} ${known.slice(0, 10).join(", ")}.${didYouMean(lost, known)}`,
  });
}

/**
 * Those that are named; with `all`, all that have pods; else all that have pods and no NetworkPolicy but of this command,
 * and are not the cluster's own. Throws PLIMSOLL_UNKNOWN_OBJECT for a named one without pods.
 */
export function chooseNamespaces(
  model: ClusterModel,
  view: NetworkView,
  units: Units,
  asked: { readonly named: readonly string[]; readonly all: boolean },
): ChosenNamespaces {
  const known = [...new Set(units.list.flatMap(({ namespace, pods }) => (pods.length > 0 ? namespace : [])))].sort();
  checkNamed(asked.named, known);
  const before = generatedBefore(model);
  const governed = new Set(
    view.input.policies.flatMap((policy) =>
      policy.namespace === undefined || before.has(policyKey(policy)) ? [] : policy.namespace,
    ),
  );
  const chosen = known.filter((name) => {
    if (asked.named.length > 0) return asked.named.includes(name);
    return asked.all || (!governed.has(name) && !ownOfCluster.test(name));
  });
  const illegal = chosen.filter((name) => dnsLabelFaults(name, model.version.minor).length > 0);
  const left = asked.named.length > 0 || asked.all ? [] : known.filter((name) => !chosen.includes(name));
  return {
    namespaces: chosen.filter((name) => !illegal.includes(name)),
    notes: [
      ...(left.length === 0
        ? []
        : [
            `Left alone, as they have policies or are the cluster's own (-n names one, -A takes all): ${left.join(", ")}.`,
          ]),
      ...(illegal.length === 0 ? [] : [`Left out, as no namespace can be called so: ${illegal.join(", ")}.`]),
    ],
  };
}
