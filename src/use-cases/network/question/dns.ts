// Whether a pod can resolve names: the ways to the cluster's DNS, node-local caches among them.
import type { NetworkView } from "../../../checking/network/index.ts";
import {
  backendsOf,
  connections,
  explain,
  type Direction,
  type Endpoint,
  type Protocol,
} from "../../../engines/network-policy/index.ts";
import { parseIpAddress } from "../../../kubernetes/index.ts";
import { includesPort } from "./port-text.ts";

/** A server of the cluster's DNS and the ports it listens on. */
interface DnsServer {
  readonly endpoint: Endpoint;
  readonly ports: readonly { readonly protocol: Protocol; readonly port: number }[];
}

const dnsServices: ReadonlySet<string> = new Set([
  "kube-system/kube-dns",
  "kube-system/coredns",
  "kube-system/rke2-coredns-rke2-coredns",
  "openshift-dns/dns-default",
]);

const listening = [
  { protocol: "UDP", port: 53 },
  { protocol: "TCP", port: 53 },
] as const;

/** What node-local-dns listens on (its `-localip`), unless it was told otherwise. */
export const nodeLocalAddress = "169.254.20.10";

const known = new WeakMap<NetworkView["compiled"], readonly DnsServer[]>();

/** Pods behind the DNS Service; where it was not seen, the pods Kubernetes would have there. */
function findServers(view: NetworkView): readonly DnsServer[] {
  const servers = new Map<number, { protocol: Protocol; port: number }[]>();
  for (const service of view.services.filter(({ namespace, name }) => dnsServices.has(`${namespace}/${name}`))) {
    for (const { pod, protocol, port, servicePort } of backendsOf(view.compiled, service)) {
      if (servicePort.port !== 53) continue;
      servers.set(pod, [...(servers.get(pod) ?? []), { protocol, port }]);
    }
  }
  if (servers.size > 0) return [...servers].map(([pod, ports]) => ({ endpoint: { pod }, ports }));
  const ports = listening.map(({ protocol, port }) => ({
    name: protocol === "UDP" ? "dns" : "dns-tcp",
    protocol,
    containerPort: port,
  }));
  const unlisted = { namespace: "kube-system", labels: { "k8s-app": "kube-dns" }, ports };
  return [{ endpoint: { unlisted }, ports: listening }];
}

/** Servers of the cluster's DNS that were seen, or those Kubernetes would have. */
export function dnsServers(view: NetworkView): readonly DnsServer[] {
  const servers = known.get(view.compiled) ?? findServers(view);
  known.set(view.compiled, servers);
  return servers;
}

const knownCaches = new WeakMap<NetworkView["compiled"], readonly number[]>();

function cachesOf(view: NetworkView): readonly number[] {
  const caches =
    knownCaches.get(view.compiled) ??
    view.input.pods.flatMap(({ labels, finished }, pod) =>
      !finished && labels?.["k8s-app"] === "node-local-dns" ? pod : [],
    );
  knownCaches.set(view.compiled, caches);
  return caches;
}

/** A cache on the pod's own node, or at the address such caches have. */
function nodeLocalServers(view: NetworkView, pod: number): readonly DnsServer[] {
  const caches = cachesOf(view);
  if (caches.length === 0) return [];
  const address = parseIpAddress(nodeLocalAddress);
  const own = caches.filter((cache) => view.input.pods[cache]?.node === view.input.pods[pod]?.node);
  const endpoints: Endpoint[] = [
    ...own.map((cache) => ({ pod: cache })),
    ...(address === undefined ? [] : [{ address }]),
  ];
  return endpoints.map((endpoint) => ({ endpoint, ports: listening }));
}

/** Protocols by which a pod reaches some server of the cluster's DNS. */
export interface DnsReach {
  readonly udp: boolean;
  readonly tcp: boolean;
  /** Ports the servers listen on: 5353 for OpenShift. */
  readonly ports: readonly number[];
  /** Whose policies keep it from every server, where they do: the pod's own, or those of the servers. */
  readonly closedBy?: Direction;
}

/** Whose policies close the way to all servers: with one that only the servers' own policies close, theirs do. */
function closedBy(view: NetworkView, pod: number, servers: readonly DnsServer[]): Direction {
  const own = servers.every(({ endpoint, ports: [first] }) => {
    const { directions } = explain(view.compiled, { pod }, endpoint, "UDP", first?.port ?? 53);
    return directions.some(({ direction, verdict }) => direction === "egress" && verdict === "denied");
  });
  return own ? "egress" : "ingress";
}

/** Pods of the cluster's DNS that were seen. */
export function dnsPods(view: NetworkView): readonly number[] {
  return dnsServers(view).flatMap(({ endpoint }) => ("pod" in endpoint ? endpoint.pod : []));
}

export function dnsReach(view: NetworkView, pod: number): DnsReach {
  const servers = [...dnsServers(view), ...nodeLocalServers(view, pod)];
  const answers = servers.map(({ endpoint, ports }) => {
    const open = connections(view.compiled, { pod }, endpoint).ports;
    const by = (wanted: Protocol): boolean =>
      ports.some(({ protocol, port }) => protocol === wanted && includesPort(open, protocol, port));
    return { udp: by("UDP"), tcp: by("TCP") };
  });
  const ports = [...new Set(servers.flatMap((server) => server.ports.map(({ port }) => port)))];
  const udp = answers.some((answer) => answer.udp);
  const tcp = answers.some((answer) => answer.tcp);
  return { udp, tcp, ports, ...(udp ? {} : { closedBy: closedBy(view, pod, servers) }) };
}
