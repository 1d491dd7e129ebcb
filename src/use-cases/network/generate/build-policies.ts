// From wishes to NetworkPolicies: a default-deny for each namespace, and one policy for each set of pods that needs rules.
import { plainText, type JsonObject } from "../../../core/index.ts";
import type { NetworkView } from "../../../checking/network/index.ts";
import { parseIpAddress } from "../../../kubernetes/index.ts";
import { endLabel } from "./end-label.ts";
import type { LabelPairs, Unit, Units } from "./generate-units.ts";
import { isNodeBlock } from "./node-blocks.ts";
import { policyName, whyAnnotation } from "./policy-names.ts";
import type { DraftPeer } from "./policy-peers.ts";
import { DraftRules, type RuleStyle } from "./policy-rules.ts";
import type { Wish, WishEnd } from "./wish.ts";

/** What policies are written for. */
export interface PolicyPlan {
  readonly view: NetworkView;
  readonly units: Units;
  /** Namespaces that get policies, in order. */
  readonly namespaces: readonly string[];
  readonly egress: boolean;
}

type Named = Pick<Unit, "number" | "name" | "kind">;

interface Subject {
  readonly namespace: string;
  readonly labels: LabelPairs;
  /** The first workload the rules are for; absent for all pods of the namespace. */
  readonly unit?: Named;
  readonly ingress: DraftRules;
  readonly egress: DraftRules;
  readonly why: Set<string>;
}

/** A host-network pod is its node: by all its addresses where plugins look at them, else by a rule for everyone. */
function hostPeers({ view }: PolicyPlan, pods: readonly number[]): DraftPeer[] {
  if (pods.length > 0 && !view.options.ipBlockMatchesNodes) return [{ kind: "any" }];
  const addresses = pods.flatMap((pod) => {
    const { ips = [], node } = view.input.pods[pod] ?? {};
    return ips.length > 0 ? ips : (view.input.nodes.find(({ name }) => name === node)?.addresses ?? []);
  });
  const known = addresses.flatMap((text) => {
    const address = parseIpAddress(text);
    return address === undefined ? [] : `${text}/${address.family === 4 ? 32 : 128}`;
  });
  return [...new Set(known)].map((cidr) => ({ kind: "block", cidr, except: [] }));
}

function peersOf(plan: PolicyPlan, end: WishEnd): readonly DraftPeer[] {
  switch (end.kind) {
    case "unit": {
      const unit = plan.units.list[end.unit];
      if (unit === undefined) return [];
      const pods: DraftPeer = { kind: "pods", namespace: unit.namespace, labels: unit.selector };
      return [...(unit.pods.length === 0 ? [] : [pods]), ...hostPeers(plan, unit.hostPods)];
    }
    case "namespace":
      return [{ kind: "pods", namespace: end.namespace, labels: {} }];
    case "cluster":
      return [{ kind: "pods", labels: {} }];
    case "labels":
      return [{ kind: "pods", namespace: end.namespace, labels: end.labels }];
    case "block":
      // What cannot be named is let in with everyone else, and told.
      if (!plan.view.options.ipBlockMatchesNodes && isNodeBlock(plan.view, end.cidr)) return [{ kind: "any" }];
      return [{ kind: "block", cidr: end.cidr, except: end.except ?? [] }];
    case "outside":
      return ["0.0.0.0/0", "::/0"].map((cidr) => ({ kind: "block", cidr, except: [] }));
    default:
      return [{ kind: "any" }];
  }
}

class Subjects {
  readonly all = new Map<string, Subject>();
  private readonly plan: PolicyPlan;
  private readonly chosen: ReadonlySet<string>;

  constructor(plan: PolicyPlan) {
    this.plan = plan;
    this.chosen = new Set(plan.namespaces);
  }

  private get(namespace: string, labels: LabelPairs, unit?: Named): Subject {
    const key = `${namespace}\n${JSON.stringify(labels)}`;
    const known = this.all.get(key);
    if (known !== undefined) return known;
    const whole = Object.keys(labels).length === 0 || unit === undefined ? {} : { unit };
    const rules = { ingress: new DraftRules(), egress: new DraftRules(), why: new Set<string>() };
    const subject = { namespace, labels, ...whole, ...rules };
    this.all.set(key, subject);
    return subject;
  }

