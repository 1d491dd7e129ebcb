// plimsoll network sensitive: which workloads reach what no ordinary workload should reach.
import {
  describeObject,
  matchesGlob,
  type Answer,
  type Cell,
  type Document,
  type ObjectRef,
} from "../../../core/index.ts";
import {
  networkView,
  policyParts,
  sensitiveReach,
  type NetworkWorkload,
  type SensitiveKind,
  type TargetReach,
} from "../../../checking/network/index.ts";
import { platformWorkloads } from "../../../facts/platform-workloads/index.ts";
import { gapOf, type ClusterModel, type NetworkPlugin } from "../../../model/index.ts";

/** What is asked; without a namespace all of them. */
export interface SensitiveRequest {
  readonly namespace?: string;
  /** Also show workloads that reach nothing. */
  readonly verbose?: boolean;
}

/** What one workload reaches of one target. */
export interface ReachedTarget {
  readonly target: string;
  readonly kind: SensitiveKind;
  /** TCP ports open as policies are written. */
  readonly ports: readonly number[];
  readonly at?: string;
  /** Whether it is reached once it is asked what the plugin enforces. */
  readonly enforced: boolean | "unknown";
}

/** One workload that was asked for. */
export interface SensitiveWorkload {
  readonly object: ObjectRef;
  readonly namespace: string;
  readonly hostNetwork: boolean;
  /** Part of the platform: in a namespace where the cluster's own components are. */
  readonly platform: boolean;
  readonly reaches: readonly ReachedTarget[];
}

/** The answer as data. */
export interface NetworkSensitive {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "NetworkSensitive";
  /** `yes`: an ordinary workload reaches metadata or etcd. `unknown`: something that decides was not seen. */
  readonly answer: "yes" | "no" | "unknown";
  readonly targets: readonly {
    readonly name: string;
    readonly kind: SensitiveKind;
    readonly ports: readonly number[];
    readonly places: readonly string[];
    readonly note?: string;
  }[];
  readonly workloads: readonly SensitiveWorkload[];
  readonly notes: readonly string[];
}

/** Components of the cluster itself: in kube-system, beside the network plugin's agent, or known by name and place. */
function platformTest(plugin: NetworkPlugin): (workload: NetworkWorkload) => boolean {
  const running = plugin.plugins.filter(({ state }) => state === "running");
  const agents = running.flatMap(({ evidence }) =>
    evidence.flatMap(({ object }) => (object?.kind === "DaemonSet" ? (object.namespace ?? []) : [])),
  );
  const namespaces = new Set(["kube-system", ...agents]);
  return ({ namespace, owner }) =>
    namespaces.has(namespace) ||
    platformWorkloads.rows.some(
      (row) => row.kind === owner.kind && row.namespaces.includes(namespace) && matchesGlob(row.name, owner.name),
    );
}

function reached({ target, ports, at, enforced }: TargetReach): ReachedTarget {
  return { target: target.name, kind: target.kind, ports, ...(at === undefined ? {} : { at }), enforced };
}

/** Whether a reach counts: open as written and enforced, or closed only by policies nobody enforces. */
function isReached({ enforced }: ReachedTarget): boolean {
  return enforced === true;
}

/** What was not seen and decides, one sentence for all with the same reason. */
function gapsOf(model: ClusterModel): string[] {
  const parts = ["pods", "namespaces", "nodes", ...policyParts] as const;
  const byReason = new Map<string, string[]>();
  for (const part of parts) {
    const gap = gapOf(model.parts[part]);
    if (gap === undefined) continue;
    byReason.set(gap.reason, [...(byReason.get(gap.reason) ?? []), part.split(".")[0] ?? part]);
  }
  return Array.from(byReason, ([reason, names]) => `Not all of ${names.join(", ")} were seen: ${reason}.`);
}

function answerOf(workloads: readonly SensitiveWorkload[], gaps: readonly string[]): NetworkSensitive["answer"] {
  const matters = workloads
    .filter(({ platform }) => !platform)
    .flatMap(({ reaches }) => reaches.filter(({ kind }) => kind === "metadata" || kind === "etcd"));
  if (matters.some(isReached)) return "yes";
  return gaps.length > 0 || matters.some(({ enforced }) => enforced === "unknown") ? "unknown" : "no";
}

function byPlace(a: NetworkWorkload, b: NetworkWorkload): number {
  if (a.namespace !== b.namespace) return a.namespace < b.namespace ? -1 : 1;
  return describeObject(a.owner) < describeObject(b.owner) ? -1 : 1;
}

