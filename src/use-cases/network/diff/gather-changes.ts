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
import { formatRanges, internetRanges } from "../question/address-ranges.ts";
import type { AddressRange } from "../question/party.ts";
import { isNoPort, portsWithout } from "../question/port-text.ts";
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
}

const publicRanges = internetRanges();

function placeLabel(ranges: readonly AddressRange[]): string {
  if (ranges.length <= 3) return formatRanges(ranges);
  const isPublic = ranges.some((range) =>
    publicRanges.some(
      ({ family, first, last }) => family === range.family && first <= range.last && range.first <= last,
    ),
  );
  const families = [...new Set(ranges.map(({ family }) => `IPv${family}`))].join(" and ");
  return isPublic ? `other ${families} addresses, the internet among them` : `other ${families} addresses`;
}

/** Names of the workloads and places a side stands for; once per side, as sides are shared by many changes. */
class SideNames {
  private readonly known = new Map<ChangedSide, readonly string[]>();
  private readonly states: TwoStates;

  constructor(states: TwoStates) {
    this.states = states;
  }

  of(side: ChangedSide): readonly string[] {
    let names = this.known.get(side);
    if (names === undefined) {
      const { before, after } = this.states;
      const workloads = side.pods.map((pod) => after.workloadOf.get(pod) ?? before.workloadOf.get(pod) ?? pod);
      const ranges = side.addresses.map(([first, last]) => ({
        family: first.family,
        first: first.value,
        last: last.value,
      }));
      names = [...new Set(workloads), ...(ranges.length === 0 ? [] : [placeLabel(ranges)])];
      this.known.set(side, names);
    }
    return names;
  }
}

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
  readonly opened: PortRanges;
  readonly closed: PortRanges;
  readonly to: Set<ChangedSide>;
}

/** By the ports that open and close, as text. */
type Edges = Map<string, Edge>;

type Delta = Omit<Edge, "change" | "to"> & { readonly key: string };

/** What opens and closes between two port sets, of which there are few: each is one object. */
class Deltas {
  private readonly known = new Map<PortRanges, Map<PortRanges, Delta>>();

  of({ before, after }: ConnectionChange): Delta {
    let byAfter = this.known.get(before);
    if (byAfter === undefined) this.known.set(before, (byAfter = new Map<PortRanges, Delta>()));
    let delta = byAfter.get(after);
    if (delta === undefined) {
      const [opened, closed] = [portsWithout(after, before), portsWithout(before, after)];
      delta = { opened, closed, key: JSON.stringify([opened, closed]) };
      byAfter.set(after, delta);
    }
    return delta;
  }
}

function addEdge(edges: Edges, key: string, { change, opened, closed, to }: Edge): void {
  const known = edges.get(key);
  if (known === undefined) edges.set(key, { change, opened, closed, to: new Set(to) });
  else for (const side of to) known.to.add(side);
}

/** Changes by the side they come from: a few thousand sides, where workloads may be millions of pairs. */
function edgesBySide(states: TwoStates): ReadonlyMap<ChangedSide, Edges> {
  const found = new Map<ChangedSide, Edges>();
  const deltas = new Deltas();
  for (const change of diff(states.before.compiled, states.after.compiled)) {
    if (!change.from.inBoth || !change.to.inBoth) continue;
    const { key, opened, closed } = deltas.of(change);
    let edges = found.get(change.from);
    if (edges === undefined) found.set(change.from, (edges = new Map<string, Edge>()));
    const known = edges.get(key);
    if (known === undefined) edges.set(key, { change, opened, closed, to: new Set([change.to]) });
    else known.to.add(change.to);
  }
  return found;
}

/** Names by the sides they are in, of those anything changes from: pods of one workload may be in several. */
function namesBySides(
  sides: Iterable<ChangedSide>,
  names: SideNames,
): readonly { readonly from: readonly string[]; readonly sides: readonly ChangedSide[] }[] {
  const sidesOf = new Map<string, number[]>();
  const all = [...sides];
  for (const [index, side] of all.entries())
    for (const name of names.of(side)) {
      const known = sidesOf.get(name);
      if (known === undefined) sidesOf.set(name, [index]);
      else known.push(index);
    }
  const groups = new Map<string, { readonly from: string[]; readonly sides: readonly ChangedSide[] }>();
  for (const [name, indexes] of sidesOf) {
    const key = indexes.join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { from: [name], sides: indexes.flatMap((index) => all[index] ?? []) });
    else group.from.push(name);
  }
  return [...groups.values()];
}

/** Names of everything an edge leads to; once per set of sides. */
class TargetNames {
  private readonly known = new Map<string, readonly string[]>();
  private readonly numbers = new Map<ChangedSide, number>();
  private readonly names: SideNames;

  constructor(names: SideNames) {
    this.names = names;
  }

  of({ to }: Edge): readonly string[] {
    const key = Array.from(to, (side) => this.numberOf(side))
      .sort((a, b) => a - b)
      .join();
    let found = this.known.get(key);
    if (found === undefined) {
      found = [...new Set([...to].flatMap((side) => this.names.of(side)))].sort();
      this.known.set(key, found);
    }
    return found;
  }

  private numberOf(side: ChangedSide): number {
    const number = this.numbers.get(side) ?? this.numbers.size;
    this.numbers.set(side, number);
    return number;
  }
}

/** What opens and closes between ends that are in both states. Linear in the changes of classes, and in the names of rows. */
export function gatherChanges(states: TwoStates): GatheredChanges {
  const names = new SideNames(states);
  const targets = new TargetNames(names);
  const bySide = edgesBySide(states);
  const rows = new Map<string, { readonly from: string[]; readonly to: readonly string[]; readonly edge: Edge }>();
  for (const { from, sides } of namesBySides(bySide.keys(), names)) {
    const edges: Edges = new Map();
    for (const side of sides) for (const [key, edge] of bySide.get(side) ?? []) addEdge(edges, key, edge);
    for (const [ports, edge] of edges) {
      const to = targets.of(edge);
      const key = `${ports}\n${to.join("\n")}`;
      const row = rows.get(key);
      if (row === undefined) rows.set(key, { from: [...from], to, edge });
      else row.from.push(...from);
    }
  }
  const changes = Array.from(rows.values(), ({ from, to, edge: { opened, closed, change } }): GatheredChange => {
    return { from: from.sort(), to, opened, closed, responsible: responsibleFor(states, change) };
  });
  const pairs = (of: "opened" | "closed"): number =>
    changes.filter((change) => !isNoPort(change[of])).reduce((sum, { from, to }) => sum + from.length * to.length, 0);
  return { changes, opens: pairs("opened"), closes: pairs("closed") };
}
