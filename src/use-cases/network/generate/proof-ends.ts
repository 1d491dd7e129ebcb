// Ends of wishes as endpoints of the engine: one pod for all that no policy tells apart, addresses where blocks begin.
import type { NetworkView } from "../../../checking/network/index.ts";
import { classesOf, type Compiled, type Endpoint } from "../../../engines/network-policy/index.ts";
import { parseCidr, parseIpAddress, type CidrBlock, type Family } from "../../../kubernetes/index.ts";
import type { LabelPairs, Units } from "./generate-units.ts";
import { isNodeAddress, isNodeBlock } from "./node-blocks.ts";
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

function unlistedEnd(namespace: string, labels: LabelPairs, label: string): ProofEnd {
  return { endpoint: { unlisted: { namespace, labels } }, label, families: [] };
}

/** The endpoints of ends under one set of policies. */
export class ProofEnds {
  private readonly view: NetworkView;
  private readonly units: Units;
  private readonly classOfPod: readonly string[];
  private readonly addresses: readonly { readonly family: Family; readonly first: bigint; readonly last: bigint }[];
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
  }

  private podEnd(pod: number): ProofEnd {
    const { ips = [], hostNetwork, node } = this.view.input.pods[pod] ?? {};
    const host = hostNetwork === true ? this.view.input.nodes.find(({ name }) => name === node) : undefined;
    const families = (ips.length > 0 ? ips : (host?.addresses ?? [])).flatMap(
      (text) => parseIpAddress(text)?.family ?? [],
    );
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
    const one = end.kind === "block" && isNodeBlock(this.view, end.cidr);
    const skipsNodes = !one && !this.view.options.ipBlockMatchesNodes;
    return this.addresses.flatMap(({ family, first, last }): ProofEnd[] => {
      const block = blocks.find((one) => one.family === family && one.first <= last && first <= one.last);
      if (block === undefined) return [];
      const value = block.first > first ? block.first : first;
      if (!namesAddress(end, family, value)) return [];
      if (skipsNodes && isNodeAddress(this.view, family, value)) return [];
      const label = end.kind === "block" ? (end.label ?? end.cidr) : "addresses outside";
      return [{ endpoint: { address: { family, value } }, label, families: [family] }];
    });
  }

  private find(end: WishEnd): readonly ProofEnd[] {
    const { list } = this.units;
    if (end.kind === "unit") {
      const unit = list[end.unit];
      return unit === undefined
        ? []
        : [...this.podEnds(unit.pods), ...unit.hostPods.slice(0, 50).map((pod) => this.podEnd(pod))];
    }
    if (end.kind === "namespace" || end.kind === "cluster") {
      const own = list.filter(({ namespace }) => end.kind === "cluster" || namespace === end.namespace);
      const ends = this.podEnds(own.flatMap(({ pods }) => pods));
      // A namespace nobody was seen in: whoever comes there has that namespace's name at least.
      return ends.length > 0 || end.kind === "cluster"
        ? ends
        : [unlistedEnd(end.namespace, {}, `pods of namespace ${end.namespace}`)];
    }
    if (end.kind === "labels") {
      return [unlistedEnd(end.namespace, end.labels, end.label)];
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
