// The rules one policy needs in one direction, gathered and then made as few as they can be.
import type { JsonObject } from "../../../core/index.ts";
import type { Direction, Protocol } from "../../../engines/network-policy/index.ts";
import { peerKey, peerObject, widerKeys, type DraftPeer } from "./policy-peers.ts";
import { portKey, type Wish, type WishPort } from "./wish.ts";

interface Entry {
  readonly peer: DraftPeer;
  readonly ports: Map<string, WishPort>;
  anyPort: boolean;
}

/** How rules are written. */
export interface RuleStyle {
  /** Whether the plugin is not known to ignore ranges of ports. */
  readonly ranges: boolean;
}

type PortItem = JsonObject & { readonly protocol: Protocol };
const fewestInRange = 3;

/** Numbers in a row become a range from three on; names stay. */
function portItems(ports: readonly WishPort[], { ranges }: RuleStyle): PortItem[] {
  const items: PortItem[] = [];
  for (const protocol of ["TCP", "UDP", "SCTP"] as const) {
    const numbers = ports
      .flatMap((one) => (one.protocol === protocol && "port" in one ? one.port : []))
      .sort((a, b) => a - b);
    for (let at = 0; at < numbers.length; at++) {
      const first = numbers[at] ?? 0;
      let end = at;
      while (numbers[end + 1] === first + (end + 1 - at)) end++;
      const long = ranges && end - at + 1 >= fewestInRange;
      items.push({ protocol, port: first, ...(long ? { endPort: numbers[end] ?? first } : {}) });
      if (long) at = end;
    }
    const names = ports.flatMap((one) => (one.protocol === protocol && "name" in one ? one.name : [])).sort();
    items.push(...names.map((port) => ({ protocol, port })));
  }
  return items;
}

/** Peers and their ports, in one direction of one policy. */
export class DraftRules {
  private readonly entries = new Map<string, Entry>();

  get isEmpty(): boolean {
    return this.entries.size === 0;
  }

  add(peer: DraftPeer, ports: Wish["ports"]): void {
    const key = peerKey(peer);
    const entry = this.entries.get(key) ?? { peer, ports: new Map<string, WishPort>(), anyPort: false };
    this.entries.set(key, entry);
    if (ports === "any") entry.anyPort = true;
    else for (const port of ports) entry.ports.set(portKey(port), port);
  }

  private opens(key: string, port: string | undefined): boolean {
    const entry = this.entries.get(key);
    return entry !== undefined && (entry.anyPort || (port !== undefined && entry.ports.has(port)));
  }

  /** Takes away what a wider peer of these rules allows, or any fitting peer of `base`, whose subject is wider. */
  reduce(base: DraftRules | undefined): void {
    const taken = new Map<Entry, { readonly all: boolean; readonly ports: readonly string[] }>();
    for (const [key, entry] of this.entries) {
      const wider = [...widerKeys(entry.peer)];
      const covered = (port: string | undefined): boolean =>
        wider.some((other) => this.opens(other, port) || base?.opens(other, port) === true) ||
        base?.opens(key, port) === true;
      const ports = [...entry.ports.keys()].filter((port) => entry.anyPort || covered(port));
      taken.set(entry, { all: entry.anyPort && covered(undefined), ports });
    }
    for (const [entry, { all, ports }] of taken) {
      for (const port of ports) entry.ports.delete(port);
      if (all) entry.anyPort = false;
      if (!entry.anyPort && entry.ports.size === 0) this.entries.delete(peerKey(entry.peer));
    }
  }

  /** Rules as the API has them: peers with the same ports in one, in a lasting order. */
  objects(direction: Direction, own: string, style: RuleStyle): JsonObject[] {
    const byPorts = new Map<string, { readonly ports: PortItem[] | undefined; readonly peers: DraftPeer[] }>();
    for (const [, entry] of [...this.entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const ports = entry.anyPort ? undefined : portItems([...entry.ports.values()], style);
      // A rule without peers speaks of everyone, so it can hold no other.
      const key = `${entry.peer.kind === "any"} ${JSON.stringify(ports ?? "any")}`;
      const rule = byPorts.get(key);
      if (rule === undefined) byPorts.set(key, { ports, peers: [entry.peer] });
      else rule.peers.push(entry.peer);
    }
    return [...byPorts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { ports, peers }]): JsonObject => {
        const named = peers.flatMap((peer) => peerObject(peer, own) ?? []);
        return {
          ...(named.length === 0 ? {} : { [direction === "ingress" ? "from" : "to"]: named }),
          ...(ports === undefined ? {} : { ports }),
        };
      });
  }
}
