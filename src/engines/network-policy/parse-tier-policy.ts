// policy.networking.k8s.io AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy, checked as their CRDs do.
import { isJsonObject, type JsonObject } from "../../core/index.ts";
import { present, readList, readObject, readSelector, readText, setFields } from "./parse-fields.ts";
import { parseTierPeer } from "./parse-tier-peer.ts";
import { parseAdminPort, parseClusterProtocol } from "./parse-tier-ports.ts";
import type { Action, Direction, Peer, PodPeer, Policy, PolicyKind, PortMatch, Rule, Tier } from "./policy.ts";
import type { ProblemLog } from "./policy-problem.ts";

/** What differs between the kinds. */
interface TierDialect {
  readonly actions: Readonly<Record<string, Action>>;
  readonly portsField: "ports" | "protocols";
  readonly parsePort: (value: unknown, path: string, log: ProblemLog) => PortMatch;
  readonly emptyPortsAllowed: boolean;
  readonly maxRules: number;
  readonly maxItems: number;
}

const adminDialect: TierDialect = {
  actions: { Allow: "accept", Deny: "deny", Pass: "pass" },
  portsField: "ports",
  parsePort: parseAdminPort,
  emptyPortsAllowed: true,
  maxRules: 100,
  maxItems: 100,
};
const dialects: Readonly<Record<Exclude<PolicyKind, "NetworkPolicy">, TierDialect>> = {
  AdminNetworkPolicy: adminDialect,
  BaselineAdminNetworkPolicy: { ...adminDialect, actions: { Allow: "accept", Deny: "deny" } },
  ClusterNetworkPolicy: {
    actions: { Accept: "accept", Deny: "deny", Pass: "pass" },
    portsField: "protocols",
    parsePort: parseClusterProtocol,
    emptyPortsAllowed: false,
    maxRules: 25,
    maxItems: 25,
  },
};

function parseSubject(value: unknown, log: ProblemLog): PodPeer {
  const subject = readObject(value, "spec.subject", log);
  const { set, unknown } = setFields(subject, ["namespaces", "pods"]);
  if (set.length + unknown.length !== 1)
    log.error("subject-one-of", "spec.subject", "must have one of namespaces and pods");
  else if (unknown.length > 0)
    log.error(
      "subject-one-of",
      "spec.subject",
      `${unknown.join()} is not known: whom the policy is for cannot be told`,
    );
  const pods = readObject(subject["pods"], "spec.subject.pods", log);
  const byPods = set[0] === "pods";
  const [namespaces, path] = byPods
    ? [pods["namespaceSelector"], "spec.subject.pods.namespaceSelector"]
    : [subject["namespaces"], "spec.subject.namespaces"];
  return {
    kind: "pods",
    namespaces: readSelector(namespaces, path, log),
    pods: byPods ? readSelector(pods["podSelector"], "spec.subject.pods.podSelector", log) : {},
  };
}

function parseAction(value: unknown, path: string, { actions }: TierDialect, log: ProblemLog): Action {
  const action = typeof value === "string" && Object.hasOwn(actions, value) ? actions[value] : undefined;
  if (action === undefined) log.error("action-unknown", path, `must be one of ${Object.keys(actions).join(", ")}`);
  return action ?? "deny";
}

function readCounted(value: unknown, path: string, maximum: number, log: ProblemLog): readonly unknown[] | undefined {
  const items = readList(value, path, log);
  if (items !== undefined && items.length > maximum)
    log.error("too-many-items", path, `must have at most ${maximum} items`);
  return items;
}

function parsePorts(
  item: JsonObject,
  path: string,
  dialect: TierDialect,
  log: ProblemLog,
): readonly PortMatch[] | "any" {
  const field = `${path}.${dialect.portsField}`;
  const ports = readCounted(item[dialect.portsField], field, dialect.maxItems, log);
  if (ports === undefined) return "any";
  if (ports.length === 0 && !dialect.emptyPortsAllowed)
    log.error("ports-empty", field, "must be absent, or have an item");
  return ports.map((port, index) => dialect.parsePort(port, `${field}[${index}]`, log));
}

