// A matrix of units as a graph of workloads in boxes of namespaces.
import type { Cell, Graph, GraphEdge, GraphGroup, GraphNode, GraphNodeKind } from "../../../core/index.ts";
import type { NetworkWorkload } from "../../../checking/network/index.ts";
import { formatPorts } from "../question/port-text.ts";
import { edgeTone, isOpen, portFacts } from "./edge-tone.ts";
import type { MapUnit, Protection } from "./map-units.ts";
import { namespaceId } from "./namespace-edges.ts";
import type { OutsidePlace } from "./outside-places.ts";
import type { ReachMatrix } from "./reach-matrix.ts";

const kinds: Readonly<Record<OutsidePlace["id"], GraphNodeKind>> = {
  internet: "internet",
  metadata: "metadata",
  apiserver: "control-plane",
  nodes: "host",
  other: "address",
};

/** How alarming a workload is: both directions open, one, or none. Those of the host network are as their nodes are. */
function toneOf({ ingress, egress }: Pick<MapUnit, "ingress" | "egress">): "bad" | "warning" | "good" {
  if (ingress === "host-network") return "warning";
  const open = [ingress, egress].filter(isOpen).length;
  return open === 2 ? "bad" : open === 1 ? "warning" : "good";
}

const directionTexts: Readonly<Record<Protection, readonly [string, string]>> = {
  open: ["no policy limits what reaches it", "no policy limits what it reaches"],
  "allow-all": ["a policy lets every pod in on all ports", "a policy lets it reach every pod on all ports"],
  "host-network": ["policies do not select it: it is on its node's network", ""],
  limited: ["policies limit what reaches it", "policies limit what it reaches"],
};

function noteOf(workload: NetworkWorkload, { ingress, egress, exposed }: MapUnit): string {
  const pods = workload.seen ? `${workload.pods.length} ${workload.pods.length === 1 ? "pod" : "pods"}` : "no pod seen";
  const texts = [directionTexts[ingress][0], directionTexts[egress][1], exposed ? "reachable from outside" : ""];
  return [`${workload.owner.kind}, ${pods}`, ...texts.filter((text) => text !== "")].join("; ");
}

/** Id of a workload in graphs. */
function workloadId({ number }: NetworkWorkload): string {
  return `w${number}`;
}

/** Ids of the ends a unit stands for, made once. */
function endsOf(units: readonly MapUnit[]): readonly (readonly string[])[] {
  return units.map(({ place, workloads }) => (place === undefined ? workloads.map(workloadId) : [place.id]));
}

function sameRow(a: ReachMatrix["rows"][number], b: ReachMatrix["rows"][number]): boolean {
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

function hashOf(row: ReachMatrix["rows"][number]): number {
  let hash = 0;
  for (const value of row) hash = (Math.imul(hash, 31) + value) | 0;
  return hash;
}

/** Units that reach the same on the same ports, and are as alarming when they do; metadata services connect to nothing. */
function sourcesAlike({ units, rows }: ReachMatrix): readonly (readonly number[])[] {
  const known = new Map<string, number[][]>();
  for (const [unit, row] of rows.entries()) {
    const { place, egress } = units[unit] ?? {};
    if (place?.id === "metadata") continue;
    const key = `${hashOf(row)}/${place?.id ?? ""}/${egress === "limited"}`;
    const candidates = known.get(key) ?? [];
    known.set(key, candidates);
    const alike = candidates.find(([first = 0]) => sameRow(rows[first] ?? row, row));
    if (alike === undefined) candidates.push([unit]);
    else alike.push(unit);
  }
  return [...known.values()].flat();
}

/** How many ends the edges of workloads would have. */
function countEnds(
  { rows }: ReachMatrix,
  alike: readonly (readonly number[])[],
  ends: readonly (readonly string[])[],
): number {
  let count = 0;
  for (const [first = 0] of alike) {
    for (const [target, set] of (rows[first] ?? []).entries()) if (set !== 0) count += ends[target]?.length ?? 0;
  }
  return count;
}

/** Edges to the same nodes with the same label as one. */
function mergeSources(edges: readonly GraphEdge[]): GraphEdge[] {
  const merged = new Map<string, GraphEdge & { readonly from: string[] }>();
  for (const edge of edges) {
    const key = `${edge.tone}/${edge.label}/${edge.to.join()}`;
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { ...edge, from: [...edge.from] });
    else known.from.push(...edge.from);
  }
  return [...merged.values()];
}

/** More ends than this are neither drawn nor read: gigabytes for nothing. */
const mostEnds = 2_000_000;

