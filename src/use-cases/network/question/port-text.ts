// Ports as people write and read them.
import { PlimsollError } from "../../../core/index.ts";
import type { PodInput, PortRanges, Protocol } from "../../../engines/network-policy/index.ts";

const protocolNames: readonly Protocol[] = ["TCP", "UDP", "SCTP"];
const highest = 65_535;

/** A port of a question: a number, or the name the destination (or the Service) gives to one. */
export type AskedPort =
  | { readonly protocol: Protocol; readonly port: number }
  | { readonly protocol?: Protocol; readonly name: string };

function unreadable(text: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_USAGE", {
    message: `"${text}" is not a port`,
    hint: "write a number from 1 to 65535 or the name of a port, with a protocol if it is not TCP: 443, 53/UDP, http",
  });
}

/** Reads `443`, `53/UDP` or `http`; a number without a protocol is TCP. */
export function parseAskedPort(text: string): AskedPort {
  const [head = "", tail, ...rest] = text.trim().split("/");
  const protocol = protocolNames.find((name) => name === tail?.toUpperCase());
  if (rest.length > 0 || (tail !== undefined && protocol === undefined)) throw unreadable(text);
  if (/^\d+$/.test(head)) {
    const port = Number(head);
    if (port < 1 || port > highest) throw unreadable(text);
    return { protocol: protocol ?? "TCP", port };
  }
  if (!/^(?=.{1,63}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(head)) throw unreadable(text);
  return protocol === undefined ? { name: head } : { protocol, name: head };
}

export function formatAskedPort(asked: AskedPort): string {
  const head = "name" in asked ? asked.name : String(asked.port);
  return asked.protocol === undefined ? head : `${head}/${asked.protocol}`;
}

/** The numbers a port of a question stands for on one pod; none where the pod gives that name to no port. */
export function portsOn(asked: AskedPort, pod: PodInput): readonly { protocol: Protocol; port: number }[] {
  if ("port" in asked) return [asked];
  return pod.ports.flatMap(({ name, protocol = "TCP", containerPort }) =>
    name === asked.name && (asked.protocol ?? protocol) === protocol ? { protocol, port: containerPort } : [],
  );
}

export function includesPort(ports: PortRanges, protocol: Protocol, port: number): boolean {
  return ports[protocol].some(([first, last]) => port >= first && port <= last);
}

export function isNoPort(ports: PortRanges): boolean {
  return protocolNames.every((protocol) => ports[protocol].length === 0);
}

function isWhole(ranges: PortRanges[Protocol]): boolean {
  const [range] = ranges;
  return ranges.length === 1 && range?.[0] === 1 && range[1] === highest;
}

export function isEveryPort(ports: PortRanges): boolean {
  return protocolNames.every((protocol) => isWhole(ports[protocol]));
}

/** `all ports`, `no port`, or `80, 443, 8000-8100/TCP and all UDP`; `most` is how many ranges are written out. */
export function formatPorts(ports: PortRanges, most = 8): string {
  if (isEveryPort(ports)) return "all ports";
  if (isNoPort(ports)) return "no port";
  const parts = protocolNames.flatMap((protocol) => {
    const ranges = ports[protocol];
    if (ranges.length === 0) return [];
    if (isWhole(ranges)) return [`all ${protocol}`];
    const texts = ranges.slice(0, most).map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
    const more = ranges.length > most ? ` and ${ranges.length - most} more ranges` : "";
    return [`${texts.join(", ")}/${protocol}${more}`];
  });
  return parts.join("; ");
}

/** Every port of `a` or of `b`. */
export function unionOfPorts(a: PortRanges, b: PortRanges): PortRanges {
  const merged = (protocol: Protocol): PortRanges[Protocol] => {
    const sorted = [...a[protocol], ...b[protocol]].sort((x, y) => x[0] - y[0]);
    const result: [number, number][] = [];
    for (const [first, last] of sorted) {
      const previous = result.at(-1);
      if (previous !== undefined && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
      else result.push([first, last]);
    }
    return result;
  };
  return { TCP: merged("TCP"), UDP: merged("UDP"), SCTP: merged("SCTP") };
}

function without(ranges: PortRanges[Protocol], taken: PortRanges[Protocol]): PortRanges[Protocol] {
  let left: (readonly [number, number])[] = [...ranges];
  for (const [from, to] of taken) {
    left = left.flatMap(([first, last]): (readonly [number, number])[] => {
      if (to < first || from > last) return [[first, last]];
      const before: (readonly [number, number])[] = first < from ? [[first, from - 1]] : [];
      return last > to ? [...before, [to + 1, last]] : before;
    });
  }
  return left;
}

/** Ports of `a` that are not in `b`. */
export function portsWithout(a: PortRanges, b: PortRanges): PortRanges {
  return {
    TCP: without(a.TCP, b.TCP),
    UDP: without(a.UDP, b.UDP),
    SCTP: without(a.SCTP, b.SCTP),
  };
}

export const noPorts: PortRanges = { TCP: [], UDP: [], SCTP: [] };