function dataOf(model: ClusterModel, { namespace }: SensitiveRequest): NetworkSensitive {
  const view = networkView(model);
  const reach = sensitiveReach(model);
  const isPlatform = platformTest(view.plugin);
  const isLive = ({ pods }: NetworkWorkload): boolean => pods.some((pod) => view.input.pods[pod]?.finished !== true);
  const workloads = view.workloads
    .filter((one) => (namespace === undefined || one.namespace === namespace) && isLive(one))
    .toSorted(byPlace)
    .map((one): SensitiveWorkload => {
      const reaches = reach.targets.map((target) => reached(reach.toward(one, target)));
      const { owner: object, namespace: own, hostNetwork } = one;
      return { object, namespace: own, hostNetwork, platform: isPlatform(one), reaches };
    });
  const gaps = gapsOf(model);
  return {
    apiVersion: "plimsoll/v1",
    kind: "NetworkSensitive",
    answer: answerOf(workloads, gaps),
    targets: reach.targets.map(({ name, kind, ports, places, note }) => ({
      name,
      kind,
      ports,
      places: places.slice(0, 100).map(({ label }) => label),
      ...(note === undefined ? {} : { note }),
    })),
    workloads,
    notes: [...gaps, ...reach.notes, `As enforced: ${view.plugin.reason}.`],
  };
}

function cellOf({ ports, enforced }: ReachedTarget): Cell {
  const text = ports.length === 0 ? "closed" : ports.join(", ");
  if (ports.length > 0) return { text, tone: "bad" };
  if (enforced === true) return { text: "open: policies not enforced", tone: "bad" };
  return enforced === "unknown" ? { text: "closed as written", tone: "warning" } : { text, tone: "good" };
}

function rowOf({ object, hostNetwork, platform, reaches }: SensitiveWorkload): Cell[] {
  const notes = [hostNetwork ? "host network" : "", platform ? "platform" : ""].filter((text) => text !== "");
  return [{ text: `${object.kind} ${object.name}` }, ...reaches.map(cellOf), { text: notes.join(", "), tone: "muted" }];
}

const columnNames: Readonly<Record<SensitiveKind, string>> = {
  metadata: "metadata",
  kubelet: "other kubelets",
  "api-server": "API server",
  etcd: "etcd",
  ssh: "other nodes' shell",
};

/** Where nodes are machines of several clouds, each has its column. */
function columnOf(
  { kind, name }: NetworkSensitive["targets"][number],
  _at: number,
  all: NetworkSensitive["targets"],
): string {
  const alone = all.filter((one) => one.kind === kind).length === 1;
  return alone ? columnNames[kind] : `${columnNames[kind]}: ${name.replace(/^.* of /, "")}`;
}

/** One table a namespace; a column a target. */
function tablesOf({ workloads, targets }: NetworkSensitive, verbose: boolean): Document["blocks"] {
  const columns = ["workload", ...targets.map(columnOf), "is"];
  const shown = workloads.filter(({ reaches }) => verbose || reaches.some(({ enforced }) => enforced !== false));
  return [...new Set(shown.map(({ namespace }) => namespace))].flatMap((namespace): Document["blocks"] => [
    { type: "heading", level: 2, text: namespace },
    { type: "table", columns, rows: shown.filter((one) => one.namespace === namespace).map(rowOf) },
  ]);
}

const headlines: Readonly<Record<NetworkSensitive["answer"], readonly [string, "good" | "bad" | "warning"]>> = {
  yes: ["Ordinary workloads reach the metadata service or etcd.", "bad"],
  no: ["No ordinary workload reaches the metadata service or etcd.", "good"],
  unknown: [
    "No ordinary workload was seen to reach the metadata service or etcd, but not all that decides was seen.",
    "warning",
  ],
};

function documentOf(data: NetworkSensitive, verbose: boolean): Document {
  const [text, tone] = headlines[data.answer];
  const closed = data.workloads.filter(({ reaches }) => reaches.every(({ enforced }) => enforced === false)).length;
  const hidden =
    verbose || closed === 0 || data.targets.length === 0
      ? []
      : [
          `${closed} ${closed === 1 ? "workload reaches" : "workloads reach"} none of it and ${closed === 1 ? "is" : "are"} not shown (--verbose).`,
        ];
  const targets = data.targets.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}.`]));
  const notes = ["A pod always reaches its own node, its kubelet too.", ...targets, ...hidden, ...data.notes];
  return {
    title: "Metadata and control plane",
    blocks: [
      { type: "paragraph", text, tone },
      ...(data.targets.length === 0 ? [] : tablesOf(data, verbose)),
      { type: "list", items: notes },
    ],
  };
}

/** Which workloads reach metadata services, other nodes and the control plane, as written and as enforced. */
export function networkSensitive(model: ClusterModel, request: SensitiveRequest = {}): Answer<NetworkSensitive> {
  const data = dataOf(model, request);
  return { data, document: documentOf(data, request.verbose === true) };
}
