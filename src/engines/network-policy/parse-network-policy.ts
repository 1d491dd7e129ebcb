// networking.k8s.io/v1 NetworkPolicy: read and checked as the API server does (pkg/apis/networking/validation).
import { isJsonObject, type JsonObject } from "../../core/index.ts";
import { isStrictlyInside } from "../../kubernetes/index.ts";
import {
  isPortName,
  present,
  readCidr,
  readList,
  readObject,
  readPortNumber,
  readProtocol,
  readSelector,
} from "./parse-fields.ts";
import type { Direction, Peer, Policy, PortMatch, Rule } from "./policy.ts";
import type { ProblemLog } from "./policy-problem.ts";

function parseEndPort(first: number, value: unknown, path: string, log: ProblemLog): number {
  if (present(value) === undefined) return first;
  const last = readPortNumber(value, path, log);
  if (last < first) log.error("port-range", path, `must be at least the port, ${first}`);
  return last;
}

function parsePort(value: unknown, path: string, log: ProblemLog): PortMatch {
  const item = readObject(value, path, log);
  const protocol = readProtocol(item["protocol"], `${path}.protocol`, log);
  const [port, endPort] = [present(item["port"]), present(item["endPort"])];
  if (typeof port === "number" || typeof port === "bigint") {
    const first = readPortNumber(port, `${path}.port`, log);
    return { protocol, first, last: parseEndPort(first, endPort, `${path}.endPort`, log) };
  }
  if (endPort !== undefined) log.error("port-range", `${path}.endPort`, "needs a port that is a number");
  if (port === undefined) return { protocol, first: 1, last: 65535 };
  if (typeof port !== "string" || !isPortName(port)) {
    log.error(
      "invalid-port",
      `${path}.port`,
      "must be a number, or the name of a port (lower case letters, digits and -, at most 15)",
    );
  }
  return { protocol, name: typeof port === "string" ? port : "" };
}

function parseIpBlock(value: unknown, path: string, log: ProblemLog): Peer {
  const block = readObject(value, path, log);
  const cidr = readCidr(block["cidr"], `${path}.cidr`, "sloppy", log);
  const except = (readList(block["except"], `${path}.except`, log) ?? []).flatMap((item, index) => {
    const inner = readCidr(item, `${path}.except[${index}]`, "sloppy", log);
    if (inner !== undefined && cidr !== undefined && !isStrictlyInside(inner, cidr)) {
      log.error("except-outside-cidr", `${path}.except[${index}]`, "must be a smaller block inside cidr");
    }
    return inner ?? [];
  });
  return { kind: "addresses", blocks: cidr === undefined ? [] : [{ cidr, except }] };
}

function parsePeer(value: unknown, path: string, log: ProblemLog): Peer {
  const item = present(value) === undefined ? {} : readObject(value, path, log);
  const [ipBlock, pods, namespaces] = ["ipBlock", "podSelector", "namespaceSelector"].map((key) => present(item[key]));
  if (ipBlock !== undefined) {
    if (pods !== undefined || namespaces !== undefined) {
      log.error("peer-mixes-ipblock-and-selector", path, "must not have both ipBlock and a selector");
    }
    return parseIpBlock(ipBlock, `${path}.ipBlock`, log);
  }
  if (pods === undefined && namespaces === undefined) {
    log.error("peer-empty", path, "must have ipBlock, podSelector or namespaceSelector");
  }
  return {
    kind: "pods",
    namespaces: namespaces === undefined ? "own" : readSelector(namespaces, `${path}.namespaceSelector`, log),
    pods: readSelector(pods, `${path}.podSelector`, log),
  };
}

function parseRule(value: unknown, peersField: "from" | "to", path: string, log: ProblemLog): Rule {
  const item = present(value) === undefined ? {} : readObject(value, path, log);
  const peers = readList(item[peersField], `${path}.${peersField}`, log) ?? [];
  const ports = readList(item["ports"], `${path}.ports`, log) ?? [];
  return {
    action: "accept",
    peers: peers.length === 0 ? "any" : peers.map((peer, at) => parsePeer(peer, `${path}.${peersField}[${at}]`, log)),
    ports: ports.length === 0 ? "any" : ports.map((port, at) => parsePort(port, `${path}.ports[${at}]`, log)),
  };
}

/** Absent types: always Ingress, and Egress if there is an egress rule (SetDefaults_NetworkPolicy). */
function parseTypes(spec: JsonObject, log: ProblemLog): Record<Direction, boolean> {
  const types = readList(spec["policyTypes"], "spec.policyTypes", log) ?? [];
  if (types.length === 0) return { ingress: true, egress: Array.isArray(spec["egress"]) && spec["egress"].length > 0 };
  if (types.length > 2) log.error("policy-type-unknown", "spec.policyTypes", "must not have more than two items");
  for (const [index, type] of types.entries()) {
    if (type !== "Ingress" && type !== "Egress") {
      log.error("policy-type-unknown", `spec.policyTypes[${index}]`, "must be Ingress or Egress");
    }
  }
  return { ingress: types.includes("Ingress"), egress: types.includes("Egress") };
}

/** Reads a NetworkPolicy; the result must not be used when the log says it is refused. Linear in its size. */
export function parseNetworkPolicy(object: JsonObject, namespace: string, name: string, log: ProblemLog): Policy {
  if (!isJsonObject(object["spec"])) log.error("invalid-field", "spec", "must be a mapping");
  const spec = isJsonObject(object["spec"]) ? object["spec"] : {};
  const types = parseTypes(spec, log);
  const rules = (direction: Direction, peersField: "from" | "to") =>
    (readList(spec[direction], `spec.${direction}`, log) ?? []).map((rule, index) =>
      parseRule(rule, peersField, `spec.${direction}[${index}]`, log),
    );
  const [ingress, egress] = [rules("ingress", "from"), rules("egress", "to")];
  return {
    kind: "NetworkPolicy",
    namespace,
    name,
    tier: "network",
    priority: 0,
    subject: { kind: "pods", namespaces: "own", pods: readSelector(spec["podSelector"], "spec.podSelector", log) },
    ...(types.ingress ? { ingress } : {}),
    ...(types.egress ? { egress } : {}),
  };
}
