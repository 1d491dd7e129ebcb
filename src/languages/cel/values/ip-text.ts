// Addresses and networks as Go's net/netip reads and writes them.

/** The bytes of an address (4 or 16). */
export type IpBytes = readonly number[];

/** An address with the length of its network's prefix. */
export interface IpPrefix {
  readonly address: IpBytes;
  readonly length: number;
}

function parseV4(text: string): IpBytes | undefined {
  const parts = text.split(".");
  const valid = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return valid ? parts.map(Number) : undefined;
}

/** Why a text of digits and dots is no IPv4 address, in netip's words. */
function v4Fault(text: string): string {
  const parts = text.split(".");
  for (const part of parts) {
    if (part === "") return "IPv4 field must have at least one digit";
    if (/\D/.test(part)) return "unexpected character";
    if (part.length > 1 && part.startsWith("0")) return "IPv4 field has octet with leading zero";
    if (Number(part) > 255) return "IPv4 field has value >255";
  }
  return parts.length < 4 ? "IPv4 address too short" : "IPv4 address too long";
}

function groupsOf(text: string): readonly number[] | undefined {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [at, part] of parts.entries()) {
    if (part.includes(".")) {
      const last = at === parts.length - 1 ? parseV4(part) : undefined;
      if (last === undefined) return undefined;
      const [a = 0, b = 0, c = 0, d = 0] = last;
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

function parseV6(text: string): IpBytes | undefined {
  const [before = "", after, more] = text.split("::");
  if (more !== undefined) return undefined;
  const [head, tail] = [groupsOf(before), groupsOf(after ?? "")];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...tail];
  return groups.flatMap((group) => [group >> 8, group & 255]);
}

/** IPv4 addresses written as IPv6 are told apart from IPv4. */
function isMapped(address: IpBytes): boolean {
  return (
    address.length === 16 &&
    address.slice(0, 10).every((byte) => byte === 0) &&
    address[10] === 255 &&
    address[11] === 255
  );
}

/** An address; a fault in the words of Kubernetes' CEL library. */
export function parseIp(text: string): IpBytes | string {
  const quoted = JSON.stringify(text);
  const zone = text.indexOf("%");
  const plain = zone === -1 ? text : text.slice(0, zone);
  const address =
    plain.length > 50 ? undefined : plain.includes(":") ? parseV6(plain) : zone === -1 ? parseV4(plain) : undefined;
  if (address === undefined || zone === text.length - 1)
    return `IP Address ${quoted} parse error during conversion from string: ParseAddr(${quoted}): ${/^[\d.]*\.[\d.]*$/.test(plain) ? v4Fault(plain) : "unable to parse IP"}`;
  if (zone !== -1) return `IP address ${quoted} with zone value is not allowed`;
  return isMapped(address) ? `IPv4-mapped IPv6 address ${quoted} is not allowed` : address;
}

/** A network; a fault in the words of Kubernetes' CEL library. */
export function parseCidr(text: string): IpPrefix | string {
  const quoted = JSON.stringify(text);
  const fault = (why: string) =>
    `network address parse error during conversion from string: netip.ParsePrefix(${quoted}): ${why}`;
  const slash = text.lastIndexOf("/");
  if (slash === -1) return fault("no '/'");
  const address = parseIp(text.slice(0, slash));
  if (typeof address === "string") {
    if (address.startsWith("IPv4-mapped")) return `IPv4-mapped IPv6 address ${quoted} is not allowed`;
    const zone = address.includes("with zone");
    return fault(
      zone
        ? "IPv6 zones cannot be present in a prefix"
        : `ParseAddr(${JSON.stringify(text.slice(0, slash))}): unable to parse IP`,
    );
  }
  const bits = text.slice(slash + 1);
  if (!/^(?:0|[1-9]\d*)$/.test(bits)) return fault(`bad bits after slash: ${JSON.stringify(bits)}`);
  if (bits.length > 3 || Number(bits) > address.length * 8) return fault("prefix length out of range");
  return { address, length: Number(bits) };
}

function formatV6(address: IpBytes): string {
  const groups = Array.from({ length: 8 }, (_, at) => (address[at * 2] ?? 0) * 256 + (address[at * 2 + 1] ?? 0));
  let [start, length] = [-1, 1];
  for (let at = 0; at < 8; at++) {
    let end = at;
    while (end < 8 && groups[end] === 0) end++;
    if (end - at > length) [start, length] = [at, end - at];
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(":");
  return start === -1 ? text(groups) : `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}

/** The address in its shortest form. */
export function formatIp(address: IpBytes): string {
  return address.length === 4 ? address.join(".") : formatV6(address);
}

/** The address with the bits after the prefix cleared. */
export function maskIp({ address, length }: IpPrefix): IpBytes {
  return address.map((byte, at) => {
    const kept = Math.max(0, Math.min(8, length - at * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
}

/** Whether the address is of the network. */
export function containsIp(prefix: IpPrefix, address: IpBytes): boolean {
  if (prefix.address.length !== address.length) return false;
  const [own, other] = [maskIp(prefix), maskIp({ address, length: prefix.length })];
  return own.every((byte, at) => byte === other[at]);
}
