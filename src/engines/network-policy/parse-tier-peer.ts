// Peers of AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy rules.
import type { JsonObject } from "../../core/index.ts";
import { readCidr, readList, readObject, readSelector, setFields } from "./parse-fields.ts";
import type { Direction, Peer } from "./policy.ts";
import type { ProblemLog } from "./policy-problem.ts";

const peerFields = {
  ingress: ["namespaces", "pods"],
  egress: ["namespaces", "pods", "nodes", "networks", "domainNames"],
} as const;
const domainName =
  /^(?:\*\.)?(?:[a-zA-Z0-9](?:[-a-zA-Z0-9_]*[a-zA-Z0-9])?\.)+[a-zA-Z0-9](?:[-a-zA-Z0-9_]*[a-zA-Z0-9])?\.?$/;
const maxItems = 25;

function readItems(value: unknown, path: string, log: ProblemLog): readonly unknown[] {
  const items = readList(value, path, log) ?? [];
  if (items.length === 0 || items.length > maxItems)
    log.error("too-many-items", path, `must have 1 to ${maxItems} items`);
  return items;
}

function parseNetworks(value: unknown, path: string, log: ProblemLog): Peer {
  const blocks = readItems(value, path, log).flatMap((item, index) => {
    const cidr = readCidr(item, `${path}[${index}]`, "strict", log);
    return cidr === undefined ? [] : [{ cidr, except: [] }];
  });
  return { kind: "addresses", blocks };
}

function parseNames(value: unknown, path: string, log: ProblemLog): Peer {
  const names = readItems(value, path, log).flatMap((item, index) => {
    if (typeof item === "string" && item.length <= 255 && domainName.test(item)) return item;
    log.error("invalid-domain-name", `${path}[${index}]`, "must be a domain name; * may stand for its first labels");
    return [];
  });
  return { kind: "names", names };
}

function parsePods(value: unknown, path: string, log: ProblemLog): Peer {
  const item = readObject(value, path, log);
  return {
    kind: "pods",
    namespaces: readSelector(item["namespaceSelector"], `${path}.namespaceSelector`, log),
    pods: readSelector(item["podSelector"], `${path}.podSelector`, log),
  };
}

function parseKnown(item: JsonObject, field: (typeof peerFields.egress)[number], path: string, log: ProblemLog): Peer {
  const [value, at] = [item[field], `${path}.${field}`];
  switch (field) {
    case "namespaces":
      return { kind: "pods", namespaces: readSelector(value, at, log), pods: {} };
    case "pods":
      return parsePods(value, at, log);
    case "nodes":
      return { kind: "nodes", selector: readSelector(value, at, log) };
    case "networks":
      return parseNetworks(value, at, log);
    default:
      return parseNames(value, at, log);
  }
}

/** Reads one peer, which has exactly one field; a field this version does not know is logged, and the peer matches nothing. */
export function parseTierPeer(value: unknown, direction: Direction, path: string, log: ProblemLog): Peer {
  const item = readObject(value, path, log);
  const known = peerFields[direction];
  const { set, unknown } = setFields(item, known);
  if (set.length + unknown.length !== 1) log.error("peer-one-of", path, `must have one of ${known.join(", ")}`);
  if (set.length === 0 && unknown.length > 0) log.unknownField(path, `${unknown.join()} is not known to this version`);
  const field = known.find((name) => name === set[0]);
  return field === undefined ? { kind: "names", names: [] } : parseKnown(item, field, path, log);
}