/** The edges, as few as the matrix allows; undefined where they would have too many ends. O(units²). */
function workloadEdges(matrix: ReachMatrix): readonly GraphEdge[] | undefined {
  const { units, rows, ports } = matrix;
  const [alike, ends] = [sourcesAlike(matrix), endsOf(units)];
  if (countEnds(matrix, alike, ends) > mostEnds) return undefined;
  const labels = ports.ranges.map((ranges) => formatPorts(ranges));
  const facts = ports.ranges.map(portFacts);
  const edges = alike.flatMap((sources): GraphEdge[] => {
    const [first = 0] = sources;
    const from = sources.flatMap((unit) => ends[unit] ?? []);
    const buckets = new Map<string, { readonly set: number; readonly tone: Cell["tone"]; readonly to: string[] }>();
    for (const [target, set] of (rows[first] ?? []).entries()) {
      const [source, unit] = [units[first], units[target]];
      if (set === 0 || source === undefined || unit === undefined) continue;
      const tone = edgeTone(source, unit, facts[set]);
      const bucket = buckets.get(`${set}/${tone}`) ?? { set, tone, to: [] };
      buckets.set(`${set}/${tone}`, bucket);
      for (const end of ends[target] ?? []) bucket.to.push(end);
    }
    return [...buckets.values()].map(({ set, tone, to }) => {
      return { from, to, label: labels[set] ?? "", ...(tone === undefined ? {} : { tone }) };
    });
  });
  return mergeSources(edges).filter(({ from, to }) => from.length > 1 || to.length > 1 || from[0] !== to[0]);
}

const legend: Graph["legend"] = [
  { of: "node", tone: "bad", text: "nothing limits what reaches it or what it reaches" },
  { of: "node", tone: "warning", text: "limited in one direction only, or on its node's network" },
  { of: "node", tone: "good", text: "policies limit both directions" },
  { of: "edge", tone: "bad", text: "to cloud metadata" },
  { of: "edge", tone: "warning", text: "to the internet, or from it" },
  { of: "edge", tone: "muted", text: "connections that no policy limits at either end" },
];

function label(workload: NetworkWorkload, sameName: ReadonlyMap<string, number>): string {
  const { namespace, name, owner } = workload;
  return (sameName.get(`${namespace}/${name}`) ?? 0) > 1 ? `${name} (${owner.kind})` : name;
}

function nodesOf(units: readonly MapUnit[]): GraphNode[] {
  const workloads = units.flatMap((unit) => unit.workloads.map((workload) => ({ unit, workload })));
  const sameName = new Map<string, number>();
  for (const { workload } of workloads) {
    const key = `${workload.namespace}/${workload.name}`;
    sameName.set(key, (sameName.get(key) ?? 0) + 1);
  }
  const nodes = workloads.map(({ unit, workload }): GraphNode => ({
    id: workloadId(workload),
    label: label(workload, sameName),
    kind: "workload",
    group: namespaceId(workload.namespace),
    tone: toneOf(unit),
    note: noteOf(workload, unit),
  }));
  const places = units.flatMap(({ place }): GraphNode[] =>
    place === undefined ? [] : [{ id: place.id, label: place.label, kind: kinds[place.id] }],
  );
  return [...places, ...nodes.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0))];
}

function groupsOf(nodes: readonly GraphNode[]): GraphGroup[] {
  const inside = new Map<string, GraphNode[]>();
  for (const node of nodes) {
    if (node.group === undefined) continue;
    const box = inside.get(node.group);
    if (box === undefined) inside.set(node.group, [node]);
    else box.push(node);
  }
  return [...inside]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, members]) => {
      const open = members.filter(({ tone }) => tone === "bad").length;
      const half = members.filter(({ tone }) => tone === "warning").length;
      const note = `${members.length} ${members.length === 1 ? "workload" : "workloads"}, ${open} unprotected, ${half} protected in one direction only`;
      const tone = 2 * open >= members.length ? "bad" : 2 * (open + half) >= members.length ? "warning" : undefined;
      return { id, label: id.slice("ns/".length), note, ...(tone === undefined ? {} : { tone }) };
    });
}

/** A graph of a matrix: of workloads in boxes, or of namespaces alone. */
export interface MapGraph {
  readonly graph: Graph;
  readonly by: "workload" | "namespace";
}

/**
 * The graph of a matrix: by workload if that is wanted and possible. Of workloads that are not `shown`, only those with a
 * connection are in it; of places, too. `coarse` are the edges between namespaces.
 */
export function mapGraph(
  matrix: ReachMatrix,
  coarse: readonly GraphEdge[],
  by: "workload" | "namespace",
  shown: (unit: MapUnit) => boolean,
): MapGraph {
  const edges = by === "workload" ? workloadEdges(matrix) : undefined;
  const connected = new Set((edges ?? coarse).flatMap(({ from, to }) => [...from, ...to]));
  const isConnected = (workload: NetworkWorkload): boolean =>
    connected.has(workloadId(workload)) || connected.has(namespaceId(workload.namespace));
  const units = matrix.units.map((unit) =>
    unit.place === undefined && !shown(unit) ? { ...unit, workloads: unit.workloads.filter(isConnected) } : unit,
  );
  const nodes = nodesOf(units).filter(({ id, group }) => group !== undefined || connected.has(id));
  const groups = groupsOf(nodes);
  if (edges !== undefined) return { graph: { groups, nodes, edges, legend }, by: "workload" };
  const boxes = groups.map((group): GraphNode => ({ ...group, kind: "group" }));
  const outside = nodes.filter(({ group }) => group === undefined);
  return { graph: { groups: [], nodes: [...boxes, ...outside], edges: coarse, legend }, by: "namespace" };
}
