// What every cluster needs though nobody writes it down: names are resolved, metrics are read.
import { parseIpAddress } from "../../../kubernetes/index.ts";
import { workloads } from "../../../model/index.ts";
import { dnsServers, nodeLocalAddress } from "../question/dns.ts";
import type { KnownCallers } from "./service-wishes.ts";
import { hostsOutside, type Wish, type WishEnd, type WishPort } from "./wish.ts";
import type { WishContext } from "./wish-context.ts";

const cluster: WishEnd = { kind: "cluster" };
const dns: readonly WishPort[] = [
  { protocol: "UDP", port: 53 },
  { protocol: "TCP", port: 53 },
];

/** Every pod resolves names, through the cache of its node where there is one; the servers ask others outside. */
export function dnsWishes(context: WishContext, callers: KnownCallers): Wish[] {
  const { view, units } = context;
  const why = "every pod resolves names";
  for (const service of view.services)
    if (service.ports.some(({ port }) => port === 53) && service.namespace !== "default")
      callers.add(service, ({ port }) => port === 53);
  const found = new Map<string, Wish>();
  for (const { endpoint, ports } of dnsServers(view)) {
    const unit = "pod" in endpoint ? (units.ofPod[endpoint.pod] ?? -1) : -1;
    const unlisted = "unlisted" in endpoint ? endpoint.unlisted : undefined;
    const to: WishEnd =
      unlisted === undefined
        ? { kind: "unit", unit }
        : { kind: "labels", namespace: unlisted.namespace, labels: unlisted.labels ?? {}, label: "the cluster's DNS" };
    if (unit < 0 && unlisted === undefined) continue;
    const wish: Wish = { from: cluster, to, ports, why, confidence: "declared" };
    found.set(`${unit} ${JSON.stringify(ports)}`, wish);
    const upstream = "the cluster's DNS asks servers outside for other names";
    for (const [at, host] of hostsOutside.entries())
      found.set(`${unit} up ${at}`, { from: to, to: host, ports: dns, why: upstream, confidence: "declared" });
  }
  const caches = view.input.pods.some(({ labels, finished }) => !finished && labels?.["k8s-app"] === "node-local-dns");
  const cache: WishEnd = { kind: "block", cidr: `${nodeLocalAddress}/32`, label: "the DNS cache of the node" };
  return [
    ...found.values(),
    ...(caches && parseIpAddress(nodeLocalAddress) !== undefined
      ? [{ from: cluster, to: cache, ports: dns, why, confidence: "declared" } as const]
      : []),
  ];
}

/** The metrics server asks the kubelets of all nodes. */
export function kubeletWishes({ view, unitsLabelled }: WishContext): Wish[] {
  const servers = new Set([
    ...unitsLabelled("k8s-app", "metrics-server"),
    ...unitsLabelled("app.kubernetes.io/name", "metrics-server"),
  ]);
  const nodes = view.input.nodes.flatMap(({ name, addresses }) =>
    addresses.flatMap((text): WishEnd[] => {
      const address = parseIpAddress(text);
      return address === undefined
        ? []
        : [{ kind: "block", cidr: `${text}/${address.family === 4 ? 32 : 128}`, label: `node ${name}` }];
    }),
  );
  const ports: readonly WishPort[] = [{ protocol: "TCP", port: 10_250 }];
  const why = "it reads metrics of the kubelets";
  return [...servers].flatMap(({ number }) =>
    nodes.map((to): Wish => ({ from: { kind: "unit", unit: number }, to, ports, why, confidence: "declared" })),
  );
}

/** Pods that ask to be scraped, by the annotation Prometheus' usual configuration reads, on ports named for it. */
export function metricsWishes(context: WishContext): Wish[] {
  const readers = [
    ...new Set([
      ...context.unitsLabelled("app.kubernetes.io/name", "prometheus"),
      ...context.unitsLabelled("app", "prometheus"),
    ]),
  ];
  if (readers.length === 0) return [];
  return workloads(context.model).flatMap((workload) => {
    const unit = context.unitOf(workload);
    if (unit === undefined || workload.template.metadata?.annotations?.["prometheus.io/scrape"] !== "true") return [];
    const ports = (workload.spec.containers ?? []).flatMap((container) =>
      (container.ports ?? []).flatMap(({ name = "", containerPort, protocol = "TCP" }): WishPort[] =>
        name.includes("metrics") && protocol === "TCP" ? [{ protocol, port: Number(containerPort) }] : [],
      ),
    );
    if (ports.length === 0) return [];
    const why = "the destination asks Prometheus to read its metrics";
    return readers.map((reader): Wish => ({
      from: { kind: "unit", unit: reader.number },
      to: { kind: "unit", unit: unit.number },
      ports,
      why,
      confidence: "declared",
    }));
  });
}
