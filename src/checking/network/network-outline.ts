// The network in outline: one pod for all templates whose egress policies say the same, asked only about DNS, nodes and
// addresses. Checks need no more, and it takes a tenth of the time.
import {
  compile,
  containerPortsOf,
  defaultNetworkOptions,
  parseNamespace,
  parseNode,
  parsePod,
  parsePolicies,
  type Compiled,
  type NamespaceInput,
  type NetworkInput,
  type NetworkOptions,
  type PodInput,
  type Policy,
  type PolicyProblem,
  type Rule,
} from "../../engines/network-policy/index.ts";
import { matchesSelector, type Labels } from "../../kubernetes/index.ts";
import {
  derive,
  networkPlugin,
  workloads,
  type ClusterModel,
  type NetworkPlugin,
  type Parts,
  type Workload,
} from "../../model/index.ts";
import { egressText } from "./egress-classes.ts";
import { networkParts, policyParts } from "./network-view.ts";
import { labelsOfNamespaces, selectingPolicies } from "./selecting-policies.ts";

/** The network with few pods, and what workloads stand behind them. */
export interface NetworkOutline {
  readonly compiled: Compiled;
  readonly input: NetworkInput;
  /** All policies, as they are written. */
  readonly policies: readonly Policy[];
  readonly problems: readonly PolicyProblem[];
  readonly plugin: NetworkPlugin;
  readonly workloads: readonly Workload[];
  /** The pods behind the cluster's DNS Service. */
  readonly dns: readonly number[];
  /** The pod that stands for a workload: what it reaches of DNS, nodes and addresses, the workload reaches. */
  podOf(workload: Workload): number;
  /** Policies that select the pods of a workload. */
  policiesOf(workload: Workload): readonly Policy[];
}

type Peer = Exclude<Rule["peers"], "any">[number];
type OutlineParts = Pick<Parts, (typeof networkParts)[number]>;

/** Everything that does not depend on the plugin. */
interface Drawn extends Omit<NetworkOutline, "compiled" | "plugin"> {
  /** By options, as text. */
  readonly compiled: Map<string, Compiled>;
}

/** Names under which installers know the Service of the cluster's DNS. */
const dnsServices: ReadonlySet<string> = new Set([
  "kube-system/kube-dns",
  "kube-system/coredns",
  "kube-system/rke2-coredns-rke2-coredns",
  "openshift-dns/dns-default",
]);

interface Dns {
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly pods: readonly Workload[];
}

function dnsOf(parts: OutlineParts, all: readonly Workload[], namespaces: readonly NamespaceInput[]): Dns | undefined {
  const service = parts.services.objects.find(({ metadata }) =>
    dnsServices.has(`${metadata.namespace}/${metadata.name}`),
  );
  const matchLabels = service?.spec?.selector ?? {};
  const namespace = service?.metadata.namespace;
  if (namespace === undefined || Object.keys(matchLabels).length === 0) return undefined;
  const pods = all.filter(
    (one) => one.namespace === namespace && matchesSelector({ matchLabels }, one.template.metadata?.labels),
  );
  return { namespace, namespaceLabels: labelsOfNamespaces(namespaces)(namespace), pods };
}

/** Addresses of one of the pods behind the DNS Service, where one was seen: rules may name them by a block. */
function addressesOf({ pods }: OutlineParts, { namespace, pods: behind }: Dns): readonly string[] {
  const labels = behind.map(({ template }) => template.metadata?.labels);
  for (const object of pods.objects) {
    if (object.metadata.namespace !== namespace) continue;
    const { ips } = parsePod(object);
    const isBehind = labels.some((own) => matchesSelector({ matchLabels: own ?? {} }, object.metadata.labels));
    if (ips.length > 0 && isBehind) return ips;
  }
  return [];
}

/** Whether a peer may name something the outline is asked about. */
function mayMatch(peer: Peer, own: string | undefined, dns: Dns | undefined): boolean {
  if (peer.kind !== "pods") return true;
  if (dns === undefined) return false;
  const inNamespace =
    peer.namespaces === "own" ? own === dns.namespace : matchesSelector(peer.namespaces, dns.namespaceLabels);
  return inNamespace && dns.pods.some(({ template }) => matchesSelector(peer.pods, template.metadata?.labels));
}

