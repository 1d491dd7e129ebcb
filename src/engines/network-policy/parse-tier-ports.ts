// Ports of AdminNetworkPolicy and BaselineAdminNetworkPolicy rules, protocols of ClusterNetworkPolicy rules.
import { isPortName, readObject, readPortNumber, readProtocol, readText, setFields } from "./parse-fields.ts";
import type { PortMatch, Protocol } from "./policy.ts";
import type { ProblemLog } from "./policy-problem.ts";

/** The one field of an item that must have exactly one. A field this version does not know is logged. */
function oneField<const K extends string>(
  value: object,
  known: readonly K[],
  path: string,
  log: ProblemLog,
): K | undefined {
  const { set, unknown } = setFields(value as Record<string, undefined>, known);
  if (set.length + unknown.length !== 1) log.error("port-one-of", path, `must have one of ${known.join(", ")}`);
  if (set.length === 0 && unknown.length > 0) log.unknownField(path, `${unknown.join()} is not known to this version`);
  return known.find((name) => name === set[0]);
}

function parseRange(value: unknown, protocol: Protocol, path: string, log: ProblemLog): PortMatch {
  const range = readObject(value, path, log);
  const first = readPortNumber(range["start"], `${path}.start`, log);
  const last = readPortNumber(range["end"], `${path}.end`, log);
  if (first > last) log.error("port-range", path, "start must be less than end");
  // Refused by CRDs of today, accepted and meaningful under older ones.
  else if (first === last) log.finding("port-range", path, "start should be less than end");
  return { protocol, first, last };
}

function parseName(value: unknown, path: string, log: ProblemLog): PortMatch {
  const name = readText(value, path, log) ?? "";
  if (!isPortName(name)) log.finding("invalid-port", path, "no container can have a port of this name");
  return { name };
}

/** Reads `{portNumber}`, `{portRange}` or `{namedPort}`. */
export function parseAdminPort(value: unknown, path: string, log: ProblemLog): PortMatch {
  const item = readObject(value, path, log);
  const field = oneField(item, ["portNumber", "portRange", "namedPort"], path, log);
  if (field === "namedPort") return parseName(item[field], `${path}.${field}`, log);
  const port = readObject(item[field ?? "portNumber"], `${path}.${field ?? "portNumber"}`, log);
  const protocol = readProtocol(port["protocol"], `${path}.${field ?? "portNumber"}.protocol`, log);
  if (field === "portRange") return parseRange(port, protocol, `${path}.portRange`, log);
  if (field === undefined) return { protocol, first: 1, last: 65535 };
  const number = readPortNumber(port["port"], `${path}.portNumber.port`, log);
  return { protocol, first: number, last: number };
}

const protocolOfField = { tcp: "TCP", udp: "UDP", sctp: "SCTP" } as const;

/** Reads `{tcp|udp|sctp: {destinationPort}}` or `{destinationNamedPort}`. */
export function parseClusterProtocol(value: unknown, path: string, log: ProblemLog): PortMatch {
  const item = readObject(value, path, log);
  const field = oneField(item, ["tcp", "udp", "sctp", "destinationNamedPort"], path, log);
  if (field === "destinationNamedPort") return parseName(item[field], `${path}.${field}`, log);
  const protocol = protocolOfField[field ?? "tcp"];
  const all = { protocol, first: 1, last: 65535 };
  if (field === undefined) return all;
  const match = readObject(item[field], `${path}.${field}`, log);
  if (oneField(match, ["destinationPort"], `${path}.${field}`, log) === undefined) return all;
  const at = `${path}.${field}.destinationPort`;
  const port = readObject(match["destinationPort"], at, log);
  const form = oneField(port, ["number", "range"], at, log);
  if (form === "range") return parseRange(port["range"], protocol, `${at}.range`, log);
  const number = readPortNumber(port["number"], `${at}.number`, log);
  return { protocol, first: number, last: number };
}
