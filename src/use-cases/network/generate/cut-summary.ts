// What would be cut, by who is not reached any more: on ports pods are known to serve, as others were hardly used.
import { unionOfPorts, isNoPort, noPorts, portsWithout } from "../question/port-text.ts";
import type { NetworkView } from "../../../checking/network/index.ts";
import { backendsOf, type PortRanges } from "../../../engines/network-policy/index.ts";
import type { GatheredChange } from "../diff/gather-changes.ts";
import type { Units } from "./generate-units.ts";

/** Who loses the way to one workload or place, and on which ports. */
export interface CutTarget {
  readonly to: string;
  readonly ports: PortRanges;
  readonly from: readonly string[];
}

function rangesOf(ports: readonly { readonly protocol?: keyof PortRanges; readonly port: number }[]): PortRanges {
  return ports.reduce<PortRanges>(
    (sum, { protocol = "TCP", port }) => unionOfPorts(sum, { ...noPorts, [protocol]: [[port, port]] }),
    noPorts,
  );
}

/** Ports containers declare, and those Services send traffic to, by label of the workload. */
function servedPorts(
  { input, services, compiled }: NetworkView,
  { list, ofPod }: Units,
): ReadonlyMap<string, PortRanges> {
  const served = new Map<string, PortRanges>();
  const add = (unit: number, ports: PortRanges): void => {
    const label = list[unit]?.label ?? "";
    served.set(label, unionOfPorts(served.get(label) ?? noPorts, ports));
  };
  for (const { number, pods } of list) {
    const [pod] = pods;
    const ports = input.pods[pod ?? -1]?.ports ?? [];
    add(number, rangesOf(ports.map(({ protocol = "TCP", containerPort }) => ({ protocol, port: containerPort }))));
  }
  for (const service of services) {
    const seen = new Set<string>();
    for (const { pod, protocol, port } of backendsOf(compiled, service)) {
      const unit = ofPod[pod] ?? -1;
      if (unit < 0 || seen.has(`${unit}/${port}/${protocol}`)) continue;
      seen.add(`${unit}/${port}/${protocol}`);
      add(unit, rangesOf([{ protocol, port }]));
    }
  }
  return served;
}

/** Ports of both. */
function common(a: PortRanges, b: PortRanges): PortRanges {
  return portsWithout(a, portsWithout(a, b));
}

/** By target, those most lose first. Of addresses and of pods that serve no known port every port counts. */
export function cutSummary(view: NetworkView, units: Units, changes: readonly GatheredChange[]): readonly CutTarget[] {
  const served = servedPorts(view, units);
  const found = new Map<string, { ports: PortRanges; readonly from: Set<string> }>();
  for (const { from, to, closed } of changes) {
    for (const name of to) {
      const known = served.get(name);
      const ports = known === undefined ? closed : common(closed, known);
      if (isNoPort(ports)) continue;
      const target = found.get(name) ?? { ports: noPorts, from: new Set<string>() };
      found.set(name, target);
      target.ports = unionOfPorts(target.ports, ports);
      for (const source of from) target.from.add(source);
    }
  }
  return [...found]
    .map(([to, { ports, from }]) => ({ to, ports, from: [...from].sort() }))
    .sort((a, b) => b.from.length - a.from.length || (a.to < b.to ? -1 : 1));
}
