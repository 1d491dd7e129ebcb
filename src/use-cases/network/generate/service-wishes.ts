// What Services declare: who comes from outside, pods that find each other, and callers that must exist but are not known.
import type { ServiceInput, ServicePort } from "../../../engines/network-policy/index.ts";
import { parseCidr } from "../../../kubernetes/index.ts";
import type { Wish, WishEnd } from "./wish.ts";
import { serviceName, type WishContext } from "./wish-context.ts";

/** Which ports of which Services have a caller that is known. */
export class KnownCallers {
  private readonly ports = new Set<string>();

  private key(service: ServiceInput, { protocol, port }: ServicePort): string {
    return `${serviceName(service)} ${port}/${protocol}`;
  }

  add(service: ServiceInput, keeps: (port: ServicePort) => boolean = () => true): void {
    for (const port of service.ports) if (keeps(port)) this.ports.add(this.key(service, port));
  }

  has(service: ServiceInput, port: ServicePort): boolean {
    return this.ports.has(this.key(service, port));
  }
}

interface Exposure {
  readonly ranges: readonly string[];
  readonly how: string;
}

function exposureOf({ model }: WishContext, service: ServiceInput): Exposure | undefined {
  const object = model.parts.services.objects.find(
    ({ metadata }) => metadata.name === service.name && (metadata.namespace ?? "default") === service.namespace,
  );
  const { loadBalancerSourceRanges = [], externalIPs = [] } = object?.spec ?? {};
  if (service.type === "LoadBalancer")
    return { how: "a load balancer", ranges: loadBalancerSourceRanges.filter((text) => parseCidr(text) !== undefined) };
  if (service.type === "NodePort") return { how: "a port of the nodes", ranges: [] };
  return externalIPs.length > 0 ? { how: "external addresses", ranges: [] } : undefined;
}

/** Who backends see: the client where the Service keeps its address, else nodes too; ranges limit clients, not nodes. */
function sourcesOf({ view }: WishContext, service: ServiceInput, { ranges }: Exposure): readonly WishEnd[] {
  const local = service.externalTrafficPolicy === "Local";
  if (!local && !view.options.ipBlockMatchesNodes) return [{ kind: "anyone" }];
  const nodes = view.input.nodes.flatMap(({ name, addresses }) =>
    addresses.flatMap((text): WishEnd[] => {
      const block = parseCidr(`${text}/${text.includes(":") ? 128 : 32}`);
      return block === undefined
        ? []
        : [{ kind: "block", cidr: `${text}/${block.family === 4 ? 32 : 128}`, label: `node ${name}` }];
    }),
  );
  if (ranges.length === 0 || (!local && nodes.length === 0)) return [{ kind: "outside" }];
  const clients = ranges.map((cidr): WishEnd => ({ kind: "block", cidr: cidr.trim() }));
  return local ? clients : [...clients, ...nodes];
}

/** Traffic from outside the cluster to Services that are exposed. */
export function exposedWishes(context: WishContext, callers: KnownCallers): Wish[] {
  return context.view.services.flatMap((service) => {
    const exposure = exposureOf(context, service);
    if (exposure === undefined) return [];
    callers.add(service);
    const why = `Service ${serviceName(service)} is reached from outside through ${exposure.how}`;
    return sourcesOf(context, service, exposure).flatMap((from) =>
      context.toService(from, service, { why, confidence: "declared" }),
    );
  });
}

/** Pods behind a headless Service find each other by it: members of one database, of one queue. */
export function peerWishes(context: WishContext): Wish[] {
  return context.view.services
    .filter(({ headless }) => headless)
    .flatMap((service) =>
      context.targets(service).map(({ end, ports }): Wish => {
        const why = `pods behind headless Service ${serviceName(service)} talk to each other`;
        return { from: end, to: end, ports, why, confidence: "declared" };
      }),
    );
}

/** Ports of Services somebody must call, though no caller is known: pods of the same namespace are let in. */
export function assumedWishes(context: WishContext, callers: KnownCallers): Wish[] {
  return context.view.services.flatMap((service) => {
    const why = `no caller of Service ${serviceName(service)} is known: pods of its namespace may`;
    const from: WishEnd = { kind: "namespace", namespace: service.namespace };
    return context.toService(from, service, { why, confidence: "assumed" }, (port) => !callers.has(service, port));
  });
}