function parsePeers(
  item: JsonObject,
  direction: Direction,
  path: string,
  dialect: TierDialect,
  log: ProblemLog,
): readonly Peer[] {
  const field = `${path}.${direction === "ingress" ? "from" : "to"}`;
  const peers = readCounted(item[direction === "ingress" ? "from" : "to"], field, dialect.maxItems, log);
  if (peers === undefined || peers.length === 0) log.error("peers-missing", field, "must have an item");
  return (peers ?? []).map((peer, index) => parseTierPeer(peer, direction, `${field}[${index}]`, log));
}

/**
 * A rule with a field of a newer version cannot be read: an accepting one then matches nothing, any other denies all
 * (ClusterNetworkPolicyIngressPeer, "fail closed").
 */
function failClosed(action: Action, failedClosed: string): Rule {
  if (action === "accept") return { action, peers: [], ports: "any", failedClosed };
  return { action: "deny", peers: "any", ports: "any", failedClosed };
}

function parseRule(value: unknown, direction: Direction, path: string, dialect: TierDialect, log: ProblemLog): Rule {
  const item = readObject(value, path, log);
  const text = readText(item["name"], `${path}.name`, log);
  const name = text === undefined ? {} : { name: text };
  const action = parseAction(item["action"], `${path}.action`, dialect, log);
  const unknownBefore = log.lastUnknownField;
  const peers = parsePeers(item, direction, path, dialect, log);
  const ports = parsePorts(item, path, dialect, log);
  const unknown = log.lastUnknownField;
  if (unknown !== undefined && unknown !== unknownBefore) {
    return { ...name, ...failClosed(action, `${unknown.path}: ${unknown.message}`) };
  }
  checkNamedPorts(peers, ports, path, log);
  return { ...name, action, peers, ports };
}

function checkNamedPorts(
  peers: readonly Peer[],
  ports: readonly PortMatch[] | "any",
  path: string,
  log: ProblemLog,
): void {
  const named = ports !== "any" && ports.some((port) => "name" in port);
  if (named && peers.some(({ kind }) => kind !== "pods")) {
    log.finding("named-port-without-pods", path, "a named port never matches networks, nodes or domain names");
  }
}

function parsePriority(value: unknown, log: ProblemLog): number {
  const inRange = typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 1000;
  if (!inRange) log.error("priority-range", "spec.priority", "must be a whole number from 0 to 1000");
  return inRange ? value : 0;
}

function parseTier(kind: PolicyKind, spec: JsonObject, log: ProblemLog): Tier {
  if (kind !== "ClusterNetworkPolicy") return kind === "AdminNetworkPolicy" ? "admin" : "baseline";
  const tier = { Admin: "admin", Baseline: "baseline" } as const;
  if (spec["tier"] === "Admin" || spec["tier"] === "Baseline") return tier[spec["tier"]];
  log.error("tier-unknown", "spec.tier", "must be Admin or Baseline");
  return "admin";
}

/** Reads a cluster-wide policy; the result must not be used when the log says it is refused. Linear in its size. */
export function parseTierPolicy(
  object: JsonObject,
  kind: Exclude<PolicyKind, "NetworkPolicy">,
  name: string,
  log: ProblemLog,
): Policy {
  const dialect = dialects[kind];
  if (!isJsonObject(object["spec"])) log.error("invalid-field", "spec", "must be a mapping");
  const spec = isJsonObject(object["spec"]) ? object["spec"] : {};
  if (kind === "BaselineAdminNetworkPolicy" && name !== "default") {
    log.error("baseline-name", "metadata.name", 'must be "default": there is one baseline in a cluster');
  }
  const rules = (direction: Direction) =>
    (readCounted(present(spec[direction]), `spec.${direction}`, dialect.maxRules, log) ?? []).map((rule, index) =>
      parseRule(rule, direction, `spec.${direction}[${index}]`, dialect, log),
    );
  const [ingress, egress] = [rules("ingress"), rules("egress")];
  return {
    kind,
    name,
    tier: parseTier(kind, spec, log),
    priority: kind === "BaselineAdminNetworkPolicy" ? 0 : parsePriority(spec["priority"], log),
    subject: parseSubject(spec["subject"], log),
    ...(ingress.length > 0 ? { ingress } : {}),
    ...(egress.length > 0 ? { egress } : {}),
  };
}
