// What must stay possible: a connection somebody declared, named, was seen to use, or asked for.
import type { Protocol } from "../../../engines/network-policy/index.ts";
import type { LabelPairs } from "./generate-units.ts";

/** One end of a wish. `outside` is every address that is not a pod's; `anyone` is everything there is. */
export type WishEnd =
  | { readonly kind: "unit"; readonly unit: number }
  | { readonly kind: "namespace"; readonly namespace: string }
  | { readonly kind: "cluster" }
  /** Pods that were not seen, as installers label them. */
  | { readonly kind: "labels"; readonly namespace: string; readonly labels: LabelPairs; readonly label: string }
  | { readonly kind: "block"; readonly cidr: string; readonly except?: readonly string[]; readonly label?: string }
  | { readonly kind: "outside" }
  | { readonly kind: "anyone" };

/** A port of the destination, or the name its pods give to one. */
export type WishPort =
  | { readonly protocol: Protocol; readonly port: number }
  | { readonly protocol: Protocol; readonly name: string };

/** Hosts outside, as a destination: everywhere but where clouds serve credentials of nodes. */
export const hostsOutside: readonly WishEnd[] = [
  { kind: "block", cidr: "0.0.0.0/0", except: ["169.254.0.0/16"], label: "hosts outside" },
  { kind: "block", cidr: "::/0", except: ["fd00:ec2::254/128", "fe80::/10"], label: "hosts outside" },
];

/**
 * How sure it is: `declared` by an object of the API; `named` in a setting of a container; `assumed` because something
 * must call a Service of which no caller is known; `observed` in flows; `asked` by the user.
 */
export type Confidence = "declared" | "named" | "assumed" | "observed" | "asked";

/** One wish. */
export interface Wish {
  readonly from: WishEnd;
  readonly to: WishEnd;
  readonly ports: readonly WishPort[] | "any";
  readonly why: string;
  readonly confidence: Confidence;
}

/** Wishes, and what could not be made one. */
export interface Wishes {
  readonly wishes: readonly Wish[];
  /** Connections that are wanted, but of which one end is not known: nothing allows them. */
  readonly unmet: readonly string[];
  readonly notes: readonly string[];
}

/** Text equal for equal ends. */
export function endKey(end: WishEnd): string {
  switch (end.kind) {
    case "unit":
      return `unit ${end.unit}`;
    case "namespace":
      return `namespace ${end.namespace}`;
    case "labels":
      return `labels ${end.namespace} ${JSON.stringify(end.labels)}`;
    case "block":
      return `block ${end.cidr} ${(end.except ?? []).join()}`;
    default:
      return end.kind;
  }
}

export function portKey(port: WishPort): string {
  return `${"name" in port ? port.name : port.port}/${port.protocol}`;
}

/** Wishes with the same ends become one, in a lasting order. */
export function mergeWishes(wishes: readonly Wish[]): readonly Wish[] {
  const merged = new Map<string, { readonly wish: Wish; readonly ports: Map<string, WishPort> }>();
  for (const wish of wishes) {
    const any = wish.ports === "any";
    const key = [endKey(wish.from), endKey(wish.to), any, wish.why, wish.confidence].join("\n");
    const known = merged.get(key) ?? { wish, ports: new Map<string, WishPort>() };
    merged.set(key, known);
    for (const port of wish.ports === "any" ? [] : wish.ports) known.ports.set(portKey(port), port);
  }
  return [...merged]
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([, { wish, ports }]) => (wish.ports === "any" ? wish : { ...wish, ports: [...ports.values()] }));
}
