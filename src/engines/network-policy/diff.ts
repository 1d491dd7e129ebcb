// What differs between two states of a network: the connections that open, close or change their ports.
import type { Family, IpAddress } from "../../kubernetes/index.ts";
import { classesOf, type EndpointClass } from "./all-pairs.ts";
import type { Compiled } from "./compile.ts";
import { PairMemo } from "./pair-memo.ts";
import { noPorts, type PortRanges, type PortSet } from "./port-space.ts";
import { placeOf, addressAt, type Place } from "./address-segments.ts";

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

interface JointClass extends ChangedSide {
  readonly pods: string[];
  readonly addresses: (readonly [IpAddress, IpAddress])[];
  readonly before: EndpointClass | undefined;
  readonly after: EndpointClass | undefined;
}

interface Located {
  readonly pods: ReadonlyMap<string, EndpointClass>;
  readonly starts: ReadonlyMap<Place, EndpointClass>;
}

/** Which class each pod (by name and family) and each segment (by its first address) is in. */
function locate(compiled: Compiled): Located {
  const pods = new Map<string, EndpointClass>();
  const starts = new Map<Place, EndpointClass>();
  for (const one of classesOf(compiled)) {
    for (const pod of one.pods) {
      const { namespace, name } = compiled.fabric.topology.pods[pod] ?? { namespace: "", name: "" };
      pods.set(`${one.family}/${namespace}/${name}`, one);
    }
    for (const [first] of one.addresses) starts.set(placeOf(first), one);
  }
  return { pods, starts };
}

class JointClasses {
  readonly classes: JointClass[] = [];
  private readonly byPair = new Map<string, JointClass>();

  of(before: EndpointClass | undefined, after: EndpointClass | undefined): JointClass {
    const key = `${before?.index ?? ""}/${after?.index ?? ""}`;
    let joint = this.byPair.get(key);
    if (joint === undefined) {
      joint = { pods: [], addresses: [], inBoth: before !== undefined && after !== undefined, before, after };
      this.byPair.set(key, joint);
      this.classes.push(joint);
    }
    return joint;
  }
}

/** Joins the cuts both states make in the line of addresses. */
function joinSegments(joints: JointClasses, before: Located, after: Located): void {
  const starts = [...new Set([...before.starts.keys(), ...after.starts.keys()])].sort((a, b) => (a < b ? -1 : 1));
  let [old, now]: (EndpointClass | undefined)[] = [undefined, undefined];
  for (const [index, start] of starts.entries()) {
    old = before.starts.get(start) ?? old;
    now = after.starts.get(start) ?? now;
    const next = starts[index + 1] ?? (1n << 32n) + (1n << 128n);
    joints.of(old, now).addresses.push([addressAt(start), addressAt(next - 1n)]);
  }
}

function joinClasses(before: Compiled, after: Compiled): readonly JointClass[] {
  const [old, now] = [locate(before), locate(after)];
  const joints = new JointClasses();
  for (const key of new Set([...old.pods.keys(), ...now.pods.keys()])) {
    joints.of(old.pods.get(key), now.pods.get(key)).pods.push(key.slice(key.indexOf("/") + 1));
  }
  joinSegments(joints, old, now);
  return joints.classes;
}

function familyOf({ before, after }: JointClass): Family | 0 {
  return before?.family ?? after?.family ?? 0;
}

/** Ports between two classes of one state; none if either is not there. */
function portsBetween({ fabric }: Compiled, from: EndpointClass | undefined, to: EndpointClass | undefined): PortSet {
  if (from === undefined || to === undefined) return noPorts;
  const { rows, ports } = fabric;
  const out = from.selection && rows.valueAt(rows.row(from.selection, "egress", from.portNames), to.peer);
  const into = to.selection && rows.valueAt(rows.row(to.selection, "ingress", to.portNames), from.peer);
  if (out === undefined || into === undefined) return out ?? into ?? 1;
  return ports.intersection(out, into);
}

/** Whether two port sets of two networks are equal; remembered, since there are few pairs of them. */
function equality(before: Compiled, after: Compiled): (a: PortSet, b: PortSet) => boolean {
  if (before.fabric === after.fabric) return (a, b) => a === b;
  const memo = new PairMemo();
  return (a, b) => {
    let known = memo.get(a, b);
    if (known === -1) {
      const [left, right] = [before.fabric.ports.rangesOf(a), after.fabric.ports.rangesOf(b)];
      known = JSON.stringify(left) === JSON.stringify(right) ? 1 : 0;
      memo.set(a, b, known);
    }
    return known === 1;
  };
}

/** Whether the policies that select a class may have changed; in one network, equal selections have equal rows. */
function isTouched({ before, after }: JointClass, sameFabric: boolean): boolean {
  return !sameFabric || before?.selection?.id !== after?.selection?.id;
}

/**
 * All changes from one state to another, of the same network (what-if) or of two. For variants of one network the time
 * is linear in (classes whose policies changed × classes), else in classes².
 */
export function* diff(before: Compiled, after: Compiled): Generator<ConnectionChange> {
  const sameFabric = before.fabric === after.fabric;
  const joints = joinClasses(before, after);
  const touched = joints.map((joint) => isTouched(joint, sameFabric));
  const equal = equality(before, after);
  for (const [source, from] of joints.entries()) {
    for (const [target, to] of joints.entries()) {
      if (touched[source] !== true && touched[target] !== true) continue;
      if (from.pods.length === 0 && to.pods.length === 0) continue;
      const [a, b] = [familyOf(from), familyOf(to)];
      if (a !== b && a !== 0 && b !== 0) continue;
      const [old, now] = [portsBetween(before, from.before, to.before), portsBetween(after, from.after, to.after)];
      if (equal(old, now)) continue;
      yield { from, to, before: before.fabric.ports.rangesOf(old), after: after.fabric.ports.rangesOf(now) };
    }
  }
}
