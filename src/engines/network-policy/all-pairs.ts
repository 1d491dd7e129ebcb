// All connections of a network, by pairs of classes of endpoints that are alike.
import type { Family, IpAddress } from "../../kubernetes/index.ts";
import type { Compiled } from "./compile.ts";
import { noPortNames } from "./peer-partition.ts";
import type { Direction } from "./policy.ts";
import { allPorts, noPorts, type PortRanges, type PortSet } from "./port-space.ts";
import type { Row } from "./rows.ts";
import type { Selection } from "./selections.ts";

/** Endpoints no policy tells apart: pods, or ranges of addresses outside the cluster and of nodes. */
export interface EndpointClass {
  readonly index: number;
  /** 0 for pods whose address is not known. */
  readonly family: Family | 0;
  readonly pods: readonly number[];
  readonly addresses: readonly (readonly [first: IpAddress, last: IpAddress])[];
  readonly peer: number;
  readonly portNames: number;
  /** Absent for what no policy selects: addresses, and pods on the host network. */
  readonly selection?: Selection;
}

/** What one class can reach: a port set for each class, by its index. */
export interface ClassRow {
  readonly from: EndpointClass;
  readonly ports: Uint32Array;
}

interface Draft {
  readonly pods: number[];
  readonly addresses: (readonly [IpAddress, IpAddress])[];
}

/** All classes, and which one each face and each segment of addresses is in. */
export interface ClassTable {
  readonly classes: readonly EndpointClass[];
  readonly ofFace: Int32Array;
  readonly ofSegment: Int32Array;
  readonly partitionSize: number;
}

class ClassDrafts {
  readonly classes: (EndpointClass & Draft)[] = [];
  private readonly ids = new Map<string, EndpointClass & Draft>();

  of(family: Family | 0, peer: number, portNames: number, selection: Selection | undefined): EndpointClass & Draft {
    const key = `${peer}/${selection?.id ?? ""}/${family}`;
    let found = this.ids.get(key);
    if (found === undefined) {
      const chosen = selection === undefined ? {} : { selection };
      found = { index: this.classes.length, family, pods: [], addresses: [], peer, portNames, ...chosen };
      this.classes.push(found);
      this.ids.set(key, found);
    }
    return found;
  }
}

const tables = new WeakMap<Compiled, ClassTable>();

/** Classes of all endpoints; a dual-stack pod is in one class per family. O(pods + segments), once per partition. */
export function classTable(compiled: Compiled): ClassTable {
  const known = tables.get(compiled);
  const { topology, partition, selections } = compiled.fabric;
  if (known?.partitionSize === partition.size) return known;
  const drafts = new ClassDrafts();
  const ofFace = Int32Array.from(topology.faces, ({ pod, family }, face) => {
    const group = topology.groupOf[pod] ?? -1;
    const peer = partition.faceClass[face] ?? 0;
    const selection = group < 0 ? undefined : selections.get(compiled.selectionOf[group] ?? 0);
    const draft = drafts.of(family, peer, partition.portNamesOf(peer), selection);
    draft.pods.push(pod);
    return draft.index;
  });
  const ofSegment = Int32Array.from(partition.segmentClass, (peer, segment) => {
    const range = partition.segments.rangeOf(segment);
    const draft = drafts.of(range[0].family, peer, noPortNames, undefined);
    draft.addresses.push(range);
    return draft.index;
  });
  const table = { classes: drafts.classes, ofFace, ofSegment, partitionSize: partition.size };
  tables.set(compiled, table);
  return table;
}

/** Classes of all endpoints, by index. */
export function classesOf(compiled: Compiled): readonly EndpointClass[] {
  return classTable(compiled).classes;
}

/** Rows of classes in one direction, full length; one array per distinct row. */
export function classRows(compiled: Compiled, classes: readonly EndpointClass[], direction: Direction): readonly Row[] {
  const { rows, partition } = compiled.fabric;
  const extended = new Map<Row, Row>();
  let open: Row | undefined;
  return classes.map(({ selection, portNames }) => {
    if (selection === undefined) return (open ??= new Uint32Array(partition.size).fill(allPorts));
    const row = rows.row(selection, direction, portNames);
    const full = extended.get(row) ?? rows.extended(row);
    extended.set(row, full);
    return full;
  });
}

/** Sources taken together: their ingress values lie side by side in memory, as peer classes are numbered alike. */
const blockSize = 16;

/**
 * What each class can reach, one class at a time. Left out of account, because they are true of pairs and not of
 * classes: a pod always reaches itself, and (`ownNodeAlwaysAllowed`) its own node; see `ownNodePairs`. Addresses among
 * themselves, and different families, have no ports. O(classes²) with a constant of some tens of nanoseconds.
 */
export function* allPairs(compiled: Compiled): Generator<ClassRow> {
  const { classes } = classTable(compiled);
  const egress = classRows(compiled, classes, "egress");
  const ingress = classRows(compiled, classes, "ingress");
  for (let first = 0; first < classes.length; first += blockSize) {
    const block = classes
      .slice(first, first + blockSize)
      .map((from) => ({ from, ports: new Uint32Array(classes.length) }));
    for (const to of classes) fillColumn(compiled, block, to, egress, ingress[to.index] ?? new Uint32Array());
    yield* block;
  }
}

function fillColumn(
  { fabric: { ports } }: Compiled,
  block: readonly ClassRow[],
  to: EndpointClass,
  egress: readonly Row[],
  into: Row,
): void {
  for (const { from, ports: result } of block) {
    if (to.family !== from.family && to.family !== 0 && from.family !== 0) continue;
    if (to.pods.length === 0 && from.pods.length === 0) continue;
    result[to.index] = ports.intersection(egress[from.index]?.[to.peer] ?? noPorts, into[from.peer] ?? noPorts);
  }
}

/** How many ordered pairs of different pods a pair of classes stands for. */
export function podPairs(from: EndpointClass, to: EndpointClass): number {
  if (from !== to) return from.pods.length * to.pods.length;
  return from.pods.length * (from.pods.length - 1);
}

/** The ranges of a port set that `allPairs` gave. */
export function portRangesOf(compiled: Compiled, ports: PortSet): PortRanges {
  return compiled.fabric.ports.rangesOf(ports);
}

/** Pairs of an ordinary pod and a pod on its node's network, which always reach each other; none where that is not so. */
export function* ownNodePairs(compiled: Compiled): Generator<readonly [pod: number, hostPod: number]> {
  const { topology, options } = compiled.fabric;
  if (!options.ownNodeAlwaysAllowed) return;
  const hostPods = new Map<string, number[]>();
  for (const [id, { node }] of topology.pods.entries()) {
    if (node === undefined || topology.facesOf[id]?.length === 0 || (topology.groupOf[id] ?? -1) >= 0) continue;
    hostPods.set(node, [...(hostPods.get(node) ?? []), id]);
  }
  for (const [id, { node }] of topology.pods.entries()) {
    if ((topology.groupOf[id] ?? -1) < 0) continue;
    for (const host of hostPods.get(node ?? "") ?? []) yield [id, host];
  }
}
