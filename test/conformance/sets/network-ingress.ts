// What an ingress controller nobody knows reaches: Ingress or Route, Service, pods, and then the policies.
import {
  backendsOf,
  connections,
  parseService,
  type PortRanges,
  type ServicePort,
} from "../../../src/engines/network-policy/index.ts";
import { connText, noConn, unionOf, type CaseObject, type Conn, type World } from "./network-world.ts";

interface IngressBackend {
  readonly service?: { readonly name: string; readonly port?: { readonly number?: number; readonly name?: string } };
}
interface RouteTarget {
  readonly name: string;
}

/** A Service an object routes to, and which of its ports. */
interface Routed {
  readonly namespace: string;
  readonly service: string;
  readonly wants: (port: ServicePort) => boolean;
}

function ingressTargets({ metadata, spec }: CaseObject): Routed[] {
  const { defaultBackend, rules = [] } = (spec ?? {}) as {
    defaultBackend?: IngressBackend;
    rules?: { http?: { paths?: { backend: IngressBackend }[] } }[];
  };
  const backends = [defaultBackend, ...rules.flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => backend))];
  return backends.flatMap((backend) => {
    const { service } = backend ?? {};
    if (service === undefined) return [];
    const { number, name } = service.port ?? {};
    const wants = (port: ServicePort): boolean => (name === undefined ? port.port === number : port.name === name);
    return { namespace: metadata.namespace ?? "default", service: service.name, wants };
  });
}

function routeTargets({ metadata, spec }: CaseObject): Routed[] {
  const {
    to,
    alternateBackends = [],
    port,
  } = (spec ?? {}) as {
    to?: RouteTarget;
    alternateBackends?: RouteTarget[];
    port?: { targetPort: number | string };
  };
  const wants = ({ name, port: number, targetPort }: ServicePort): boolean =>
    port === undefined || [name, number, targetPort].includes(port.targetPort);
  return [...(to === undefined ? [] : [to]), ...alternateBackends].map(({ name }) => ({
    namespace: metadata.namespace ?? "default",
    service: name,
    wants,
  }));
}

function onlyPorts({ TCP }: PortRanges, ports: readonly number[]): PortRanges {
  const open = ports.filter((port) => TCP.some(([first, last]) => port >= first && port <= last));
  return unionOf([{ TCP: open.map((port) => [port, port] as const), UDP: [], SCTP: [] }]);
}

/** Ports per workload id that the controller reaches. */
function reached(world: World): Map<string, string> {
  const controller = { unlisted: { namespace: "some-ingress-controller", labels: {} } };
  const routed = world.objects.flatMap((object) =>
    object.kind === "Ingress" ? ingressTargets(object) : object.kind === "Route" ? routeTargets(object) : [],
  );
  const services = world.objects.filter(({ kind }) => kind === "Service").map(parseService);
  const portsOf = new Map<number, number[]>();
  for (const { namespace, service: name, wants } of routed) {
    for (const service of services.filter((one) => one.namespace === namespace && one.name === name)) {
      const backends = backendsOf(world.compiled, service).filter(
        ({ protocol, servicePort }) => protocol === "TCP" && wants(servicePort),
      );
      for (const { pod, port } of backends) portsOf.set(pod, [...(portsOf.get(pod) ?? []), port]);
    }
  }
  return new Map(
    [...world.endpoints].map(([id, endpoints]) => {
      const open = endpoints.flatMap((endpoint) =>
        "pod" in endpoint
          ? onlyPorts(connections(world.compiled, controller, endpoint).ports, portsOf.get(endpoint.pod) ?? [])
          : [],
      );
      return [id, connText(unionOf(open))] as const;
    }),
  );
}

export function judgeIngress(world: World, rows: readonly { readonly dst: string; readonly conn: Conn }[]): string[] {
  const expected = new Map(rows.map(({ dst, conn }) => [dst, connText(conn)]));
  const unknown = rows.filter(({ dst }) => !world.endpoints.has(dst)).map(({ dst }) => `no workload is called ${dst}`);
  const differences = [...reached(world)].flatMap(([id, found]) => {
    const wanted = expected.get(id) ?? noConn;
    return wanted === found ? [] : `ingress controller to ${id}: expected ${wanted}, was ${found}`;
  });
  return [...unknown, ...differences];
}
