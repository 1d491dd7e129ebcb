// The ports one endpoint can reach on another.
import type { Compiled } from "./compile.ts";
import { sidesOf, type Endpoint, type Side } from "./endpoint.ts";
import { openPorts } from "./open-ports.ts";
import { allPorts, noPorts, type PortRanges, type PortSet } from "./port-space.ts";

/** Why no policy was asked: the rules of the API stand above all policies. */
export type Bypass = "finished" | "same-pod" | "own-node";

/** The answer: ports as maximal ranges, and what stood above the policies, if anything. */
export interface Connections {
  readonly ports: PortRanges;
  readonly bypass?: Bypass;
}

/** Whether one of two sides is on the host of the other: its node itself, or a pod on the node's network. */
function onOwnNode(compiled: Compiled, a: Side, b: Side): boolean {
  const { topology, options } = compiled.fabric;
  if (!options.ownNodeAlwaysAllowed) return false;
  const isHostOf = (host: Side, side: Side): boolean => {
    if (host.facts !== undefined || side.facts === undefined || side.pod === undefined) return false;
    const node = topology.nodeIds.get(topology.pods[side.pod]?.node ?? "");
    if (node !== undefined && host.nodes.includes(node)) return true;
    // Pods name their node even where no Node object was collected.
    return host.pod !== undefined && sameNode(topology.pods[host.pod]?.node, topology.pods[side.pod]?.node);
  };
  return isHostOf(a, b) || isHostOf(b, a);
}

function sameNode(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}

/** What decides before any policy, if something does. */
export function bypassOf(compiled: Compiled, from: readonly Side[], to: readonly Side[]): Bypass | undefined {
  const [source, target] = [from[0], to[0]];
  if (source === undefined || target === undefined) return "finished";
  if (source.pod !== undefined && source.pod === target.pod) return "same-pod";
  return from.some((a) => to.some((b) => onOwnNode(compiled, a, b))) ? "own-node" : undefined;
}

/** Pairs of addresses that can talk: of one family, or with an address not known. */
export function* comparableSides(from: readonly Side[], to: readonly Side[]): Generator<readonly [Side, Side]> {
  for (const a of from) {
    for (const b of to) if (a.family === b.family || a.family === 0 || b.family === 0) yield [a, b];
  }
}

/**
 * The ports `from` can reach on `to`: those the egress policies of the one and the ingress policies of the other both
 * allow, by at least one pair of addresses. Constant time once the rows of both ends are known, else that of a row.
 */
export function connections(compiled: Compiled, from: Endpoint, to: Endpoint): Connections {
  const { ports } = compiled.fabric;
  const [sources, targets] = [sidesOf(compiled, from), sidesOf(compiled, to)];
  const bypass = bypassOf(compiled, sources, targets);
  if (bypass !== undefined) return { ports: ports.rangesOf(bypass === "finished" ? noPorts : allPorts), bypass };
  let open: PortSet = noPorts;
  for (const [source, target] of comparableSides(sources, targets)) {
    const egress = openPorts(compiled, source, "egress", target);
    open = ports.union(open, ports.intersection(egress, openPorts(compiled, target, "ingress", source)));
  }
  return { ports: ports.rangesOf(open) };
}