  /** Subjects an end stands for, in the namespaces that get policies. */
  private of(end: WishEnd): Subject[] {
    if (end.kind === "cluster") return this.plan.namespaces.map((namespace) => this.get(namespace, {}));
    if (end.kind === "namespace") return this.chosen.has(end.namespace) ? [this.get(end.namespace, {})] : [];
    // Pods that were not seen are there all the same, and a default-deny selects them.
    if (end.kind === "labels" && this.chosen.has(end.namespace)) {
      const named = { number: this.plan.units.list.length, name: Object.values(end.labels).join("-"), kind: "pods" };
      return [this.get(end.namespace, end.labels, named)];
    }
    const unit = end.kind === "unit" ? this.plan.units.list[end.unit] : undefined;
    if (unit === undefined || unit.pods.length === 0 || !this.chosen.has(unit.namespace)) return [];
    return [this.get(unit.namespace, unit.selector, unit)];
  }

  add({ from, to, ports, why }: Wish): void {
    for (const subject of this.of(to)) {
      for (const peer of peersOf(this.plan, from)) subject.ingress.add(peer, ports);
      subject.why.add(`from ${endLabel(this.plan.units, from)}: ${why}`);
    }
    for (const subject of this.plan.egress ? this.of(from) : []) {
      for (const peer of peersOf(this.plan, to)) subject.egress.add(peer, ports);
      subject.why.add(`to ${endLabel(this.plan.units, to)}: ${why}`);
    }
  }

  /** Own rules first, then what all pods of the namespace may do anyway. */
  reduce(): void {
    for (const { namespace, labels, ingress, egress } of this.all.values()) {
      const base = Object.keys(labels).length === 0 ? undefined : this.all.get(`${namespace}\n{}`);
      ingress.reduce(base?.ingress);
      egress.reduce(base?.egress);
    }
  }
}

const mostReasons = 12;

function whyText(why: ReadonlySet<string>): string {
  const texts = [...why].sort().map((text) => plainText(text));
  const rest = texts.length - mostReasons;
  return [...texts.slice(0, mostReasons), ...(rest > 0 ? [`and ${rest} more reasons`] : [])].join("; ");
}

interface Head {
  readonly namespace: string;
  readonly name: string;
  readonly why: string;
}

function policyObject({ namespace, name, why }: Head, spec: JsonObject): JsonObject {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace, annotations: { [whyAnnotation]: why } },
    spec,
  };
}

function allowObject(subject: Subject, name: string, style: RuleStyle): JsonObject | undefined {
  const { namespace, labels, why } = subject;
  const ingress = subject.ingress.objects("ingress", namespace, style);
  const egress = subject.egress.objects("egress", namespace, style);
  if (ingress.length + egress.length === 0) return undefined;
  const selector = Object.keys(labels).length === 0 ? {} : { matchLabels: { ...labels } };
  return policyObject(
    { namespace, name, why: whyText(why) },
    {
      podSelector: selector,
      policyTypes: [...(ingress.length > 0 ? ["Ingress"] : []), ...(egress.length > 0 ? ["Egress"] : [])],
      ...(ingress.length > 0 ? { ingress } : {}),
      ...(egress.length > 0 ? { egress } : {}),
    },
  );
}

function denyObject(namespace: string, name: string, egress: boolean): JsonObject {
  const why = egress
    ? "nothing comes in or goes out but what other policies of this namespace allow"
    : "nothing comes in but what other policies of this namespace allow";
  const policyTypes = egress ? ["Ingress", "Egress"] : ["Ingress"];
  return policyObject({ namespace, name, why }, { podSelector: {}, policyTypes });
}

/** Policies of all chosen namespaces, in order of namespace and name. Linear in wishes and what their ends stand for. */
export function buildPolicies(plan: PolicyPlan, wishes: readonly Wish[]): readonly JsonObject[] {
  const subjects = new Subjects(plan);
  for (const wish of wishes) subjects.add(wish);
  subjects.reduce();
  const style = { ranges: plan.view.plugin.endPort !== "not-enforced" };
  const byNamespace = new Map<string, Subject[]>();
  for (const subject of subjects.all.values())
    byNamespace.set(subject.namespace, [...(byNamespace.get(subject.namespace) ?? []), subject]);
  return plan.namespaces.flatMap((namespace) => {
    const taken = new Set<string>();
    const own = (byNamespace.get(namespace) ?? []).sort((a, b) => (a.unit?.number ?? -1) - (b.unit?.number ?? -1));
    const deny = denyObject(namespace, policyName("default-deny", taken), plan.egress);
    const allow = own.flatMap((subject): JsonObject[] => {
      const object = allowObject(subject, policyName(subject.unit ?? "every-pod", taken), style);
      return object === undefined ? [] : [object];
    });
    return [deny, ...allow];
  });
}
