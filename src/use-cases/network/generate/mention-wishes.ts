// Wishes of containers: Services their settings name, and hosts outside the cluster.
import type { ServiceInput, ServicePort } from "../../../engines/network-policy/index.ts";
import { parseIpAddress, type KubernetesObject } from "../../../kubernetes/index.ts";
import { workloads, type Workload } from "../../../model/index.ts";
import type { Mention, Mentions } from "./mentions.ts";
import { serviceName, type WishContext } from "./wish-context.ts";
import type { KnownCallers } from "./service-wishes.ts";
import { hostsOutside, type Wish, type WishEnd, type WishPort, type Wishes } from "./wish.ts";

/** `orders`, `orders.shop`, `orders.shop.svc`, `orders.shop.svc.cluster.local`, or `web-0.orders.shop…` of a headless one. */
export function serviceNamed(
  services: ReadonlyMap<string, ServiceInput>,
  host: string,
  namespace: string,
): ServiceInput | undefined {
  const parts = host.split(".");
  const at = parts.indexOf("svc");
  const names = at === -1 ? parts : parts.slice(0, at);
  const [first = "", second, third] = names;
  if (names.length === 1) return services.get(`${namespace}/${first}`);
  if (names.length === 2) {
    const member = services.get(`${namespace}/${second ?? ""}`);
    return services.get(`${second ?? ""}/${first}`) ?? (at === -1 && member?.headless === true ? member : undefined);
  }
  const headless = names.length === 3 ? services.get(`${third ?? ""}/${second ?? ""}`) : undefined;
  return headless?.headless === true ? headless : undefined;
}

/** ConfigMaps a template reads, by name. */
function configMapNames({ spec }: Workload): ReadonlySet<string> {
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  const names = [
    ...containers.flatMap(({ env }) => (env ?? []).flatMap(({ valueFrom }) => valueFrom?.configMapKeyRef?.name ?? [])),
    ...containers.flatMap(({ envFrom }) => (envFrom ?? []).flatMap(({ configMapRef }) => configMapRef?.name ?? [])),
    ...(spec.volumes ?? []).flatMap(({ configMap, projected }) => [
      configMap?.name ?? [],
      ...(projected?.sources ?? []).map((source) => source.configMap?.name ?? []),
    ]),
  ];
  return new Set(names.flat());
}

class Named {
  readonly wishes: Wish[] = [];
  /** Units that name a Service the input does not have. */
  readonly lost = new Set<number>();
  private readonly context: WishContext;
  private readonly callers: KnownCallers;

  constructor(context: WishContext, callers: KnownCallers) {
    this.context = context;
    this.callers = callers;
  }

  add(unit: number, namespace: string, { host, port, sure }: Mention): void {
    const from: WishEnd = { kind: "unit", unit };
    const service = serviceNamed(this.context.services, host, namespace);
    if (service !== undefined && service.type !== "ExternalName") {
      if (!sure) return;
      const match = (one: ServicePort): boolean => one.port === port || one.targetPort === port;
      const keeps = service.ports.some(match) ? match : () => true;
      this.callers.add(service, keeps);
      const why = `a setting of it names Service ${serviceName(service)}`;
      this.wishes.push(...this.context.toService(from, service, { why, confidence: "named" }, keeps));
      return;
    }
    this.addOutside(from, host, port, service !== undefined);
  }

  private addOutside(from: WishEnd, host: string, port: number | undefined, alias: boolean): void {
    const address = parseIpAddress(host, "strict");
    const inside = /\.(?:svc|local|internal|localhost)(?:\.|$)/.test(host) || !host.includes(".");
    if (/\.svc(?:\.|$)/.test(host) && !alias && from.kind === "unit") this.lost.add(from.unit);
    if (port === undefined || (inside && !alias && address === undefined)) return;
    const ports: WishPort[] = [{ protocol: "TCP", port }];
    if (address !== undefined) {
      if (
        address.value >> (address.family === 4 ? 24n : 120n) === (address.family === 4 ? 127n : 0n) ||
        address.value === 0n
      )
        return;
      const cidr = `${host}/${address.family === 4 ? 32 : 128}`;
      this.wishes.push({
        from,
        to: { kind: "block", cidr },
        ports,
        why: "a setting of it names this address",
        confidence: "named",
      });
      return;
    }
    const why = "a setting of it names a host outside the cluster, which policies cannot do";
    this.wishes.push(...hostsOutside.map((to): Wish => ({ from, to, ports, why, confidence: "named" })));
  }
}

/** Wishes of all workloads whose settings were seen; without `mentions` none were (a snapshot has no settings). */
export function mentionWishes(context: WishContext, callers: KnownCallers, mentions: Mentions | undefined): Wishes {
  if (mentions === undefined) return { wishes: [], unmet: [], notes: [] };
  const named = new Named(context, callers);
  const configMaps = new Map<string, KubernetesObject>(
    context.model.parts.configmaps.objects.map((object) => [
      `${object.metadata.namespace ?? "default"}/${object.metadata.name}`,
      object,
    ]),
  );
  for (const workload of workloads(context.model)) {
    const unit = context.unitOf(workload);
    if (unit === undefined) continue;
    const { namespace } = workload;
    const maps = [...configMapNames(workload)].flatMap((name) => configMaps.get(`${namespace}/${name}`) ?? []);
    for (const object of [workload.object, ...maps])
      for (const mention of mentions.of(object)) named.add(unit.number, namespace, mention);
  }
  const lost = [...named.lost].flatMap((unit) => context.units.list[unit]?.label ?? []);
  const more = lost.length > 5 ? ` and ${lost.length - 5} more` : "";
  const notes =
    lost.length === 0
      ? []
      : [
          `Settings name Services the input does not have, to which nothing is opened: of ${lost.slice(0, 5).join(", ")}${more}.`,
        ];
  return { wishes: named.wishes, unmet: [], notes };
}
