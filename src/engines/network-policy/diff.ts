// What differs between two states of a network: the connections that open, close or change their ports.
import type { IpAddress } from "../../kubernetes/index.ts";
import { addressAt, endOfPlaces, placeOf, type Place } from "./address-segments.ts";
import { classRows, classTable, type ClassTable, type EndpointClass } from "./all-pairs.ts";
import { addBit, emptyBits, hasBit, type Bits } from "./bitset.ts";
import type { Compiled, Fabric } from "./compile.ts";
import { PairMemo } from "./pair-memo.ts";
import type { Direction } from "./policy.ts";
import { noPorts, type PortRanges, type PortSet } from "./port-space.ts";
import type { Row } from "./rows.ts";

/** Endpoints that are alike in both states. Pods are named `namespace/name`, as their numbers may differ. */
export interface ChangedSide {
  readonly pods: readonly string[];
  readonly addresses: readonly (readonly [first: IpAddress, last: IpAddress])[];
  /** False where the pods exist in one state only. */
  readonly inBoth: boolean;
}

/**
 * One change between all of `from` and all of `to`. What is above policies is left out of account, as in `allPairs`:
 * a pod and itself, and a pod and its own node, are not really changed.
 */
export interface ConnectionChange {
  readonly from: ChangedSide;
  readonly to: ChangedSide;
  readonly before: PortRanges;
  readonly after: PortRanges;
}

/** Endpoints that are in one class of the one state and in one class of the other; -1: not there. */
interface JointClass extends ChangedSide {
  readonly pods: string[];
  readonly addresses: (readonly [IpAddress, IpAddress])[];
  readonly before: number;
  readonly after: number;
}

class JointClasses {
  readonly classes: JointClass[] = [];
  private readonly byPair = new Map<string, JointClass>();

  of(before: number, after: number): JointClass {
    const key = `${before}/${after}`;
    let joint = this.byPair.get(key);
    if (joint === undefined) {
      joint = { pods: [], addresses: [], inBoth: before >= 0 && after >= 0, before, after };
      this.byPair.set(key, joint);
      this.classes.push(joint);
    }
    return joint;
  }
}

function podName({ topology }: Fabric, pod: number): string {
  const { namespace, name } = topology.pods[pod] ?? { namespace: "", name: "" };
  return `${namespace}/${name}`;
}

/** Variants of one network have the same faces and segments. */
function joinVariants({ fabric }: Compiled, old: ClassTable, now: ClassTable): readonly JointClass[] {
  const joints = new JointClasses();
  for (const [face, { pod }] of fabric.topology.faces.entries()) {
    joints.of(old.ofFace[face] ?? -1, now.ofFace[face] ?? -1).pods.push(podName(fabric, pod));
  }
  for (const segment of now.ofSegment.keys()) {
    joints
      .of(old.ofSegment[segment] ?? -1, now.ofSegment[segment] ?? -1)
      .addresses.push(fabric.partition.segments.rangeOf(segment));
  }
  return joints.classes;
}

/** Class of each pod by family and name, and of each segment by its first place. */
function locate({ fabric }: Compiled, table: ClassTable): { pods: Map<string, number>; starts: Map<Place, number> } {
  const { topology, partition } = fabric;
  return {
    pods: new Map(
      topology.faces.map(({ pod, family }, face) => [`${family}/${podName(fabric, pod)}`, table.ofFace[face] ?? -1]),
    ),
    starts: new Map([...table.ofSegment].map((one, segment) => [placeOf(partition.segments.rangeOf(segment)[0]), one])),
  };
}

/** Two networks: pods are joined by name, addresses where either state cuts them. */
function joinNetworks(before: Compiled, after: Compiled, old: ClassTable, now: ClassTable): readonly JointClass[] {
  const [left, right] = [locate(before, old), locate(after, now)];
  const joints = new JointClasses();
  for (const key of new Set([...left.pods.keys(), ...right.pods.keys()])) {
    joints.of(left.pods.get(key) ?? -1, right.pods.get(key) ?? -1).pods.push(key.slice(key.indexOf("/") + 1));
  }
  const starts = [...new Set([...left.starts.keys(), ...right.starts.keys()])].sort((a, b) => (a < b ? -1 : 1));
  let [first, second] = [-1, -1];
  for (const [index, start] of starts.entries()) {
    first = left.starts.get(start) ?? first;
    second = right.starts.get(start) ?? second;
    joints.of(first, second).addresses.push([addressAt(start), addressAt((starts[index + 1] ?? endOfPlaces) - 1n)]);
  }
  return joints.classes;
}

/** One state, ready to be asked for the ports between two of its classes. */
class State {
  readonly table: ClassTable;
  private readonly compiled: Compiled;
  readonly egress: RowLookup;
  readonly ingress: RowLookup;

