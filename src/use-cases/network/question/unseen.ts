// What an answer about the network rests on that was not seen.
import { gapOf, type ClusterModel, type Gap, type PartName } from "../../../model/index.ts";
import { policyParts, type NetworkView } from "../../../checking/network/index.ts";

/** `certain`: all that matters was seen. `given`: as far as the files go. `unknown`: what decides may not have been seen. */
export type Certainty = "certain" | "given" | "unknown";

/** One thing that was not, or not fully, seen. */
export interface Unseen {
  readonly what: string;
  readonly reason: string;
  readonly remedy: string;
  /** Whether it leaves the answer open; else it is only good to know. */
  readonly decides: boolean;
}

const partTexts: Partial<Record<PartName, string>> = {
  pods: "pods",
  namespaces: "namespaces and their labels",
  nodes: "nodes",
  services: "Services",
  "networkpolicies.networking.k8s.io": "NetworkPolicies",
  "adminnetworkpolicies.policy.networking.k8s.io": "AdminNetworkPolicies",
  "baselineadminnetworkpolicies.policy.networking.k8s.io": "BaselineAdminNetworkPolicies",
  "clusternetworkpolicies.policy.networking.k8s.io": "ClusterNetworkPolicies",
};

function gapIn(model: ClusterModel, name: PartName, namespaces: readonly string[] | undefined): Gap | undefined {
  const part = model.parts[name];
  if (namespaces === undefined || namespaces.length === 0) return gapOf(part);
  for (const namespace of namespaces) {
    const gap = gapOf(part, namespace);
    if (gap !== undefined) return gap;
  }
  return undefined;
}

/** Gaps of the parts an answer about pods of these namespaces rests on; of all namespaces where none are named. */
export function unseenFor(model: ClusterModel, namespaces?: readonly string[]): readonly Unseen[] {
  return (["pods", "namespaces", "nodes", "services", ...policyParts] as const).flatMap((name): Unseen[] => {
    const { status } = model.parts[name];
    const gap = gapIn(model, name, name === "networkpolicies.networking.k8s.io" ? namespaces : undefined);
    if (gap === undefined || status === "given") return [];
    const decides = name === "namespaces" || policyParts.some((part) => part === name);
    return [{ what: partTexts[name] ?? name, reason: gap.reason, remedy: gap.remedy, decides }];
  });
}

/** How sure an answer is. */
export function certaintyOf(model: ClusterModel, unseen: readonly Unseen[]): Certainty {
  if (unseen.some(({ decides }) => decides)) return "unknown";
  return policyParts.some((part) => model.parts[part].status === "given") ? "given" : "certain";
}

/** Sentences about what was not seen, about objects that could not be read, and about policies of other makers. */
export function cautions(model: ClusterModel, { plugin }: NetworkView, unseen: readonly Unseen[]): readonly string[] {
  const lost = model.problems.filter(({ examined }) => examined !== true).length;
  const given = policyParts.some((part) => model.parts[part].status === "given");
  const others = plugin.otherPolicies.reduce((sum, { count }) => sum + count, 0);
  const kinds = plugin.otherPolicies.map(({ kind }) => kind).join(", ");
  return [
    ...unseen.map(({ what, reason, remedy }) => `Not seen: ${what}. ${reason}. ${remedy}.`.replaceAll("..", ".")),
    ...(given
      ? ["As far as the files say: policies elsewhere may close or open more (--complete: there are none)."]
      : []),
    ...(lost === 0 ? [] : [`${lost} ${lost === 1 ? "object" : "objects"} of the input could not be read.`]),
    ...(others === 0 ? [] : [`${others} objects of ${kinds} are not evaluated and may close or open more.`]),
    ...plugin.caveats,
  ];
}
