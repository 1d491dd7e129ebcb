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

interface Edge {
  readonly change: ConnectionChange;
  readonly opened: PortRanges;
  readonly closed: PortRanges;
  readonly to: Set<string>;
}

/** Sources with the same changes towards the same targets become one row. */
function mergeSources(edges: ReadonlyMap<string, ReadonlyMap<string, Edge>>, states: TwoStates): GatheredChange[] {
  const rows = new Map<string, { readonly from: string[]; readonly edge: Edge }>();
  for (const [from, byPorts] of edges) {
    for (const [ports, edge] of byPorts) {
      const key = `${ports}\n${[...edge.to].sort().join("\n")}`;
      const row = rows.get(key);
      if (row === undefined) rows.set(key, { from: [from], edge });
      else row.from.push(from);
    }
  }
  return [...rows.values()].map(({ from, edge: { to, opened, closed, change } }) => ({
    from: from.sort(),
    to: [...to].sort(),
    opened,
    closed,
    responsible: responsibleFor(states, change),
  }));
}

/** What opens and closes between ends that are in both states. Linear in the changes of classes times their workloads. */
export function gatherChanges(states: TwoStates): GatheredChanges {
  const names = new SideNames(states);
  const edges = new Map<string, Map<string, Edge>>();
  for (const change of diff(states.before.compiled, states.after.compiled)) {
    if (!change.from.inBoth || !change.to.inBoth) continue;
    const opened = portsWithout(change.after, change.before);
    const closed = portsWithout(change.before, change.after);
    const key = JSON.stringify([opened, closed]);
    for (const from of names.of(change.from)) {
      let byPorts = edges.get(from);
      if (byPorts === undefined) edges.set(from, (byPorts = new Map<string, Edge>()));
      let edge = byPorts.get(key);
      if (edge === undefined) byPorts.set(key, (edge = { change, opened, closed, to: new Set() }));
      for (const to of names.of(change.to)) edge.to.add(to);
    }
  }
  const changes = mergeSources(edges, states);
  const pairs = (of: "opened" | "closed"): number =>
    changes.filter((change) => !isNoPort(change[of])).reduce((sum, { from, to }) => sum + from.length * to.length, 0);
  return { changes, opens: pairs("opened"), closes: pairs("closed") };
}