  constructor(compiled: Compiled) {
    this.compiled = compiled;
    this.table = classTable(compiled);
    this.egress = lazyRows(compiled, this.table.classes, "egress");
    this.ingress = lazyRows(compiled, this.table.classes, "ingress");
  }

  /** None if one of them is not there, or they have no family in common. */
  portsBetween(from: number, to: number): PortSet {
    const [source, target] = [this.table.classes[from], this.table.classes[to]];
    if (source === undefined || target === undefined) return noPorts;
    if (source.family !== target.family && source.family !== 0 && target.family !== 0) return noPorts;
    const { ports } = this.compiled.fabric;
    return ports.intersection(this.egress(from)[target.peer] ?? noPorts, this.ingress(to)[source.peer] ?? noPorts);
  }

  rangesOf(ports: PortSet): PortRanges {
    return this.compiled.fabric.ports.rangesOf(ports);
  }

  peerOf(index: number): number {
    return this.table.classes[index]?.peer ?? 0;
  }

  /** The policies that select a class, as a number; -1 if none can. */
  selectionOf(index: number): number {
    return this.table.classes[index]?.selection?.id ?? -1;
  }
}

type RowLookup = (index: number) => Row;

/** Rows of classes, made when first asked for. */
function lazyRows(compiled: Compiled, classes: readonly EndpointClass[], direction: Direction): RowLookup {
  const found = new Map<number, Row>();
  return (index) => {
    let row = found.get(index);
    if (row === undefined) {
      row = classRows(compiled, classes.slice(index, index + 1), direction)[0] ?? new Uint32Array();
      found.set(index, row);
    }
    return row;
  };
}

/** Whether port sets of two networks are equal; remembered, since there are few pairs of them. */
function equality(before: State, after: State): (a: PortSet, b: PortSet) => boolean {
  const memo = new PairMemo();
  return (a, b) => {
    let known = memo.get(a, b);
    if (known === -1) {
      known = JSON.stringify(before.rangesOf(a)) === JSON.stringify(after.rangesOf(b)) ? 1 : 0;
      memo.set(a, b, known);
    }
    return known === 1;
  };
}

/** What an edit changed for the members of a class: the peers its policies now treat otherwise. */
interface Edits {
  readonly egress: Bits | undefined;
  readonly ingress: Bits | undefined;
}

function changedPeers(before: Row, after: Row): Bits | undefined {
  if (before === after) return undefined;
  let bits: Bits | undefined;
  for (const [peer, ports] of after.entries())
    if (ports !== before[peer]) addBit((bits ??= emptyBits(after.length)), peer);
  return bits;
}

/** Pairs of classes of two variants that may differ: one of the two has other rows now, and they speak of the other. */
function* editedPairs(
  old: State,
  now: State,
  joints: readonly JointClass[],
): Generator<readonly [JointClass, JointClass]> {
  const edits = new Map<JointClass, Edits>();
  for (const joint of joints) {
    if (old.selectionOf(joint.before) === now.selectionOf(joint.after)) continue;
    const egress = changedPeers(old.egress(joint.before), now.egress(joint.after));
    const ingress = changedPeers(old.ingress(joint.before), now.ingress(joint.after));
    if (egress !== undefined || ingress !== undefined) edits.set(joint, { egress, ingress });
  }
  const receivers = [...edits.keys()].filter((joint) => edits.get(joint)?.ingress !== undefined);
  for (const from of joints) {
    const out = edits.get(from)?.egress;
    const fromPeer = now.peerOf(from.after);
    for (const to of out === undefined ? receivers : joints) {
      const into = edits.get(to)?.ingress;
      if ((out !== undefined && hasBit(out, now.peerOf(to.after))) || (into !== undefined && hasBit(into, fromPeer))) {
        yield [from, to];
      }
    }
  }
}

function* everyPair(joints: readonly JointClass[]): Generator<readonly [JointClass, JointClass]> {
  for (const from of joints) for (const to of joints) yield [from, to];
}

/**
 * All changes from one state to another, of the same network (what-if) or of two. For variants of one network the time
 * is linear in (classes whose policies changed × classes) and in the rows that have not been needed before; else in
 * classes².
 */
export function* diff(before: Compiled, after: Compiled): Generator<ConnectionChange> {
  const [old, now] = [new State(before), new State(after)];
  const variants = before.fabric === after.fabric;
  const joints = variants
    ? joinVariants(after, old.table, now.table)
    : joinNetworks(before, after, old.table, now.table);
  const equal = variants ? (a: PortSet, b: PortSet) => a === b : equality(old, now);
  for (const [from, to] of variants ? editedPairs(old, now, joints) : everyPair(joints)) {
    if (from.pods.length === 0 && to.pods.length === 0) continue;
    const [closed, open] = [old.portsBetween(from.before, to.before), now.portsBetween(from.after, to.after)];
    if (!equal(closed, open)) yield { from, to, before: old.rangesOf(closed), after: now.rangesOf(open) };
  }
}
