// Addresses and networks (pkg/cel/library/ip.go and cidr.go).
import { CelFault } from "../../values/cel-fault.ts";
import { opaqueOf } from "../../values/cel-type.ts";
import { CelOpaque, type CelValue } from "../../values/cel-value.ts";
import { containsIp, formatIp, maskIp, parseCidr, parseIp, type IpBytes, type IpPrefix } from "../../values/ip-text.ts";
import type { CelResult } from "../../values/runtime-type.ts";
import { global, member, noSuchOverload, type CelOverload } from "../overload.ts";

const [ipType, cidrType] = ["net.IP", "net.CIDR"];

/** An address; its size to the cost model is its bytes. */
class CelIp extends CelOpaque {
  readonly type = opaqueOf(ipType);
  readonly address: IpBytes;
  readonly size: number;
  constructor(address: IpBytes) {
    super();
    this.address = address;
    this.size = address.length;
  }
  equals(other: CelValue): boolean {
    return other instanceof CelIp && formatIp(other.address) === formatIp(this.address);
  }
}

/** A network; its size to the cost model is the bytes of its prefix. */
class CelCidr extends CelOpaque {
  readonly type = opaqueOf(cidrType);
  readonly prefix: IpPrefix;
  readonly size: number;
  constructor(prefix: IpPrefix) {
    super();
    this.prefix = prefix;
    this.size = Math.ceil(prefix.length / 8);
  }
  equals(other: CelValue): boolean {
    return other instanceof CelCidr && formatCidr(other.prefix) === formatCidr(this.prefix);
  }
}

function formatCidr({ address, length }: IpPrefix): string {
  return `${formatIp(address)}/${length}`;
}

function ipOf(text: string): CelIp | CelFault {
  const address = parseIp(text);
  return typeof address === "string" ? new CelFault(address) : new CelIp(address);
}

function cidrOf(text: string): CelCidr | CelFault {
  const prefix = parseCidr(text);
  return typeof prefix === "string"
    ? new CelFault(`network address parse error during conversion from string: ${prefix}`)
    : new CelCidr(prefix);
}

function isCanonical(text: string): CelResult {
  const ip = ipOf(text);
  return ip instanceof CelFault ? ip : formatIp(ip.address) === text;
}

function judge(id: string, name: string, holds: (address: IpBytes) => boolean): CelOverload {
  return member<[CelIp]>(id, name, ipType, "bool", ([{ address }]) => holds(address));
}

const isV4 = (address: IpBytes) => address.length === 4;
const isUnspecified = (address: IpBytes) => address.every((byte) => byte === 0);
const isMulticast = ([first = 0, ...rest]: IpBytes) => (rest.length === 3 ? first >> 4 === 14 : first === 255);
const isLoopback = (address: IpBytes) =>
  isV4(address) ? address[0] === 127 : address.every((byte, at) => byte === (at === 15 ? 1 : 0));
const isLinkLocal = (address: IpBytes) =>
  isV4(address) ? address[0] === 169 && address[1] === 254 : address[0] === 254 && ((address[1] ?? 0) & 0xc0) === 0x80;
const isLinkLocalMulticast = ([first, second = 0, third, ...rest]: IpBytes) =>
  rest.length === 1 ? first === 224 && second === 0 && third === 0 : first === 255 && (second & 0x0f) === 2;

function isGlobal(address: IpBytes): boolean {
  if (isV4(address) && (isUnspecified(address) || address.every((byte) => byte === 255))) return false;
  return !isUnspecified(address) && !isLoopback(address) && !isMulticast(address) && !isLinkLocal(address);
}

export const ipOverloads: readonly CelOverload[] = [
  global<[string]>("string_to_ip", "ip", "string", ipType, ([text]) => ipOf(text)),
  global<[string]>("is_ip", "isIP", "string", "bool", ([text]) => typeof parseIp(text) !== "string"),
  global<[string]>("ip_is_canonical", "ip.isCanonical", "string", "bool", ([text]) => isCanonical(text)),
  global<[CelIp]>("ip_to_string", "string", ipType, "string", ([{ address }]) => formatIp(address)),
  member<[CelIp]>("ip_family", "family", ipType, "int", ([{ address }]) => (isV4(address) ? 4n : 6n)),
  judge("ip_is_unspecified", "isUnspecified", isUnspecified),
  judge("ip_is_loopback", "isLoopback", isLoopback),
  judge("ip_is_link_local_multicast", "isLinkLocalMulticast", isLinkLocalMulticast),
  judge("ip_is_link_local_unicast", "isLinkLocalUnicast", isLinkLocal),
  judge("ip_is_global_unicast", "isGlobalUnicast", isGlobal),
];

function containsCidr(outer: CelCidr, inner: CelCidr | CelFault): CelResult {
  // As in Kubernetes: a text that is no network is no argument either.
  if (inner instanceof CelFault) return noSuchOverload;
  return outer.prefix.length <= inner.prefix.length && containsIp(outer.prefix, inner.prefix.address);
}

function containsAddress(cidr: CelCidr, ip: CelIp | CelFault): CelResult {
  return ip instanceof CelFault ? noSuchOverload : containsIp(cidr.prefix, ip.address);
}

type WithText = [CelCidr, string];

export const cidrOverloads: readonly CelOverload[] = [
  global<[string]>("string_to_cidr", "cidr", "string", cidrType, ([text]) => cidrOf(text)),
  global<[string]>("is_cidr", "isCIDR", "string", "bool", ([text]) => typeof parseCidr(text) !== "string"),
  global<[CelCidr]>("cidr_to_string", "string", cidrType, "string", ([{ prefix }]) => formatCidr(prefix)),
  member<WithText>("cidr_contains_ip_string", "containsIP", `${cidrType}, string`, "bool", ([cidr, text]) =>
    containsAddress(cidr, ipOf(text)),
  ),
  member<[CelCidr, CelIp]>("cidr_contains_ip_ip", "containsIP", `${cidrType}, ${ipType}`, "bool", ([cidr, ip]) =>
    containsAddress(cidr, ip),
  ),
  member<WithText>("cidr_contains_cidr_string", "containsCIDR", `${cidrType}, string`, "bool", ([cidr, text]) =>
    containsCidr(cidr, cidrOf(text)),
  ),
  member<[CelCidr, CelCidr]>(
    "cidr_contains_cidr",
    "containsCIDR",
    `${cidrType}, ${cidrType}`,
    "bool",
    ([cidr, inner]) => containsCidr(cidr, inner),
  ),
  member<[CelCidr]>("cidr_ip", "ip", cidrType, ipType, ([{ prefix }]) => new CelIp(prefix.address)),
  member<[CelCidr]>("cidr_prefix_length", "prefixLength", cidrType, "int", ([{ prefix }]) => BigInt(prefix.length)),
  member<[CelCidr]>("cidr_masked", "masked", cidrType, cidrType, ([{ prefix }]) => {
    return new CelCidr({ address: maskIp(prefix), length: prefix.length });
  }),
];
