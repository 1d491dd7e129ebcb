// plimsoll network diff: which connections open and close between two states, and which policy is responsible.
import { nearest, PlimsollError, type Answer } from "../../../core/index.ts";
import { networkView, policyParts } from "../../../checking/network/index.ts";
import {
  parsePolicies,
  policyKey,
  type PolicyKind,
  type PolicyProblem,
} from "../../../engines/network-policy/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import { foldNames } from "../question/fold-names.ts";
import { reasonText } from "../question/plugin-text.ts";
import { cautions, unseenFor, type Unseen } from "../question/unseen.ts";
import { diffDocument } from "./diff-document.ts";
import { gatherChanges, type GatheredChange } from "./gather-changes.ts";
import { statesOfChange, statesOfModels, type TwoStates } from "./two-states.ts";

/** What is in one state only. */
export interface OnlyThere {
  readonly workloads: readonly string[];
  readonly namespaces: readonly string[];
}

/** The difference of two states of a network. */
export interface NetworkDiff {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "NetworkDiff";
  readonly before: string;
  readonly after: string;
  /** Whether no connection between ends that are in both opens or closes. */
  readonly equal: boolean;
  readonly changes: readonly GatheredChange[];
  readonly opens: number;
  readonly closes: number;
  /** Changes that are counted and not listed, as there are too many. */
  readonly omitted: number;
  readonly policies: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly string[];
  };
  readonly onlyBefore: OnlyThere;
  readonly onlyAfter: OnlyThere;
  /** Why the API would refuse policies, or what is odd about them; refused ones change nothing. */
  readonly problems: readonly PolicyProblem[];
  readonly notes: readonly string[];
  readonly unseen: readonly Unseen[];
}

function onlyIn({ workloadOf, view }: TwoStates["before"], other: TwoStates["before"]): OnlyThere {
  const known = new Set(other.workloadOf.values());
  const namespaces = new Set(
    [...other.view.input.namespaces, ...other.view.input.pods.map(({ namespace }) => ({ name: namespace }))].map(
      ({ name }) => name,
    ),
  );
  return {
    workloads: [...new Set(workloadOf.values())].filter((name) => !known.has(name)).sort(),
    namespaces: [...new Set(view.input.namespaces.map(({ name }) => name))]
      .filter((name) => !namespaces.has(name))
      .sort(),
  };
}

interface Labels {
  readonly before: string;
  readonly after: string;
}

function pluginNotes({ before, after }: TwoStates): string[] {
  const { ingress, egress } = after.view.plugin;
  const ignored = ingress === "not-enforced" && egress === "not-enforced";
  const dual = after.view.input.pods.some(
    ({ ips }) => ips.some((ip) => ip.includes(":")) && ips.some((ip) => !ip.includes(":")),
  );
  const readings = JSON.stringify(before.view.options) !== JSON.stringify(after.view.options);
  const host = after.view.options.ownNodeAlwaysAllowed && after.view.input.pods.some(({ hostNetwork }) => hostNetwork);
  return [
    ...(host
      ? ["What runs on the network of a pod's own node reaches it before and after, whatever the policies."]
      : []),
    ...(ignored ? [`Nothing of this has effect. ${reasonText(after.view)}`] : []),
    ...(dual
      ? [
          "Pods with addresses of both families are compared family by family: a port may open over IPv6 that was open over IPv4 before.",
        ]
      : []),
    ...(readings
      ? ["The plugins of the two read policies differently (ipBlock, host network); each was read by its own."]
      : []),
  ];
}

interface Context extends Labels {
  readonly models: readonly ClusterModel[];
  readonly problems: readonly PolicyProblem[];
  readonly notes: readonly string[];
  readonly verbose: boolean;
}

function answer(states: TwoStates, { models, problems, notes, verbose, ...labels }: Context): Answer<NetworkDiff> {
  const { changes, opens, closes, omitted } = gatherChanges(states);
  const { added, removed, changed, before, after } = states;
  const unseen = models.flatMap((model) => unseenFor(model));
  const data: NetworkDiff = {
    apiVersion: "plimsoll/v1",
    kind: "NetworkDiff",
    ...labels,
    equal: changes.length === 0,
    changes,
    opens,
    closes,
    omitted,
    policies: { added, removed, changed },
    onlyBefore: onlyIn(before, after),
    onlyAfter: onlyIn(after, before),
    problems,
    notes: [...notes, ...pluginNotes(states)],
    unseen,
  };
  const warnings = [...new Set(models.flatMap((model) => cautions(model, after.view, unseen)))];
  return { data, document: diffDocument(data, warnings, { fold: foldNames(after.view.workloads), verbose }) };
}

