// IP addresses and CIDR blocks, read by Go's rules: the strict ones of net/netip, and the sloppy ones old API fields keep.

/** IP version. */
export type Family = 4 | 6;

/** An address as a number below 2^32 or 2^128. IPv4-mapped IPv6 addresses are IPv4, as for Go's net package. */
export interface IpAddress {
  readonly family: Family;
  readonly value: bigint;
}

/** A CIDR block: all addresses from `first` to `last`. `hostBits` tells that the text had bits set outside its mask. */
export interface CidrBlock {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  readonly length: number;
  readonly hostBits: boolean;
}

/**
 * `strict`: net/netip (CEL's `isCIDR`, strict API validation). `sloppy`: k8s.io/utils/net ParseCIDRSloppy, which
 * `ipBlock` is read with: leading zeros are decimal, IPv4-mapped blocks are IPv4.
 */
export type IpSyntax = "strict" | "sloppy";

const mappedPrefix = 0xffffn;
const widthOf = { 4: 32, 6: 128 } as const;

function readOctets(text: string, syntax: IpSyntax): bigint | undefined {
  const octets = text.split(".");
  if (octets.length !== 4) return undefined;
  let value = 0n;
  for (const octet of octets) {
    if (!(syntax === "strict" ? /^(?:0|[1-9]\d{0,2})$/ : /^\d{1,64}$/).test(octet)) return undefined;
    const number = Number(octet);
    if (number > 255) return undefined;
    value = value * 256n + BigInt(number);
  }
  return value;
}

function readGroups(text: string, syntax: IpSyntax): bigint[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const groups: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.includes(".")) {
      const octets = index === parts.length - 1 ? readOctets(part, syntax) : undefined;
      if (octets === undefined) return undefined;
      groups.push(octets >> 16n, octets & 0xffffn);
      continue;
    }
    if (!(syntax === "strict" ? /^[0-9a-fA-F]{1,4}$/ : /^0{0,60}[0-9a-fA-F]{1,4}$/).test(part)) return undefined;
    groups.push(BigInt(`0x${part}`));
  }
  return groups;
}

function readIpv6(text: string, syntax: IpSyntax): bigint | undefined {
  if (text.length > 600) return undefined;
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => readGroups(half, syntax));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  // An embedded IPv4 address can only end the whole text.
  if (halves.length === 2 && halves[0]?.includes(".") === true) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...(tail ?? [])];
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

/** Reads an address without a zone; undefined when Go would refuse it. Linear in the text. */
export function parseIpAddress(text: string, syntax: IpSyntax = "sloppy"): IpAddress | undefined {
  if (!text.includes(":")) {
    const value = readOctets(text, syntax);
    return value === undefined ? undefined : { family: 4, value };
  }
  const value = readIpv6(text, syntax);
  if (value === undefined) return undefined;
  return value >> 32n === mappedPrefix ? { family: 4, value: value & 0xffffffffn } : { family: 6, value };
}

function blockOf(family: Family, value: bigint, length: number): CidrBlock {
  const hostMask = (1n << BigInt(widthOf[family] - length)) - 1n;
  const first = value - (value & hostMask);
  return { family, first, last: first + hostMask, length, hostBits: first !== value };
}

/**
 * Reads `address/length`; undefined when Go would refuse it. Host bits are masked off. Strict syntax refuses
 * IPv4-mapped blocks (as CEL's `isCIDR` does); in sloppy syntax those of /96 and longer are IPv4 blocks.
 */
export function parseCidr(text: string, syntax: IpSyntax = "sloppy"): CidrBlock | undefined {
  const slash = text.indexOf("/");
  if (slash === -1) return undefined;
  const [address, mask] = [text.slice(0, slash), text.slice(slash + 1)];
  if (!(syntax === "strict" ? /^(?:0|[1-9]\d{0,2})$/ : /^\d{1,64}$/).test(mask)) return undefined;
  const length = Number(mask);
  if (!address.includes(":")) {
    const value = readOctets(address, syntax);
    return value === undefined || length > 32 ? undefined : blockOf(4, value, length);
  }
  const value = readIpv6(address, syntax);
  if (value === undefined || length > 128) return undefined;
  if (value >> 32n !== mappedPrefix) return blockOf(6, value, length);
  if (syntax === "strict") return undefined;
  return length < 96 ? blockOf(6, value, length) : blockOf(4, value & 0xffffffffn, length - 96);
}

/** Whether `inner` lies in `outer` and is smaller: the API's rule for `ipBlock.except`. */
export function isStrictlyInside(inner: CidrBlock, outer: CidrBlock): boolean {
  return (
    inner.family === outer.family &&
    inner.length > outer.length &&
    inner.first >= outer.first &&
    inner.last <= outer.last
  );
}

/** Blocks that hold a good part of all addresses: a list of them is no limit (0.0.0.0/1 and 128.0.0.0/1; 2000::/3). */
export function isWideRange(text: string): boolean {
  const block = parseCidr(text.trim());
  return block !== undefined && block.length < (block.family === 4 ? 8 : 16);
}

function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(16 * (7 - index))) & 0xffffn).toString(16));
  const text = groups.join(":");
  const runs = [...text.matchAll(/\b0(?::0)+\b/g)].map(([run]) => run);
  const [longest] = runs.sort((a, b) => b.length - a.length);
  return longest === undefined ? text : text.replace(new RegExp(`(?:^|:)\\b${longest}\\b(?::|$)`), "::");
}

/** The canonical text of an address (RFC 5952 for IPv6). */
export function formatIpAddress({ family, value }: IpAddress): string {
  if (family === 6) return formatIpv6(value);
  return [24n, 16n, 8n, 0n].map((shift) => ((value >> shift) & 0xffn).toString()).join(".");
}
