// What policies leave pods able to reach, or not: names, metadata, Services by their addresses.
import { connections, policyKey, type Policy } from "../../../engines/network-policy/index.ts";
import { parseIpAddress, type CidrBlock, type IpAddress } from "../../../kubernetes/index.ts";
import { askPairs } from "../question/ask-pairs.ts";
import { dnsPods, dnsReach } from "../question/dns.ts";
import { podName, podsParty, workloadLabel, type Party } from "../question/party.ts";
import { formatBlock } from "../question/policy-text.ts";
import { includesPort } from "../question/port-text.ts";
import { hit, peerPath, rulesOf, type LintContext, type LintHit, type PlacedRule } from "./lint-context.ts";

function contains({ family, first, last }: CidrBlock, address: IpAddress | undefined): boolean {
  return address !== undefined && address.family === family && address.value >= first && address.value <= last;
}

/** Pods whose egress is isolated by the same NetworkPolicies, by those policies. */
function egressGroups(
  context: LintContext,
): readonly { readonly policies: readonly Policy[]; readonly pods: readonly number[] }[] {
  const policiesOf = new Map<number, Policy[]>();
  for (const policy of context.view.input.policies) {
    if (policy.tier !== "network" || policy.egress === undefined) continue;
    for (const pod of context.subjectPods(policy)) policiesOf.set(pod, [...(policiesOf.get(pod) ?? []), policy]);
  }
  const groups = new Map<string, { policies: Policy[]; pods: number[] }>();
  for (const [pod, policies] of policiesOf) {
    const key = policies.map(policyKey).join("\n");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { policies, pods: [pod] });
    else group.pods.push(pod);
  }
  return [...groups.values()];
}

