// How traffic from outside of the cluster is led to workloads, before any policy is asked.
import { describeObject } from "../../../core/index.ts";
import type { NetworkView } from "../../../checking/network/index.ts";
import { backendsOf, type ServiceInput } from "../../../engines/network-policy/index.ts";
import { refOf, type ObjectOfKind } from "../../../kubernetes/index.ts";
import { ingressFor, type ClusterModel } from "../../../model/index.ts";

/** What leads to the pods behind a Service: a load balancer, ports of nodes, addresses of its own, an Ingress. */
function waysThrough(
  model: ClusterModel,
  { namespace, name, type, sourceRanges = [] }: ServiceInput,
  object: ObjectOfKind<"services"> | undefined,
): string[] {
  const { externalIPs = [] } = object?.spec ?? {};
  const ingress = object === undefined ? undefined : ingressFor(model, refOf(object));
  const label = `Service ${namespace}/${name}`;
  const limited = sourceRanges.length > 0 ? ", limited to some addresses" : "";
  return [
    ...(type === "LoadBalancer" || type === "NodePort" ? [`${label} (${type}${limited})`] : []),
    ...(externalIPs.length > 0 ? [`${label} (externalIPs)`] : []),
    ...(ingress === undefined ? [] : [`${describeObject(ingress)}, through ${label}`]),
  ];
}

/**
 * The ways from outside to each workload, as texts by its number: Services of type NodePort and LoadBalancer or with external
 * addresses, Ingresses, ports of the node, the host network. Gateways are not read. O(Services × pods of their namespace).
 */
export function waysIn(model: ClusterModel, view: NetworkView): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, Set<string>>();
  const add = (workload: number, way: string): void => {
    const ways = found.get(workload);
    if (ways === undefined) found.set(workload, new Set([way]));
    else ways.add(way);
  };
  const keyOf = (namespace: string | undefined, name: string): string => `${namespace ?? "default"}/${name}`;
  const objects = new Map(
    model.parts.services.objects.map((object) => [keyOf(object.metadata.namespace, object.metadata.name), object]),
  );
  for (const service of view.services) {
    const ways = waysThrough(model, service, objects.get(keyOf(service.namespace, service.name)));
    if (ways.length === 0) continue;
    const led = new Set(backendsOf(view.compiled, service).map(({ pod }) => view.workloadOfPod[pod] ?? -1));
    for (const workload of led) for (const way of ways) add(workload, way);
  }
  for (const { number, hostNetwork, pods } of view.workloads) {
    if (hostNetwork) add(number, "the network of its node (hostNetwork)");
    for (const { hostPort, protocol = "TCP" } of hostNetwork ? [] : (view.input.pods[pods[0] ?? -1]?.ports ?? []))
      if (hostPort !== undefined) add(number, `port ${hostPort}/${protocol} of its node (hostPort)`);
  }
  return new Map([...found].map(([number, ways]) => [number, [...ways]]));
}
