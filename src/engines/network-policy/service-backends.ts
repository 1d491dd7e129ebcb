// Services: which ports of which pods stand behind each port of a Service, and who reaches them.
import { isJsonObject, type JsonObject } from "../../core/index.ts";
import { matchesSelector, parseCidr, type CidrBlock } from "../../kubernetes/index.ts";
import type { Compiled } from "./compile.ts";
import { connections } from "./connections.ts";
import type { Endpoint } from "./endpoint.ts";
import type { PodInput } from "./input.ts";
import { protocols, type Protocol } from "./policy.ts";
import type { Topology } from "./topology.ts";

/** A port of a Service. `targetPort` is a number, or a name each pod gives to a port of its own. */
export interface ServicePort {
  readonly name?: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly targetPort: number | string;
  readonly nodePort?: number;
}

export type ServiceType = "ClusterIP" | "NodePort" | "LoadBalancer" | "ExternalName";

/** A Service, as far as it says where traffic goes. */
export interface ServiceInput {
  readonly namespace: string;
  readonly name: string;
  readonly type: ServiceType;
  /** Clients get the addresses of pods from DNS and talk to them without translation of ports. */
  readonly headless: boolean;
  /** Absent: endpoints are made by hand, and cannot be told from pods' labels. */
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports: readonly ServicePort[];
  /** Local keeps the client's address; Cluster mostly shows pods the address of a node. */
  readonly externalTrafficPolicy: "Cluster" | "Local";
  /** Clients its load balancer lets in; absent: all. Ports of nodes are not limited by it. */
  readonly sourceRanges?: readonly CidrBlock[];
}

/** A pod behind a port of a Service, with the port traffic arrives on. */
export interface Backend {
  readonly pod: number;
  readonly protocol: Protocol;
  readonly servicePort: ServicePort;
  readonly port: number;
}

function parsePort(value: unknown): ServicePort[] {
  if (!isJsonObject(value) || typeof value["port"] !== "number") return [];
  const { name, port, targetPort, nodePort } = value;
  const protocol = protocols.find((known) => known === (value["protocol"] ?? "TCP"));
  const given = typeof targetPort === "number" || typeof targetPort === "string" ? targetPort : 0;
  if (protocol === undefined) return [];
  return [
    {
      protocol,
      port,
      targetPort: given === 0 || given === "" ? port : given,
      ...(typeof name === "string" && name !== "" ? { name } : {}),
      ...(typeof nodePort === "number" && nodePort !== 0 ? { nodePort } : {}),
    },
  ];
}

const rangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges";

/** The field where it has an item, else the annotation it replaced (GetLoadBalancerSourceRanges). */
function sourceRangesOf(spec: JsonObject, metadata: JsonObject): readonly CidrBlock[] {
  const { type, loadBalancerSourceRanges: given } = spec;
  const { annotations } = metadata;
  if (type !== "LoadBalancer") return [];
  const text = isJsonObject(annotations) ? annotations[rangesAnnotation] : undefined;
  const annotated: readonly unknown[] = typeof text === "string" ? text.split(",") : [];
  const texts = Array.isArray(given) && given.length > 0 ? given : annotated;
  return texts.flatMap((one) => (typeof one === "string" ? (parseCidr(one.trim()) ?? []) : []));
}

/** Reads a Service object of a type the caller has checked; what is not of the right type counts as absent. */
export function parseService(object: unknown): ServiceInput {
  const fields = (value: unknown) => (isJsonObject(value) ? value : {});
  const { metadata, spec } = fields(object);
  const { namespace, name } = fields(metadata);
  const { type, selector, ports, clusterIP, externalTrafficPolicy } = fields(spec);
  const sourceRanges = sourceRangesOf(fields(spec), fields(metadata));
  const labels = Object.entries(fields(selector)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return {
    namespace: typeof namespace === "string" && namespace !== "" ? namespace : "default",
    name: typeof name === "string" ? name : "",
    type: type === "NodePort" || type === "LoadBalancer" || type === "ExternalName" ? type : "ClusterIP",
    headless: clusterIP === "None",
    ...(labels.length === 0 ? {} : { selector: Object.fromEntries(labels) }),
    ports: Array.isArray(ports) ? ports.flatMap(parsePort) : [],
    externalTrafficPolicy: externalTrafficPolicy === "Local" ? "Local" : "Cluster",
    ...(sourceRanges.length === 0 ? {} : { sourceRanges }),
  };
}

const byNamespace = new WeakMap<Topology, ReadonlyMap<string, readonly number[]>>();

function podsByNamespace(topology: Topology): ReadonlyMap<string, readonly number[]> {
  const known = byNamespace.get(topology);
  if (known !== undefined) return known;
  const found = new Map<string, number[]>();
  for (const [id, { namespace }] of topology.pods.entries()) {
    const list = found.get(namespace);
    if (list === undefined) found.set(namespace, [id]);
    else list.push(id);
  }
  byNamespace.set(topology, found);
  return found;
}

/** The number a pod gives to a target port; the first container that names it counts (podutil.FindPort). */
function targetOf({ targetPort, protocol }: ServicePort, pod: PodInput): number | undefined {
  if (typeof targetPort === "number") return targetPort;
  const named = pod.ports.find((port) => port.name === targetPort && (port.protocol ?? "TCP") === protocol);
  return named?.containerPort;
}

/**
 * Pods behind a Service, by its selector: those that do not name a named target port are not behind that port, finished
 * pods behind none. None for ExternalName and for Services without a selector. O(pods of the namespace).
 */
export function backendsOf({ fabric }: Compiled, service: ServiceInput): readonly Backend[] {
  const { selector } = service;
  if (selector === undefined || service.type === "ExternalName") return [];
  const { pods } = fabric.topology;
  return (podsByNamespace(fabric.topology).get(service.namespace) ?? []).flatMap((id) => {
    const pod = pods[id];
    if (pod === undefined || pod.finished || !matchesSelector({ matchLabels: selector }, pod.labels)) return [];
    return service.ports.flatMap((servicePort): Backend[] => {
      const port = targetOf(servicePort, pod);
      return port === undefined ? [] : [{ pod: id, protocol: servicePort.protocol, servicePort, port }];
    });
  });
}

/** How traffic comes to a Service: by its name or address inside the cluster, or by a node from outside. */
export type ServiceEntry = "cluster" | "node";

/** Sources pods may see for a client. From outside it is a node's address, unless the Service keeps the client's. */
function sourcesSeen(
  compiled: Compiled,
  client: Endpoint,
  service: ServiceInput,
  entry: ServiceEntry,
): readonly Endpoint[] {
  if (entry === "cluster" || service.externalTrafficPolicy === "Local") return [client];
  return [client, ...compiled.fabric.topology.nodes.map((_, node) => ({ node }))];
}

/**
 * The backends a client reaches through a Service. Policies are asked about the pod and its own port, as plugins do
 * after the address was translated. O(backends × sources seen).
 */
export function reachService(
  compiled: Compiled,
  client: Endpoint,
  service: ServiceInput,
  entry: ServiceEntry = "cluster",
): readonly Backend[] {
  if (entry === "node" && service.type !== "NodePort" && service.type !== "LoadBalancer") return [];
  const sources = sourcesSeen(compiled, client, service, entry);
  return backendsOf(compiled, service).filter(({ pod, protocol, port }) =>
    sources.some((source) => {
      const { ports } = connections(compiled, source, { pod });
      return ports[protocol].some(([first, last]) => port >= first && port <= last);
    }),
  );
}