function whoText({ view }: LintContext, pods: readonly number[]): string {
  const names = [
    ...new Set(
      pods.map((pod) => {
        const workload = view.workloads[view.workloadOfPod[pod] ?? -1];
        return workload === undefined ? podName(view, pod) : workloadLabel(workload);
      }),
    ),
  ];
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

/** DNS servers are pods, and may not resolve through themselves. */
function isDnsServer({ view }: LintContext, pod: number): boolean {
  return ["kube-dns", "node-local-dns"].includes(view.input.pods[pod]?.labels?.["k8s-app"] ?? "");
}

function* dnsHits(context: LintContext): Generator<LintHit> {
  const looked = new Set(context.policies);
  for (const { policies, pods } of egressGroups(context)) {
    const told = policies.find((policy) => looked.has(policy) && (policy.egress ?? []).length > 0);
    const [pod] = pods;
    if (told === undefined || pod === undefined || isDnsServer(context, pod)) continue;
    const { udp, tcp, ports, closedBy } = dnsReach(context.view, pod);
    if ((udp && tcp) || closedBy === "ingress") continue;
    const port = ports.join(" or ");
    const others = policies.length > 1 ? ", with the other policies that select them," : "";
    if (udp)
      yield hit(
        "dns-tcp-blocked",
        told,
        "spec.egress",
        `${whoText(context, pods)}: DNS is allowed over UDP ${port}, but not over TCP`,
      );
    else
      yield hit(
        "dns-blocked",
        told,
        "spec.egress",
        `${whoText(context, pods)}: this allows egress${others} but not to the cluster's DNS (port ${port})`,
      );
  }
}

/** Policies of the DNS servers themselves that do not let all pods in. */
function* dnsServerHits(context: LintContext): Generator<LintHit> {
  const { view } = context;
  const servers = dnsPods(view);
  const isolating = context.policies.find(
    (policy) => policy.ingress !== undefined && servers.some((pod) => context.subjectPods(policy).includes(pod)),
  );
  if (isolating === undefined) return;
  const party = (members: readonly number[]): Party => podsParty(view, "", "", members);
  const everyone = view.input.pods.flatMap(({ finished, hostNetwork }, pod) => (finished || hostNetwork ? [] : pod));
  const answers = askPairs(view, party(everyone), party(servers), {
    protocol: "UDP",
    port: dnsReach(view, servers[0] ?? 0).ports[0] ?? 53,
  });
  const shut = answers
    .filter(({ open }) => !open)
    .flatMap(({ from }) => from.flatMap(({ endpoint }) => ("pod" in endpoint ? endpoint.pod : [])));
  const byIngress = [...new Set(shut)].filter((pod) => dnsReach(view, pod).closedBy === "ingress");
  if (byIngress.length === 0) return;
  yield hit(
    "dns-blocked",
    isolating,
    "spec.ingress",
    `does not let pods of ${whoText(context, byIngress)} reach the cluster's DNS`,
  );
}

const metadataAddress = parseIpAddress("169.254.169.254");

function allowsHttp({ rule: { ports } }: PlacedRule): boolean {
  return (
    ports === "any" ||
    ports.some((port) => !("name" in port) && port.protocol === "TCP" && port.first <= 80 && port.last >= 80)
  );
}

function* metadataHits(context: LintContext, policy: Policy): Generator<LintHit> {
  const [pod] = context.subjectPods(policy);
  if (metadataAddress === undefined || pod === undefined || policy.tier !== "network") return;
  for (const placed of rulesOf(policy)) {
    const { direction, rule } = placed;
    if (direction !== "egress" || rule.peers === "any" || !allowsHttp(placed)) continue;
    for (const [index, peer] of rule.peers.entries()) {
      if (peer.kind !== "addresses") continue;
      const open = peer.blocks.find(
        ({ cidr, except }) =>
          cidr.length <= 8 &&
          contains(cidr, metadataAddress) &&
          !except.some((block) => contains(block, metadataAddress)),
      );
      if (
        open === undefined ||
        !includesPort(connections(context.view.compiled, { pod }, { address: metadataAddress }).ports, "TCP", 80)
      )
        continue;
      yield hit(
        "metadata-open",
        policy,
        peerPath(placed, index),
        `${formatBlock(open.cidr)} without an except opens the cloud's metadata service to ${whoText(context, context.subjectPods(policy))}`,
      );
    }
  }
}

/** Cluster addresses of Services, with their names. */
function serviceAddresses({ model }: LintContext): { readonly address: IpAddress; readonly name: string }[] {
  return model.parts.services.objects.flatMap(({ metadata, spec = {} }) =>
    [...new Set([spec.clusterIP, ...(spec.clusterIPs ?? [])])].flatMap((text) => {
      const address = parseIpAddress(text ?? "");
      return address === undefined ? [] : { address, name: `${metadata.namespace ?? ""}/${metadata.name}` };
    }),
  );
}

function serviceHits(context: LintContext): (policy: Policy) => Iterable<LintHit> {
  const services = serviceAddresses(context);
  const real = [
    ...context.view.input.pods.flatMap(({ ips }) => ips),
    ...context.view.input.nodes.flatMap(({ addresses }) => addresses),
  ].flatMap((text) => parseIpAddress(text) ?? []);
  const verdicts = new Map<string, string | undefined>();
  const inside = (cidr: CidrBlock): string | undefined => {
    if (cidr.length < 8) return undefined;
    const found = services.filter(({ address }) => contains(cidr, address));
    const [first] = found;
    if (first === undefined || real.some((address) => contains(cidr, address))) return undefined;
    return found.length === 1 ? `Service ${first.name}` : `${found.length} Services (${first.name} …)`;
  };
  return function* (policy) {
    for (const placed of rulesOf(policy)) {
      for (const [index, peer] of (placed.rule.peers === "any" ? [] : placed.rule.peers).entries()) {
        if (peer.kind !== "addresses" || placed.rule.action === "deny") continue;
        for (const { cidr } of peer.blocks) {
          const text = formatBlock(cidr);
          if (!verdicts.has(text)) verdicts.set(text, inside(cidr));
          const whose = verdicts.get(text);
          if (whose !== undefined)
            yield hit(
              "service-cidr",
              policy,
              peerPath(placed, index),
              `${text} holds the cluster address of ${whose} and of no pod or node`,
            );
        }
      }
    }
  };
}

/** All of them. */
export function* reachLints(context: LintContext): Generator<LintHit> {
  yield* dnsHits(context);
  yield* dnsServerHits(context);
  const servicesIn = serviceHits(context);
  for (const policy of context.policies) {
    yield* metadataHits(context, policy);
    yield* servicesIn(policy);
  }
}
