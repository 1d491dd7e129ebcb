// What an answer about the network rests on that was not seen.
import { kinds } from "../../../kubernetes/index.ts";
import { gapOf, type ClusterModel, type Gap, type InputProblem, type PartName } from "../../../model/index.ts";
import { policyParts, serviceMeshes, type NetworkView } from "../../../checking/network/index.ts";

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

const policyKinds = policyParts.map((part) => kinds[part].kind);

/** A policy with a field of a wrong type, which the API server would refuse. */
export function isRefusedPolicy({ message, object, examined }: InputProblem): boolean {
  return examined !== true && policyKinds.some((kind) => object?.kind === kind || message.startsWith(`${kind} `));
}

/** Objects nobody could read: any of them may be a policy. */
function unreadable({ problems }: ClusterModel): number {
  return problems.filter((problem) => problem.examined !== true && !isRefusedPolicy(problem)).length;
}

/** How sure an answer is. */
export function certaintyOf(model: ClusterModel, unseen: readonly Unseen[]): Certainty {
  if (unseen.some(({ decides }) => decides)) return "unknown";
  const given = policyParts.some((part) => model.parts[part].status === "given");
  return given || unreadable(model) > 0 ? "given" : "certain";
}

const namedRefused = 5;

/** Policies the API server would refuse, which no answer counts, as sentences. */
export function refusedPolicies(model: ClusterModel, { problems }: NetworkView): readonly string[] {
  const refused = new Map<string, string>();
  for (const { object, code, level, path, message } of problems) {
    if (level !== "error" || code === "duplicate-name" || refused.has(object)) continue;
    refused.set(object, `${object.replace("/", " ")}: ${path} ${message}`);
  }
  for (const problem of model.problems) if (isRefusedPolicy(problem)) refused.set(problem.message, problem.message);
  const texts = [...refused.values()].map((text) => `Left out, as the API server would refuse it: ${text}.`);
  const more = texts.length - namedRefused;
  const rest = `${more} more policies are left out, as the API server would refuse them (plimsoll network lint names them).`;
  return more > 0 ? [...texts.slice(0, namedRefused), rest] : texts;
}

function meshCautions(meshes: readonly string[]): readonly string[] {
  if (meshes.length === 0) return [];
  return [
    `Pods are part of a service mesh (${meshes.join(", ")}): its own policies decide too, and pods may see its port instead of theirs (15008 with Istio's ambient mode).`,
  ];
}

/** Sentences about what was not seen, about objects that could not be read, and about policies of other makers. */
export function cautions(model: ClusterModel, { plugin }: NetworkView, unseen: readonly Unseen[]): readonly string[] {
  const lost = unreadable(model);
  const given = policyParts.some((part) => model.parts[part].status === "given");
  const others = plugin.otherPolicies.reduce((sum, { count }) => sum + count, 0);
  const kinds = plugin.otherPolicies.map(({ kind }) => kind).join(", ");
  return [
    ...unseen.map(({ what, reason, remedy }) => `Not seen: ${what}. ${reason}. ${remedy}.`.replaceAll("..", ".")),
    ...(given
      ? ["As far as the files say: policies elsewhere may close or open more (--complete: there are none)."]
      : []),
    ...(lost === 0
      ? []
      : [
          `${lost} ${lost === 1 ? "object" : "objects"} of the input could not be read; a policy among them may close or open more.`,
        ]),
    ...(others === 0
      ? []
      : [
          `${others} ${others === 1 ? "object" : "objects"} of ${kinds} ${others === 1 ? "is" : "are"} not evaluated and may close or open more.`,
        ]),
    ...meshCautions(serviceMeshes(model)),
    ...plugin.caveats,
  ];
}
