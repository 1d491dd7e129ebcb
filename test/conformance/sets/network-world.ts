// The cluster of one network case: its objects compiled, and the endpoints its expectations name.
import {
  compile,
  connections,
  parseCluster,
  type Compiled,
  type Endpoint,
  type PolicyProblem,
  type PortRanges,
} from "../../../src/engines/network-policy/index.ts";
import { parseIpAddress } from "../../../src/kubernetes/index.ts";

/** An object of a case, pruned to the fields that matter. */
export interface CaseObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly ownerReferences?: readonly { readonly kind?: string; readonly name: string }[];
  };
  readonly spec?: Record<string, unknown>;
  readonly status?: unknown;
}

export interface CaseOptions {
  readonly ipBlockMatchesPods?: boolean;
  readonly hostNetworkAsPod?: boolean;
  readonly ownNodeAlwaysAllowed?: boolean;
  readonly granularity?: "pod" | "workload";
}

/** A compiled case. Endpoints by id are the pods of one workload, or one pod. */
export interface World {
  readonly compiled: Compiled;
  readonly problems: readonly PolicyProblem[];
  readonly endpoints: ReadonlyMap<string, readonly Endpoint[]>;
  readonly objects: readonly CaseObject[];
}

type Template = { readonly metadata?: CaseObject["metadata"]; readonly spec?: Record<string, unknown> } | undefined;

function templateOf({ kind, spec }: CaseObject): Template {
  const jobTemplate = spec?.["jobTemplate"] as { readonly spec?: { readonly template?: Template } } | undefined;
  return kind === "CronJob" ? jobTemplate?.spec?.template : (spec?.["template"] as Template);
}

const workloadKinds = new Set([
  "Deployment",
  "ReplicaSet",
  "StatefulSet",
  "DaemonSet",
  "Job",
  "CronJob",
  "ReplicationController",
]);

/** Workloads stand for one pod of their template; `owner` is the id of the workload a pod belongs to. */
function podsOf(objects: readonly CaseObject[]): { readonly object: CaseObject; readonly owner: string }[] {
  return objects.flatMap((object) => {
    const { kind, metadata } = object;
    const namespace = metadata.namespace ?? "default";
    if (kind === "Pod") {
      const [reference] = metadata.ownerReferences ?? [];
      return { object, owner: `${namespace}/${reference?.name ?? metadata.name}[${reference?.kind ?? "Pod"}]` };
    }
    const template = workloadKinds.has(kind) ? templateOf(object) : undefined;
    if (template === undefined) return [];
    const name = `${metadata.name}.${kind}`;
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { ...template.metadata, name, namespace },
      spec: template.spec ?? {},
    };
    return { object: pod, owner: `${namespace}/${metadata.name}[${kind}]` };
  });
}

/** Compiles the objects of a case under its reading of the standard. */
export function buildWorld(objects: readonly CaseObject[], options: CaseOptions = {}): World {
  const pods = podsOf(objects);
  const others = objects.filter(({ kind }) => kind !== "Pod");
  const { input, problems } = parseCluster([...pods.map(({ object }) => object), ...others]);
  const { ipBlockMatchesPods = true, hostNetworkAsPod = false, ownNodeAlwaysAllowed = false } = options;
  const compiled = compile(input, { ipBlockMatchesPods, hostNetworkAsPod, ownNodeAlwaysAllowed });
  const owners = new Map(
    pods.map(({ object, owner }) => [`${object.metadata.namespace ?? "default"}/${object.metadata.name}`, owner]),
  );
  const endpoints = new Map<string, Endpoint[]>();
  for (const [pod, { namespace, name, finished }] of input.pods.entries()) {
    const id = `${namespace}/${name}`;
    const key = options.granularity === "workload" ? (owners.get(id) ?? id) : id;
    if (!finished) endpoints.set(key, [...(endpoints.get(key) ?? []), { pod }]);
  }
  return { compiled, problems, endpoints, objects };
}

/** Endpoints an expectation names: a workload, a pod, or an address. */
export function endpointsOf(world: World, id: string): readonly Endpoint[] {
  const known = world.endpoints.get(id);
  if (known !== undefined) return known;
  const address = parseIpAddress(id);
  if (address === undefined) throw new Error(`no endpoint is called ${id}`);
  return [{ address }];
}

/** Ports as the cases write them. */
export type Conn = "ALL" | Partial<Record<"TCP" | "UDP" | "SCTP", readonly (readonly [number, number])[]>>;

const all: PortRanges = { TCP: [[1, 65535]], UDP: [[1, 65535]], SCTP: [[1, 65535]] };

/** One text for equal ports. */
export function connText(conn: Conn | PortRanges): string {
  const { TCP = [], UDP = [], SCTP = [] } = conn === "ALL" ? all : conn;
  return Object.entries({ TCP, UDP, SCTP })
    .map(([protocol, ranges]) => `${protocol}:${ranges.map(([first, last]) => `${first}-${last}`).join()}`)
    .join(";");
}

export const noConn = connText({});

function mergeRanges(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const previous = merged.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export function unionOf(items: readonly PortRanges[]): PortRanges {
  const of = (protocol: "TCP" | "UDP" | "SCTP") => mergeRanges(items.flatMap((item) => item[protocol]));
  return { TCP: of("TCP"), UDP: of("UDP"), SCTP: of("SCTP") };
}

/** Ports any of `from` can reach on any of `to`. */
function portsBetween(world: World, from: readonly Endpoint[], to: readonly Endpoint[]): PortRanges {
  return unionOf(from.flatMap((source) => to.map((target) => connections(world.compiled, source, target).ports)));
}

/** The same by the ids of expectations, as text. */
export function connBetween(world: World, from: string, to: string): string {
  return connText(portsBetween(world, endpointsOf(world, from), endpointsOf(world, to)));
}
