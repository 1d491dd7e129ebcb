// What wishes are read from: the model, its units, and what stands behind each Service.
import { objectKey } from "../../../core/index.ts";
import type { NetworkView } from "../../../checking/network/index.ts";
import {
  backendsOf,
  podNumber,
  type Backend,
  type ServiceInput,
  type ServicePort,
} from "../../../engines/network-policy/index.ts";
import type { KubernetesObject } from "../../../kubernetes/index.ts";
import { ownerOf, type ClusterModel, type Workload } from "../../../model/index.ts";
import type { Unit, Units } from "./generate-units.ts";
import { portKey, type Wish, type WishEnd, type WishPort } from "./wish.ts";

/** Pods of one unit behind a Service, and their own ports. */
export interface Target {
  readonly end: WishEnd;
  readonly ports: readonly WishPort[];
}

export function serviceName({ namespace, name }: Pick<ServiceInput, "namespace" | "name">): string {
  return `${namespace}/${name}`;
}

/** The number all pods of a unit give to the port; where they differ, its name. */
function targetPort(backends: readonly Backend[]): WishPort[] {
  const [first] = backends;
  if (first === undefined) return [];
  const { protocol, servicePort } = first;
  const numbers = new Set(backends.map(({ port }) => port));
  if (numbers.size > 1 && typeof servicePort.targetPort === "string")
    return [{ protocol, name: servicePort.targetPort }];
  return [...numbers].map((port) => ({ protocol, port }));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => number | ServicePort): T[][] {
  const groups = new Map<number | ServicePort, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** Look-ups shared by everything that makes wishes. */
export class WishContext {
  readonly model: ClusterModel;
  readonly view: NetworkView;
  readonly units: Units;
  readonly services: ReadonlyMap<string, ServiceInput>;
  private readonly byOwner: ReadonlyMap<string, Unit>;
  private readonly backends = new Map<ServiceInput, readonly Backend[]>();

  constructor(model: ClusterModel, view: NetworkView, units: Units) {
    this.model = model;
    this.view = view;
    this.units = units;
    this.services = new Map(view.services.map((service) => [serviceName(service), service]));
    this.byOwner = new Map(
      view.workloads.flatMap(({ owner, pods: [pod] }) => {
        const unit = units.list[units.ofPod[pod ?? -1] ?? -1];
        return unit === undefined ? [] : [[objectKey(owner), unit] as const];
      }),
    );
  }

  /** The unit a template belongs to; none for those that make no pods any more. */
  unitOf(workload: Workload): Unit | undefined {
    const { namespace, name } = workload.object.metadata;
    const pod = workload.ref.kind === "Pod" ? podNumber(this.view.compiled, namespace ?? "default", name) : undefined;
    if (pod !== undefined) return this.units.list[this.units.ofPod[pod] ?? -1];
    return this.byOwner.get(objectKey(ownerOf(this.model, workload.ref)));
  }

  /** Units whose pods have a label. */
  readonly unitsLabelled = (key: string, value: string): readonly Unit[] => {
    const { pods } = this.view.input;
    return this.units.list.filter(
      ({ pods: own, hostPods }) => pods[own[0] ?? hostPods[0] ?? -1]?.labels?.[key] === value,
    );
  };

  /** Units behind a Service, with the ports of the pods behind those of its ports that `keeps` keeps. */
  targets(service: ServiceInput, keeps: (port: ServicePort) => boolean = () => true): readonly Target[] {
    const all = this.backends.get(service) ?? backendsOf(this.view.compiled, service);
    this.backends.set(service, all);
    const kept = all.filter(({ servicePort }) => keeps(servicePort));
    return groupBy(kept, ({ pod }) => this.units.ofPod[pod] ?? -1).map((group) => {
      const ports = groupBy(group, ({ servicePort }) => servicePort).flatMap(targetPort);
      const unit = this.units.ofPod[group[0]?.pod ?? -1] ?? -1;
      return {
        end: { kind: "unit", unit },
        ports: [...new Map(ports.map((port) => [portKey(port), port])).values()],
      };
    });
  }

  /** Wishes from `from` to all that stands behind a Service. */
  toService(
    from: WishEnd,
    service: ServiceInput,
    of: Pick<Wish, "why" | "confidence">,
    keeps?: (port: ServicePort) => boolean,
  ): Wish[] {
    return this.targets(service, keeps).map(({ end, ports }) => ({ from, to: end, ports, ...of }));
  }
}

/** The spec of an object that is kept as it came. */
export function specOf(object: KubernetesObject): Readonly<Record<string, unknown>> {
  const { spec } = object as { readonly spec?: unknown };
  return typeof spec === "object" && spec !== null ? (spec as Record<string, unknown>) : {};
}
