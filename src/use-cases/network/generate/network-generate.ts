// plimsoll network generate: a default-deny and the least policies for what is declared or was observed, with the proof.
import { PlimsollError, type Answer, type JsonObject } from "../../../core/index.ts";
import { networkView, type NetworkView } from "../../../checking/network/index.ts";
import { diff, parsePolicies, policyKey, type Policy } from "../../../engines/network-policy/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import { gatherChanges, type GatheredChange } from "../diff/gather-changes.ts";
import { statesOfChange, type TwoStates } from "../diff/two-states.ts";
import { foldNames } from "../question/fold-names.ts";
import { isNoPort } from "../question/port-text.ts";
import { cautions, unseenFor, type Unseen } from "../question/unseen.ts";
import { buildPolicies, type PolicyPlan } from "./build-policies.ts";
import { chooseNamespaces, generatedBefore } from "./choose-namespaces.ts";
import { FlowCollector, type CollectedFlows } from "./collect-flows.ts";
import type { ApiServerAddress } from "./control-plane-wishes.ts";
import { cutSummary, type CutTarget } from "./cut-summary.ts";
import { declaredWishes } from "./declared-wishes.ts";
import { endLabel } from "./end-label.ts";
import type { FlowGrouping } from "./flow-ends.ts";
import { generateDocument } from "./generate-document.ts";
import { generateUnits } from "./generate-units.ts";
import { leftOpen, mostLeft, type LeftOpen } from "./left-open.ts";
import type { Mentions } from "./mentions.ts";
import { ProofEnds } from "./proof-ends.ts";
import { proveWishes, type MissingWish } from "./prove-wishes.ts";
import { mergeWishes, portKey, type Confidence, type Wish, type WishEnd, type Wishes } from "./wish.ts";
import { WishContext } from "./wish-context.ts";

/** Lines of a list of flows; undefined stands for one that is too long. */
export type FlowLines = AsyncIterable<string | undefined>;

/** What is asked for. */
export interface GenerateRequest {
  /** Namespaces by name; none: all that have no policy yet. */
  readonly namespaces: readonly string[];
  readonly allNamespaces: boolean;
  readonly egress: boolean;
  /** What becomes of policies that are there: they stay, or the new ones stand in their place. */
  readonly existing: "keep" | "replace";
  readonly callers: "namespace" | "known";
  readonly apiServer: readonly ApiServerAddress[];
  readonly mentions?: Mentions;
  /** In place of declarations. */
  readonly flows?: FlowLines;
  /** Beside either. */
  readonly wishes?: FlowLines;
  readonly grouping: FlowGrouping;
  readonly verbose: boolean;
}

/** A wish in words. */
export interface ToldWish {
  readonly from: string;
  readonly to: string;
  readonly ports: readonly string[] | "any";
  readonly why: string;
  readonly confidence: Confidence;
}

/** Policies, and what they do. */
export interface NetworkGenerate {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "NetworkGenerate";
  readonly namespaces: readonly string[];
  /** NetworkPolicy objects, ready to apply, in order of namespace. */
  readonly policies: readonly JsonObject[];
  /** Policies to delete: replaced ones, and those of an earlier run that are needed no more. */
  readonly obsolete: readonly string[];
  readonly wishes: readonly ToldWish[];
  /** What is wanted and would not be possible: asked of the engine, or never to be written as a policy. */
  readonly missing: readonly MissingWish[];
  readonly unmet: readonly string[];
  readonly leftOpen: readonly LeftOpen[];
  /** Workloads whose pods no lasting labels tell apart from those of others: policies of the one are also the others'. */
  readonly alike: readonly { readonly workload: string; readonly like: readonly string[] }[];
  /**
   * What is open today and would be cut: how many pairs of workloads and places, who is not reached any more, and all
   * but `omitted` rows. Absent, as `opens`, where too much changes to be gathered.
   */
  readonly cut?: {
    readonly pairs: number;
    readonly served: readonly CutTarget[];
    readonly changes: readonly GatheredChange[];
    readonly omitted: number;
  };
  readonly opens?: number;
  readonly flows?: Omit<CollectedFlows, "wishes">;
  readonly wishRows?: Omit<CollectedFlows, "wishes">;
  readonly notes: readonly string[];
  readonly unseen: readonly Unseen[];
}

async function collect(
  lines: FlowLines | undefined,
  context: WishContext,
  grouping: FlowGrouping,
  confidence: Confidence,
): Promise<CollectedFlows | undefined> {
  if (lines === undefined) return undefined;
  const collector = new FlowCollector(context, grouping, confidence);
  for await (const line of lines) collector.add(line);
  return collector.finish();
}