/** The policy as far as it says where pods may connect to that the outline is asked about. */
function askedPolicy({ ingress: _unasked, egress, ...policy }: Policy, dns: Dns | undefined): Policy {
  if (egress === undefined) return policy;
  const asked = egress.flatMap((rule): Rule[] => {
    if (rule.peers === "any") return [rule];
    const peers = rule.peers.filter((peer) => mayMatch(peer, policy.namespace, dns));
    return peers.length === 0 ? [] : [{ ...rule, peers }];
  });
  return { ...policy, egress: asked };
}

function podFor({ namespace, template, spec }: Workload, number: number): PodInput {
  const ports = containerPortsOf(spec);
  const labels = template.metadata?.labels ?? {};
  const hostNetwork = spec.hostNetwork === true;
  return { namespace, name: String(number), labels, ips: [], hostNetwork, ports, finished: false };
}

/** A policy as it is asked, with a number equal for policies that let the same through; absent where it says nothing of egress. */
interface AskedPolicy {
  readonly asked: Policy;
  readonly id: number | undefined;
}

/** One pod for each distinct egress; the policies that select any of them. */
class Sketch {
  readonly pods: PodInput[] = [];
  readonly policies = new Set<Policy>();
  private readonly asked = new Map<Policy, AskedPolicy>();
  private readonly ids = new Map<string, number>();
  private readonly known = new Map<string, number>();
  private readonly dns: Dns | undefined;

  constructor(dns: Dns | undefined) {
    this.dns = dns;
  }

  private ask(policy: Policy): AskedPolicy {
    const before = this.asked.get(policy);
    if (before !== undefined) return before;
    const asked = askedPolicy(policy, this.dns);
    const text = egressText(asked);
    const id = text === "" ? undefined : (this.ids.get(text) ?? this.ids.size);
    if (id !== undefined) this.ids.set(text, id);
    const answer = { asked, id };
    this.asked.set(policy, answer);
    return answer;
  }

  /** The pod that stands for a workload these policies select. */
  add(workload: Workload, selecting: readonly Policy[]): number {
    const ids = new Set<number>();
    for (const policy of selecting) {
      const { id } = this.ask(policy);
      if (id !== undefined) ids.add(id);
    }
    const key = `${workload.spec.hostNetwork === true} ${[...ids].sort((a, b) => a - b).join()}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    for (const policy of selecting) this.policies.add(this.ask(policy).asked);
    this.known.set(key, this.pods.length);
    return this.pods.push(podFor(workload, this.pods.length)) - 1;
  }
}

function draw(parts: OutlineParts): Drawn {
  const all = workloads({ parts } as ClusterModel).filter(({ ref }) => ref.kind !== "PodTemplate");
  const { policies, problems } = parsePolicies(policyParts.flatMap((part) => parts[part].objects));
  const namespaces = parts.namespaces.objects.map(parseNamespace);
  const selecting = selectingPolicies(all, policies, namespaces);
  const dns = dnsOf(parts, all, namespaces);
  const sketch = new Sketch(dns);
  const podOf = new Map(all.map((workload) => [workload, sketch.add(workload, selecting.get(workload) ?? [])]));
  const first = sketch.pods.length;
  const ips = dns === undefined ? [] : addressesOf(parts, dns);
  const dnsPods = (dns?.pods ?? []).map((workload, index) => ({ ...podFor(workload, first + index), ips }));
  const pods = [...sketch.pods, ...dnsPods];
  return {
    input: { pods, namespaces, nodes: parts.nodes.objects.map(parseNode), policies: [...sketch.policies] },
    policies,
    problems,
    workloads: all,
    dns: dnsPods.map((_, index) => first + index),
    podOf: (workload) => podOf.get(workload) ?? -1,
    policiesOf: (workload) => selecting.get(workload) ?? [],
    compiled: new Map(),
  };
}

function compiledFor({ compiled, input }: Drawn, options: NetworkOptions): Compiled {
  const key = JSON.stringify(options);
  const known = compiled.get(key) ?? compile(input, options);
  compiled.set(key, known);
  return known;
}

/**
 * The outline of a model's network, under its plugin's reading of what the API leaves open. Once per parts and reading.
 * O(templates × policies of their namespace).
 */
export function networkOutline(model: ClusterModel): NetworkOutline {
  const drawn = derive(model, networkParts, draw);
  const plugin = networkPlugin(model);
  const { ipBlockMatchesPods, ipBlockMatchesNodes, hostNetworkAsPod } = plugin;
  const options = { ...defaultNetworkOptions, ipBlockMatchesPods, ipBlockMatchesNodes, hostNetworkAsPod };
  return { ...drawn, compiled: compiledFor(drawn, options), plugin };
}