/** Compares two inputs. Pods are compared by workload and place in it, so new names of pods are no change. */
export function networkDiff(before: ClusterModel, after: ClusterModel, verbose = false): Answer<NetworkDiff> {
  const { problems } = networkView(after);
  const labels = { before: before.origin.label, after: after.origin.label };
  return answer(statesOfModels(before, after), { ...labels, models: [before, after], problems, notes: [], verbose });
}

/** Policies to add or put in place of others, from files, and names of policies to take away. */
export interface PolicyEdit {
  readonly patch?: ClusterModel;
  /** `networkpolicy/shop/web`, `adminnetworkpolicy/deny-all`. */
  readonly remove?: readonly string[];
  readonly verbose?: boolean;
}

const kindWords = new Map<string, PolicyKind>(
  Object.entries({
    networkpolicy: "NetworkPolicy",
    networkpolicies: "NetworkPolicy",
    netpol: "NetworkPolicy",
    adminnetworkpolicy: "AdminNetworkPolicy",
    adminnetworkpolicies: "AdminNetworkPolicy",
    anp: "AdminNetworkPolicy",
    baselineadminnetworkpolicy: "BaselineAdminNetworkPolicy",
    baselineadminnetworkpolicies: "BaselineAdminNetworkPolicy",
    banp: "BaselineAdminNetworkPolicy",
    clusternetworkpolicy: "ClusterNetworkPolicy",
    clusternetworkpolicies: "ClusterNetworkPolicy",
    cnp: "ClusterNetworkPolicy",
  }),
);

function readRemoved(text: string, known: readonly string[], ownNamespace: string): string {
  const [word = "", ...rest] = text.split("/");
  const kind = kindWords.get(word.toLowerCase().split(".")[0] ?? "");
  const [first = "", second] = rest;
  const namespace = second === undefined ? ownNamespace : first;
  const key =
    kind === undefined
      ? ""
      : policyKey(kind === "NetworkPolicy" ? { kind, namespace, name: second ?? first } : { kind, name: first });
  if (known.includes(key)) return key;
  const [close] = nearest(key === "" ? text : key, known);
  throw new PlimsollError("PLIMSOLL_UNKNOWN_OBJECT", {
    message: `the input has no policy "${text}" to remove`,
    hint:
      close === undefined ? "write networkpolicy/NAMESPACE/NAME, or adminnetworkpolicy/NAME" : `did you mean ${close}?`,
  });
}

/** What an edit of policies would change. Throws PLIMSOLL_UNKNOWN_OBJECT for a policy to remove that is not there. */
export function networkWhatIf(model: ClusterModel, edit: PolicyEdit, namespace = "default"): Answer<NetworkDiff> {
  const view = networkView(model);
  const known = view.input.policies.map((policy) => policyKey(policy));
  const removed = (edit.remove ?? []).map((text) => readRemoved(text, known, namespace));
  const objects = edit.patch === undefined ? [] : policyParts.flatMap((part) => edit.patch?.parts[part].objects ?? []);
  if (edit.patch !== undefined && objects.length === 0) {
    throw new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", {
      message: `${edit.patch.origin.label} holds no policy`,
      hint: "a patch holds whole policies, as kubectl apply takes them: NetworkPolicy, AdminNetworkPolicy, ClusterNetworkPolicy …",
    });
  }
  const { policies, problems } = parsePolicies(objects);
  const places = new Set(
    [...view.input.namespaces, ...view.input.pods.map((pod) => ({ name: pod.namespace }))].map(({ name }) => name),
  );
  const lost = policies.filter(({ namespace: own }) => own !== undefined && !places.has(own));
  const notes = lost.map(
    (policy) => `${policyKey(policy)}: the input has no namespace ${policy.namespace ?? ""}, so it selects nothing.`,
  );
  return answer(statesOfChange(model, { changed: policies, removed }), {
    before: model.origin.label,
    after: `${model.origin.label}, edited`,
    models: [model],
    problems,
    notes,
    verbose: edit.verbose === true,
  });
}
