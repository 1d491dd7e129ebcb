// The proof: every wish is asked of the engine under the policies as they would be.
import type { NetworkView } from "../../../checking/network/index.ts";
import {
  connections,
  explain,
  type Compiled,
  type PodInput,
  type Protocol,
} from "../../../engines/network-policy/index.ts";
import { includesPort, isEveryPort } from "../question/port-text.ts";
import type { ProofEnd, ProofEnds } from "./proof-ends.ts";
import { portKey, type Wish } from "./wish.ts";

/** Something wanted that would not be possible. */
export interface MissingWish {
  readonly from: string;
  readonly to: string;
  readonly ports: readonly string[];
  readonly why: string;
  /** What closes it. */
  readonly because: string;
  /** It is not possible today either. */
  readonly closedToday: boolean;
}

interface Numbered {
  readonly protocol: Protocol;
  readonly port: number;
}

function numbersOn({ ports }: Wish, pod: PodInput | undefined): readonly Numbered[] {
  if (ports === "any") return [];
  return ports.flatMap((port): readonly Numbered[] => {
    if ("port" in port) return [port];
    return (pod?.ports ?? []).flatMap(({ name, protocol = "TCP", containerPort }) =>
      name === port.name && protocol === port.protocol ? { protocol, port: containerPort } : [],
    );
  });
}

/** Whether the two have an address family in common, as far as is known. */
function canMeet(a: ProofEnd, b: ProofEnd): boolean {
  return a.families.length === 0 || b.families.length === 0 || a.families.some((family) => b.families.includes(family));
}

/** What closes a connection: the direction, and who decided. */
function reasonFor(compiled: Compiled, from: ProofEnd, to: ProofEnd, { protocol, port }: Numbered): string {
  const { directions } = explain(compiled, from.endpoint, to.endpoint, protocol, port);
  const closed = directions.find(({ verdict }) => verdict === "denied");
  if (closed === undefined) return "the addresses of the two are of different families";
  const names = closed.policies.filter(({ selects, governs }) => selects && governs).map(({ policy }) => policy);
  const side = closed.direction === "ingress" ? "of the destination" : "of the source";
  const what = closed.decidedBy === "isolation" ? "none of the policies" : "a policy";
  const verb = closed.decidedBy === "isolation" ? "that select it allows it" : "denies it";
  return `${what} ${side} ${verb}: ${names.slice(0, 4).join(", ")}`;
}

/** Wishes that would not be fulfilled. O(wishes × kinds of pods behind their ends). */
export function proveWishes(
  view: NetworkView,
  compiled: Compiled,
  ends: ProofEnds,
  wishes: readonly Wish[],
): readonly MissingWish[] {
  const missing = new Map<string, MissingWish & { readonly ports: string[] }>();
  const lose = (wish: Wish, from: ProofEnd, to: ProofEnd, port: Numbered): void => {
    const key = [from.label, to.label, wish.why].join("\n");
    const text = portKey(port);
    const known = missing.get(key);
    if (known === undefined) {
      const because = reasonFor(compiled, from, to, port);
      const today = connections(view.compiled, from.endpoint, to.endpoint).ports;
      const closedToday = !includesPort(today, port.protocol, port.port);
      missing.set(key, { from: from.label, to: to.label, ports: [text], why: wish.why, because, closedToday });
    } else if (!known.ports.includes(text)) known.ports.push(text);
  };
  for (const wish of wishes) {
    for (const from of ends.of(wish.from)) {
      for (const to of ends.of(wish.to)) {
        // Two addresses outside are nobody's concern here.
        if (("address" in from.endpoint && "address" in to.endpoint) || !canMeet(from, to)) continue;
        const { ports } = connections(compiled, from.endpoint, to.endpoint);
        if (wish.ports === "any" && !isEveryPort(ports)) lose(wish, from, to, { protocol: "TCP", port: 1 });
        for (const port of numbersOn(wish, view.input.pods[to.pod ?? -1]))
          if (!includesPort(ports, port.protocol, port.port)) lose(wish, from, to, port);
      }
    }
  }
  return [...missing.values()];
}
