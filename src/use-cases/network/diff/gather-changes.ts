// The connections that open and close, gathered from pods and addresses to workloads and port ranges.
import {
  diff,
  explain,
  podNumber,
  type ChangedSide,
  type Compiled,
  type ConnectionChange,
  type Endpoint,
  type PortRanges,
  type Protocol,
  type Trace,
} from "../../../engines/network-policy/index.ts";
import { isNoPort, portsWithout } from "../question/port-text.ts";
import { SideNames } from "./side-names.ts";
import type { TwoStates } from "./two-states.ts";

/** Connections between all of `from` and all of `to` that open or close. */
export interface GatheredChange {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly opened: PortRanges;
  readonly closed: PortRanges;
  /** Policies that differ and have to do with it; none where labels, addresses or Services' pods changed instead. */
  readonly responsible: readonly string[];
}

/** Everything that changed. */
export interface GatheredChanges {
  readonly changes: readonly GatheredChange[];
  /** Pairs of workloads or places between which something opens, or closes. */
  readonly opens: number;
  readonly closes: number;
  /** How many more of `changes` there are: counted above, and too many to be listed. */
  readonly omitted: number;
}

/** Names in all changes together; nobody reads more, and they would fill the memory. */
const mostNames = 2_000_000;

function endpointOf(compiled: Compiled, { pods, addresses }: ChangedSide, other?: string): Endpoint | undefined {
  const name = pods.find((pod) => pod !== other) ?? pods[0];
  if (name !== undefined) {
    const slash = name.indexOf("/");
    const pod = podNumber(compiled, name.slice(0, slash), name.slice(slash + 1));
    return pod === undefined ? undefined : { pod };
  }
  const [range] = addresses;
  return range === undefined ? undefined : { address: range[0] };
}

function firstPort(...sets: readonly PortRanges[]): { protocol: Protocol; port: number } | undefined {
  for (const ports of sets) {
    for (const protocol of ["TCP", "UDP", "SCTP"] as const) {
      const [range] = ports[protocol];
      if (range !== undefined) return { protocol, port: range[0] };
    }
  }
  return undefined;
}

function selecting({ directions }: Trace): string[] {
  return directions.flatMap(({ policies }) =>
    policies.filter(({ selects, governs }) => selects && governs).map(({ policy }) => policy),
  );
}

/** Of the policies that differ, those that were asked about one of the connections, before or after. */
function responsibleFor(
  { before, after, added, removed, changed }: TwoStates,
  change: ConnectionChange,
): readonly string[] {
  const differing = new Set([...added, ...removed, ...changed]);
  if (differing.size === 0) return [];
  const port = firstPort(portsWithout(change.after, change.before), portsWithout(change.before, change.after));
  const asked = [before.compiled, after.compiled].flatMap((compiled) => {
    const from = endpointOf(compiled, change.from);
    const to = endpointOf(compiled, change.to, change.from.pods[0]);
    if (from === undefined || to === undefined || port === undefined) return [];
    return selecting(explain(compiled, from, to, port.protocol, port.port));
  });
  return [...new Set(asked.filter((key) => differing.has(key)))];
}

/** What opens and closes from somewhere, on the same ports each time, and the sides it leads to. */
interface Edge {
  readonly change: ConnectionChange;
  readonly delta: Delta;
  readonly to: number[];
}

/** Ports that open and close. */
interface Delta {
  readonly number: number;
  readonly opened: PortRanges;
  readonly closed: PortRanges;
}

type Edges = Map<Delta, Edge>;

/** What opens and closes between two port sets, of which there are few: each is one object. */
class Deltas {
  private readonly known = new Map<PortRanges, Map<PortRanges, Delta>>();
  private readonly byPorts = new Map<string, Delta>();

  of({ before, after }: ConnectionChange): Delta {
    let byAfter = this.known.get(before);
    if (byAfter === undefined) this.known.set(before, (byAfter = new Map<PortRanges, Delta>()));
    let delta = byAfter.get(after);
    if (delta === undefined) byAfter.set(after, (delta = this.make(before, after)));
    return delta;
  }

  private make(before: PortRanges, after: PortRanges): Delta {
    const [opened, closed] = [portsWithout(after, before), portsWithout(before, after)];
    const key = JSON.stringify([opened, closed]);
    const delta = this.byPorts.get(key) ?? { number: this.byPorts.size, opened, closed };
    this.byPorts.set(key, delta);
    return delta;
  }
}

