// All connections of a network, by pairs of classes of endpoints that are alike.
import type { Family, IpAddress } from "../../kubernetes/index.ts";
import type { Compiled } from "./compile.ts";
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

class ClassDrafts {
  readonly classes: (EndpointClass & Draft)[] = [];
  private readonly ids = new Map<string, EndpointClass & Draft>();

  of(family: Family | 0, peer: number, portNames: number, selection: Selection | undefined): Draft {
    const key = `${family}/${peer}/${portNames}/${selection?.id ?? ""}`;
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

const known = new WeakMap<Compiled, readonly EndpointClass[]>();

/** Classes of all endpoints; a dual-stack pod is in one class per family. O(pods + segments), once. */
export function classesOf(compiled: Compiled): readonly EndpointClass[] {
  const found = known.get(compiled);
  if (found !== undefined) return found;
  const { topology, partition, selections } = compiled.fabric;
  const drafts = new ClassDrafts();
  for (const [face, { pod, family }] of topology.faces.entries()) {
    const group = topology.groupOf[pod] ?? -1;
    const selection = group < 0 ? undefined : selections.get(compiled.selectionOf[group] ?? 0);
    const portNames = group < 0 ? -1 : (topology.portNamesOf[pod] ?? 0);
    drafts.of(family, partition.faceClass[face] ?? 0, portNames, selection).pods.push(pod);
  }
  for (const [segment, peer] of partition.segmentClass.entries()) {
    const range = partition.segments.rangeOf(segment);
    drafts.of(range[0].family, peer, -1, undefined).addresses.push(range);
  }
  known.set(compiled, drafts.classes);
  return drafts.classes;
}

/** Rows of all classes in one direction; one array per distinct row. */
function rowsOf(compiled: Compiled, classes: readonly EndpointClass[], direction: "ingress" | "egress"): Row[] {
  const { rows, partition } = compiled.fabric;
  const open = new Uint32Array(partition.size).fill(allPorts);
  const extended = new Map<Row, Row>();
  return classes.map(({ selection, portNames }) => {
    if (selection === undefined) return open;
    const row = rows.row(selection, direction, portNames);
    const full = extended.get(row) ?? rows.extended(row);
    extended.set(row, full);
    return full;
  });
}

/**
 * What each class can reach, one class at a time. Left out of account, because they are true of pairs and not of
 * classes: a pod always reaches itself, and (`ownNodeAlwaysAllowed`) its own node; see `ownNodePairs`. Addresses among
 * themselves, and different families, have no ports. O(classes²) with a constant of some tens of nanoseconds.
 */
export function* allPairs(compiled: Compiled): Generator<ClassRow> {
  const classes = classesOf(compiled);
  const { ports } = compiled.fabric;
  const [egress, ingress] = [rowsOf(compiled, classes, "egress"), rowsOf(compiled, classes, "ingress")];
  const peers = Int32Array.from(classes, ({ peer }) => peer);
  const families = Uint8Array.from(classes, ({ family }) => family);
  const isPod = Uint8Array.from(classes, ({ pods }) => (pods.length > 0 ? 1 : 0));
  for (const from of classes) {
    const [out, peer] = [egress[from.index] ?? new Uint32Array(), from.peer];
    const result = new Uint32Array(classes.length);
    for (let to = 0; to < classes.length; to++) {
      const family = families[to] ?? 0;
      if (family !== from.family && family !== 0 && from.family !== 0) continue;
      if (isPod[to] === 0 && from.pods.length === 0) continue;
      result[to] = ports.intersection(out[peers[to] ?? 0] ?? noPorts, ingress[to]?.[peer] ?? noPorts);
    }
    yield { from, ports: result };
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
