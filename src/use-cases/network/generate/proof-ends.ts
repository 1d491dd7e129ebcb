// Ends of wishes as endpoints of the engine: one pod for all that no policy tells apart, addresses where blocks begin.
import type { NetworkView } from "../../../checking/network/index.ts";
import { classesOf, type Compiled, type Endpoint } from "../../../engines/network-policy/index.ts";
import { parseCidr, parseIpAddress, type CidrBlock, type Family } from "../../../kubernetes/index.ts";
import type { Units } from "./generate-units.ts";
import { endKey, type WishEnd } from "./wish.ts";

/** One endpoint; `families` are those of a pod's addresses, none where they are not known. */
export interface ProofEnd {
  readonly endpoint: Endpoint;
  readonly label: string;
  readonly pod?: number;
  readonly families: readonly Family[];
}

const everything = ["0.0.0.0/0", "::/0"];

function blocksOf(end: WishEnd): readonly CidrBlock[] {
  const texts = end.kind === "block" ? [end.cidr] : end.kind === "outside" || end.kind === "anyone" ? everything : [];
  return texts.flatMap((text) => parseCidr(text) ?? []);
}

function isIn(value: bigint, family: Family, block: CidrBlock): boolean {
  return family === block.family && value >= block.first && value <= block.last;
}

/** Whether an end names an address. */
export function namesAddress(end: WishEnd, family: Family, value: bigint): boolean {
  if (!blocksOf(end).some((block) => isIn(value, family, block))) return false;
  const excepted = end.kind === "block" ? (end.except ?? []) : [];
  return !excepted.flatMap((text) => parseCidr(text) ?? []).some((block) => isIn(value, family, block));
}

/** The endpoints of ends under one set of policies. */
export class ProofEnds {
  private readonly view: NetworkView;
  private readonly units: Units;
  private readonly classOfPod: readonly string[];
  private readonly addresses: readonly { readonly family: Family; readonly first: bigint; readonly last: bigint }[];
  private readonly nodes: ReadonlySet<string>;
  private readonly known = new Map<string, readonly ProofEnd[]>();

  constructor(view: NetworkView, units: Units, compiled: Compiled) {
    this.view = view;
    this.units = units;
    const classes = classesOf(compiled);
    const names = view.input.pods.map(() => "");
    for (const { index, pods } of classes) for (const pod of pods) names[pod] = `${names[pod] ?? ""}/${index}`;
    this.classOfPod = names;
    this.addresses = classes.flatMap(({ addresses }) =>
      addresses.map(([first, last]) => ({ family: first.family, first: first.value, last: last.value })),
    );
    this.nodes = new Set(
      view.input.nodes.flatMap(({ addresses }) =>
        addresses.flatMap((text) => {
          const address = parseIpAddress(text);
          return address === undefined ? [] : `${address.family}/${address.value}`;
        }),
      ),
    );
  }

  private podEnd(pod: number): ProofEnd {
    const { ips = [] } = this.view.input.pods[pod] ?? {};
    const families = ips.flatMap((text) => parseIpAddress(text)?.family ?? []);
    return { endpoint: { pod }, label: this.units.list[this.units.ofPod[pod] ?? -1]?.label ?? "", pod, families };
  }

  private podEnds(pods: readonly number[]): ProofEnd[] {
    const first = new Map<string, number>();
    for (const pod of pods) {
      const key = `${this.units.ofPod[pod] ?? -1}${this.classOfPod[pod] ?? ""}`;
      if (!first.has(key)) first.set(key, pod);
    }
    return [...first.values()].map((pod) => this.podEnd(pod));
  }

  /** One address for all that no policy tells apart; nodes count only where blocks match them. */
  private addressEnds(end: WishEnd): ProofEnd[] {
    const blocks = blocksOf(end);
    return this.addresses.flatMap(({ family, first, last }): ProofEnd[] => {
      const block = blocks.find((one) => one.family === family && one.first <= last && first <= one.last);
      if (block === undefined) return [];
      const value = block.first > first ? block.first : first;
      if (!namesAddress(end, family, value)) return [];
      if (!this.view.options.ipBlockMatchesNodes && this.nodes.has(`${family}/${value}`)) return [];
      const label = end.kind === "block" ? (end.label ?? end.cidr) : "addresses outside";
      return [{ endpoint: { address: { family, value } }, label, families: [family] }];
    });
  }

  private find(end: WishEnd): readonly ProofEnd[] {
    const { list } = this.units;
    if (end.kind === "unit") {
      const unit = list[end.unit];
      return unit === undefined ? [] : [...this.podEnds(unit.pods), ...unit.hostPods.slice(0, 50).map((pod) => this.podEnd(pod))];
    }
    if (end.kind === "namespace" || end.kind === "cluster") {
      const own = list.filter(({ namespace }) => end.kind === "cluster" || namespace === end.namespace);
      return this.podEnds(own.flatMap(({ pods }) => pods));
    }
    if (end.kind === "labels") {
      const unlisted = { namespace: end.namespace, labels: end.labels };
      return [{ endpoint: { unlisted }, label: end.label, families: [] }];
    }
    return this.addressEnds(end);
  }

  of(end: WishEnd): readonly ProofEnd[] {
    const key = endKey(end);
    const ends = this.known.get(key) ?? this.find(end);
    this.known.set(key, ends);
    return ends;
  }
}