/** Changes by the side they come from: a few thousand sides, where workloads may be millions of pairs. */
function edgesBySide(states: TwoStates, names: SideNames): ReadonlyMap<number, Edges> {
  const found = new Map<number, Edges>();
  const deltas = new Deltas();
  let from: ChangedSide | undefined;
  let edges: Edges = new Map();
  for (const change of diff(states.before.compiled, states.after.compiled)) {
    if (!change.from.inBoth || !change.to.inBoth) continue;
    if (change.from !== from) {
      from = change.from;
      const number = names.numberOf(from);
      edges = found.get(number) ?? new Map<Delta, Edge>();
      found.set(number, edges);
    }
    const delta = deltas.of(change);
    const to = names.numberOf(change.to);
    const known = edges.get(delta);
    if (known === undefined) edges.set(delta, { change, delta, to: [to] });
    else known.to.push(to);
  }
  return found;
}

/** Names by the sides they are in, of those anything changes from: pods of one workload may be in several. */
function namesBySides(
  sides: Iterable<number>,
  names: SideNames,
): readonly { readonly from: readonly number[]; readonly sides: readonly number[] }[] {
  const sidesOf = new Map<number, number[]>();
  for (const side of sides)
    for (const name of names.of(side)) {
      const known = sidesOf.get(name);
      if (known === undefined) sidesOf.set(name, [side]);
      else known.push(side);
    }
  const groups = new Map<string, { readonly from: number[]; readonly sides: readonly number[] }>();
  for (const [name, list] of sidesOf) {
    const key = list.join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { from: [name], sides: list });
    else group.from.push(name);
  }
  return [...groups.values()];
}

/** Lists of names that edges lead to, each one object: the same list is needed many times. */
class TargetNames {
  private readonly bySides = new Map<string, TargetList>();
  private readonly byNames = new Map<string, TargetList>();
  private readonly names: SideNames;

  constructor(names: SideNames) {
    this.names = names;
  }

  of(sides: readonly number[]): TargetList {
    const key = sides.join();
    let found = this.bySides.get(key);
    if (found === undefined) this.bySides.set(key, (found = this.make(sides)));
    return found;
  }

  private make(sides: readonly number[]): TargetList {
    const numbers = [...new Set(sides.flatMap((side) => this.names.of(side)))].sort((a, b) => a - b);
    const key = numbers.join();
    let found = this.byNames.get(key);
    if (found === undefined) {
      found = { number: this.byNames.size, names: numbers.map((number) => this.names.name(number)).sort() };
      this.byNames.set(key, found);
    }
    return found;
  }
}

interface TargetList {
  readonly number: number;
  readonly names: readonly string[];
}

/** Changes from all of these sides together. */
function joined(bySide: ReadonlyMap<number, Edges>, sides: readonly number[]): readonly Edge[] {
  const [only] = sides;
  if (sides.length === 1 && only !== undefined) return [...(bySide.get(only)?.values() ?? [])];
  const edges: Edges = new Map();
  for (const side of sides)
    for (const [delta, { change, to }] of bySide.get(side) ?? []) {
      const known = edges.get(delta);
      if (known === undefined) edges.set(delta, { change, delta, to: [...to] });
      else for (const one of to) known.to.push(one);
    }
  return Array.from(edges.values(), ({ change, delta, to }) => ({ change, delta, to: [...new Set(to)] }));
}

interface Draft {
  readonly from: number[];
  readonly to: TargetList;
  readonly edge: Edge;
}

function draftChanges(states: TwoStates, names: SideNames): readonly Draft[] {
  const bySide = edgesBySide(states, names);
  const targets = new TargetNames(names);
  const rows = new Map<string, Draft>();
  for (const { from, sides } of namesBySides(bySide.keys(), names)) {
    for (const edge of joined(bySide, sides)) {
      const to = targets.of(edge.to.sort((a, b) => a - b));
      const key = `${edge.delta.number} ${to.number}`;
      const row = rows.get(key);
      if (row === undefined) rows.set(key, { from: [...from], to, edge });
      else for (const one of from) row.from.push(one);
    }
  }
  return [...rows.values()];
}

/** How many fit under `mostNames`; one always does. */
function listable(drafts: readonly Draft[]): number {
  let names = 0;
  const end = drafts.findIndex(({ from, to }, at) => (names += from.length + to.names.length) > mostNames && at > 0);
  return end === -1 ? drafts.length : end;
}

/** What opens and closes between ends that are in both states. Linear in the changes of classes, and in the names of rows. */
export function gatherChanges(states: TwoStates): GatheredChanges {
  const names = new SideNames(states);
  const drafts = draftChanges(states, names);
  const shown = listable(drafts);
  const changes = drafts.slice(0, shown).map(({ from, to, edge: { change, delta } }): GatheredChange => {
    const { opened, closed } = delta;
    const sources = from.map((number) => names.name(number)).sort();
    return { from: sources, to: to.names, opened, closed, responsible: responsibleFor(states, change) };
  });
  const pairs = (of: "opened" | "closed"): number =>
    drafts
      .filter(({ edge }) => !isNoPort(edge.delta[of]))
      .reduce((sum, { from, to }) => sum + from.length * to.names.length, 0);
  return { changes, opens: pairs("opened"), closes: pairs("closed"), omitted: drafts.length - shown };
}