function withoutWishes(flows: CollectedFlows | undefined): Omit<CollectedFlows, "wishes"> | undefined {
  if (flows === undefined) return undefined;
  const { wishes: _, ...rest } = flows;
  return rest;
}

/** Only wishes of a chosen namespace matter: the others are no business of these policies. */
function concerning({ units, namespaces }: PolicyPlan, wishes: readonly Wish[]): readonly Wish[] {
  const chosen = new Set(namespaces);
  const touches = (end: WishEnd): boolean =>
    end.kind === "unit"
      ? chosen.has(units.list[end.unit]?.namespace ?? "") && (units.list[end.unit]?.pods.length ?? 0) > 0
      : end.kind === "namespace"
        ? chosen.has(end.namespace)
        : end.kind === "cluster" || (end.kind === "labels" && chosen.has(end.namespace));
  return wishes.filter(({ from, to }) => touches(from) || touches(to));
}

/** A wish of every pod is asked only of the pods of chosen namespaces. */
function narrowed(plan: PolicyPlan, wishes: readonly Wish[]): readonly Wish[] {
  const whole = new Set(plan.units.list.map(({ namespace }) => namespace)).size === plan.namespaces.length;
  if (whole) return wishes;
  const chosen = new Set(plan.namespaces);
  return wishes.flatMap((wish) => {
    const { to } = wish;
    const served =
      (to.kind === "unit" && chosen.has(plan.units.list[to.unit]?.namespace ?? "")) ||
      (to.kind === "labels" && chosen.has(to.namespace));
    if (wish.from.kind !== "cluster" || served) return wish;
    return plan.namespaces.map((namespace): Wish => ({ ...wish, from: { kind: "namespace", namespace } }));
  });
}

function tell({ units }: PolicyPlan, { from, to, ports, why, confidence }: Wish): ToldWish {
  const [source, target] = [endLabel(units, from), endLabel(units, to)];
  return { from: source, to: target, ports: ports === "any" ? "any" : ports.map(portKey), why, confidence };
}

function dnsNotes(plan: PolicyPlan, request: GenerateRequest, wishes: readonly Wish[]): string[] {
  const asks = ({ ports }: Wish): boolean =>
    ports === "any" || ports.some((port) => "port" in port && (port.port === 53 || port.port === 5353));
  const blind = request.flows !== undefined && plan.egress && plan.namespaces.length > 0 && !wishes.some(asks);
  return blind ? ["No flow to a DNS server was observed: under these policies pods resolve no names."] : [];
}

interface Outcome {
  readonly policies: readonly Policy[];
  readonly obsolete: readonly string[];
}

/** The policies as the engine reads them, and those that go. */
function outcomeOf(
  model: ClusterModel,
  view: NetworkView,
  objects: readonly JsonObject[],
  plan: PolicyPlan,
  replace: boolean,
): Outcome {
  const { policies, problems } = parsePolicies(objects);
  const [problem] = problems;
  if (problem !== undefined) {
    throw new PlimsollError("PLIMSOLL_INTERNAL", {
      message: `a generated policy is not valid: ${problem.object} ${problem.path} ${problem.message}`,
      hint: "please report this with the input",
    });
  }
  const before = generatedBefore(model);
  const now = new Set(policies.map((policy) => policyKey(policy)));
  const chosen = new Set(plan.namespaces);
  const obsolete = view.input.policies
    .filter((policy) => policy.kind === "NetworkPolicy" && chosen.has(policy.namespace ?? ""))
    .map((policy) => policyKey(policy))
    .filter((key) => !now.has(key) && (replace || before.has(key)));
  return { policies, obsolete };
}

interface Proof extends Pick<NetworkGenerate, "missing" | "leftOpen" | "cut" | "opens"> {}

/** More pairs of pods and places that change are neither gathered nor counted. */
const mostChanges = 3_000_000;

function isTooMuch({ before, after }: TwoStates): boolean {
  let size = 0;
  for (const { from, to } of diff(before.compiled, after.compiled)) {
    size += (from.pods.length + 1) * (to.pods.length + 1);
    if (size > mostChanges) return true;
  }
  return false;
}

function changesOf({ view, units }: PolicyPlan, states: TwoStates): Pick<NetworkGenerate, "cut" | "opens"> {
  if (isTooMuch(states)) return {};
  const { changes, opens, closes, omitted } = gatherChanges(states);
  const closing = changes.filter(({ closed }) => !isNoPort(closed));
  return { cut: { pairs: closes, served: cutSummary(view, units, closing), changes: closing, omitted }, opens };
}

