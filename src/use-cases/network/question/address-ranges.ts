// Addresses of a question, cut where policies tell them apart.
import type { NetworkView } from "../../../checking/network/index.ts";
import { classesOf } from "../../../engines/network-policy/index.ts";
import { formatIpAddress, parseCidr, parseIpAddress, type Family } from "../../../kubernetes/index.ts";
import type { AddressRange, Member } from "./party.ts";

const widths = { 4: 32n, 6: 128n } as const;

/** Blocks of IPv4 nobody on the internet has (IANA special-purpose registry; documentation blocks stand for the internet). */
const notPublic = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
];

function outside(family: Family, blocks: readonly AddressRange[]): AddressRange[] {
  const gaps: AddressRange[] = [];
  let next = 0n;
  for (const { first, last } of blocks) {
    if (first > next) gaps.push({ family, first: next, last: first - 1n });
    next = last + 1n;
  }
  const end = (1n << widths[family]) - 1n;
  return next > end ? gaps : [...gaps, { family, first: next, last: end }];
}

/** The public addresses of the internet: IPv4 but for the blocks set aside, and global unicast IPv6 (2000::/3). */
export function internetRanges(): readonly AddressRange[] {
  const reserved = notPublic.flatMap((text) => parseCidr(text) ?? []);
  return [...outside(4, reserved), ...[parseCidr("2000::/3")].flatMap((block) => block ?? [])];
}

/** `10.0.0.0/8` where the range is a block, one address, or `first-last`. */
function formatRange({ family, first, last }: AddressRange): string {
  const text = (value: bigint): string => formatIpAddress({ family, value });
  if (first === last) return text(first);
  const size = last - first + 1n;
  const bits = BigInt(size.toString(2).length - 1);
  if (size === 1n << bits && (first & (size - 1n)) === 0n) return `${text(first)}/${widths[family] - bits}`;
  return `${text(first)}-${text(last)}`;
}

export function formatRanges(ranges: readonly AddressRange[], most = 4): string {
  const shown = ranges.slice(0, most).map(formatRange).join(", ");
  return ranges.length > most ? `${shown} and ${ranges.length - most} more ranges` : shown;
}

function overlap(a: AddressRange, b: AddressRange): AddressRange | undefined {
  if (a.family !== b.family || a.first > b.last || b.first > a.last) return undefined;
  return { family: a.family, first: a.first > b.first ? a.first : b.first, last: a.last < b.last ? a.last : b.last };
}

function merged(ranges: readonly AddressRange[]): AddressRange[] {
  const sorted = ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1));
  const result: { family: Family; first: bigint; last: bigint }[] = [];
  for (const range of sorted) {
    const previous = result.at(-1);
    if (previous !== undefined && previous.last + 1n >= range.first) previous.last = range.last;
    else result.push({ ...range });
  }
  return result;
}

/** Addresses of nodes, which are not just any address to policies. */
function nodeAddresses(view: NetworkView): ReadonlySet<string> {
  return new Set(
    view.input.nodes.flatMap(({ addresses }) =>
      addresses.flatMap((text) => {
        const address = parseIpAddress(text);
        return address === undefined ? [] : `${address.family}/${address.value}`;
      }),
    ),
  );
}

/** A member of a range party, with the addresses it stands for. */
export interface RangeMember extends Member {
  readonly family: Family;
  readonly ranges: readonly AddressRange[];
}

/** The addresses of `blocks` by what policies can say of them; those of nodes are left out. O(segments × blocks). */
export function addressMembers(view: NetworkView, blocks: readonly AddressRange[]): readonly RangeMember[] {
  const nodes = nodeAddresses(view);
  return classesOf(view.compiled).flatMap(({ addresses }) =>
    ([4, 6] as const).flatMap((family): RangeMember[] => {
      const inside = addresses.flatMap(([first, last]): AddressRange[] => {
        if (first.family !== family || (first.value === last.value && nodes.has(`${family}/${first.value}`))) return [];
        const range = { family, first: first.value, last: last.value };
        return blocks.flatMap((block) => overlap(range, block) ?? []);
      });
      const ranges = merged(inside);
      const [start] = ranges;
      if (start === undefined) return [];
      const endpoint = { address: { family, value: start.first } };
      return [{ endpoint, label: formatRanges(ranges), family, ranges }];
    }),
  );
}

/** Members of addresses by whether they are in one of the blocks; those partly inside are cut in two. */
export function splitByBlocks(
  members: readonly Member[],
  blocks: readonly AddressRange[],
): { readonly inside: readonly Member[]; readonly others: readonly Member[] } {
  const cut = (member: Member, wanted: readonly AddressRange[]): Member[] => {
    const { endpoint, ranges } = member;
    if (!("address" in endpoint)) return [];
    const { family, value } = endpoint.address;
    const own = ranges ?? [{ family, first: value, last: value }];
    const kept = merged(own.flatMap((range) => wanted.flatMap((block) => overlap(range, block) ?? [])));
    const [start] = kept;
    if (start === undefined) return [];
    const whole = JSON.stringify(kept.map(formatRange)) === JSON.stringify(merged(own).map(formatRange));
    const at = { address: { family, value: start.first } };
    return [whole ? member : { endpoint: at, family, ranges: kept, label: formatRanges(kept) }];
  };
  const sorted = merged(blocks);
  const rest = ([4, 6] as const).flatMap((family) =>
    outside(
      family,
      sorted.filter((block) => block.family === family),
    ),
  );
  return {
    inside: members.flatMap((member) => cut(member, sorted)),
    others: members.flatMap((member) => cut(member, rest)),
  };
}