function prove(model: ClusterModel, plan: PolicyPlan, wishes: readonly Wish[], { policies, obsolete }: Outcome): Proof {
  const states = statesOfChange(model, { changed: policies, removed: obsolete });
  const after = states.after.compiled;
  const keys = new Set(policies.map((policy) => policyKey(policy)));
  return {
    missing: proveWishes(plan.view, after, new ProofEnds(plan.view, plan.units, after), wishes),
    leftOpen: leftOpen(plan, after, wishes, keys),
    ...changesOf(plan, states),
  };
}

function standingNotes({ view, namespaces, egress }: PolicyPlan): string[] {
  const { ingress, egress: out } = view.plugin;
  return [
    "What runs on a pod's own node always reaches it, so probes of the kubelet need no policy.",
    ...(ingress === "not-enforced" ? ["The network plugin enforces no policies: these would have no effect."] : []),
    ...(egress && out === "not-enforced" && ingress !== "not-enforced"
      ? ["The network plugin does not enforce egress: only what comes in is limited."]
      : []),
    ...(namespaces.length === 0 ? ["No namespace was chosen, so there is no policy."] : []),
  ];
}

function alikeIn({ units, namespaces }: PolicyPlan): NetworkGenerate["alike"] {
  const chosen = new Set(namespaces);
  return units.list.flatMap(({ namespace, label, alsoSelected }) =>
    chosen.has(namespace) && alsoSelected.length > 0 ? { workload: label, like: alsoSelected } : [],
  );
}

async function wishesOf(context: WishContext, request: GenerateRequest) {
  const flows = await collect(request.flows, context, request.grouping, "observed");
  const rows = await collect(request.wishes, context, request.grouping, "asked");
  const declared: Wishes =
    flows === undefined ? declaredWishes(context, request) : { wishes: [], unmet: [], notes: [] };
  return { flows, rows, declared, all: [...declared.wishes, ...(flows?.wishes ?? []), ...(rows?.wishes ?? [])] };
}

/**
 * Generates policies and proves them. Throws PLIMSOLL_UNKNOWN_OBJECT for a namespace without pods. Time is that of the
 * engine's difference of the two states, and linear in lines of flows.
 */
export async function networkGenerate(model: ClusterModel, request: GenerateRequest): Promise<Answer<NetworkGenerate>> {
  const view = networkView(model);
  const units = generateUnits(view);
  const asked = { named: request.namespaces, all: request.allNamespaces };
  const { namespaces, notes } = chooseNamespaces(model, view, units, asked);
  const plan: PolicyPlan = { view, units, namespaces, egress: request.egress };
  const { flows, rows, declared, all } = await wishesOf(new WishContext(model, view, units), request);
  const wishes = narrowed(plan, concerning(plan, mergeWishes(all)));
  const policies = buildPolicies(plan, wishes);
  const outcome = outcomeOf(model, view, policies, plan, request.existing === "replace");
  const unseen = unseenFor(model, namespaces);
  const [told, toldRows] = [withoutWishes(flows), withoutWishes(rows)];
  const proof = prove(model, plan, wishes, outcome);
  const data: NetworkGenerate = {
    apiVersion: "plimsoll/v1",
    kind: "NetworkGenerate",
    namespaces,
    policies,
    obsolete: outcome.obsolete,
    wishes: wishes.map((wish) => tell(plan, wish)),
    ...proof,
    unmet: declared.unmet,
    alike: alikeIn(plan),
    ...(told === undefined ? {} : { flows: told }),
    ...(toldRows === undefined ? {} : { wishRows: toldRows }),
    notes: notes.concat(
      declared.notes,
      dnsNotes(plan, request, wishes),
      standingNotes(plan),
      proof.leftOpen.length < mostLeft
        ? []
        : [`Of what else stays open only ${mostLeft} pairs are listed: there may be more.`],
      cautions(model, view, unseen),
    ),
    unseen,
  };
  const drawing = { label: model.origin.label, fold: foldNames(view.workloads), verbose: request.verbose };
  return { data, document: generateDocument(data, drawing) };
}

/** Whether everything wanted would be possible. */
export function isProven({ missing, unmet, wishRows }: NetworkGenerate): boolean {
  return missing.length === 0 && unmet.length === 0 && (wishRows?.trouble.length ?? 0) === 0;
}
