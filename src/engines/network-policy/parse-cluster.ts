// API objects to the engine's input: pods, namespaces, nodes and policies, with what the API server would refuse.
import { isJsonObject, type JsonObject } from "../../core/index.ts";
import type { ContainerPort, NamespaceInput, NetworkInput, NodeInput, PodInput } from "./input.ts";
import { parsePolicies } from "./parse-policies.ts";
import { protocols } from "./policy.ts";
import type { PolicyProblem } from "./policy-problem.ts";

function fieldsOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function itemsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function labelsOf(metadata: JsonObject): Record<string, string> {
  const labels = Object.entries(fieldsOf(metadata["labels"]));
  return Object.fromEntries(labels.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function parseContainerPort(port: JsonObject): ContainerPort[] {
  const { name, protocol = "TCP", containerPort, hostPort } = port;
  const known = protocols.find((candidate) => candidate === (protocol ?? "TCP"));
  if (typeof containerPort !== "number" || known === undefined) return [];
  return [
    {
      protocol: known,
      containerPort,
      ...(typeof name === "string" && name !== "" ? { name } : {}),
      ...(typeof hostPort === "number" && hostPort !== 0 ? { hostPort } : {}),
    },
  ];
}

/**
 * Ports of a pod spec that names resolve to: those of containers, and of init containers that keep running beside them
 * (restartPolicy Always).
 */
export function containerPortsOf(spec: unknown): ContainerPort[] {
  const { containers, initContainers } = fieldsOf(spec);
  const sidecars = itemsOf(initContainers).filter(({ restartPolicy }) => restartPolicy === "Always");
  return [...itemsOf(containers), ...sidecars].flatMap(({ ports }) => itemsOf(ports).flatMap(parseContainerPort));
}

function ipsOf(status: JsonObject): string[] {
  const ips = itemsOf(status["podIPs"]).flatMap(({ ip }) => textOf(ip) ?? []);
  return ips.length > 0 ? ips : [textOf(status["podIP"]) ?? []].flat();
}

/** Reads a Pod object of a type the caller has checked; anything that is not of the right type counts as absent. */
export function parsePod(object: unknown): PodInput {
  const { metadata, spec, status } = fieldsOf(object);
  const [meta, specs, state] = [fieldsOf(metadata), fieldsOf(spec), fieldsOf(status)];
  const node = textOf(specs["nodeName"]);
  return {
    namespace: textOf(meta["namespace"]) ?? "default",
    name: textOf(meta["name"]) ?? "",
    labels: labelsOf(meta),
    ips: ipsOf(state),
    ...(node === undefined ? {} : { node }),
    hostNetwork: specs["hostNetwork"] === true,
    ports: containerPortsOf(specs),
    finished: state["phase"] === "Succeeded" || state["phase"] === "Failed",
  };
}

function parseNamed(object: unknown): NamespaceInput & JsonObject {
  const meta = fieldsOf(fieldsOf(object)["metadata"]);
  return { name: textOf(meta["name"]) ?? "", labels: labelsOf(meta) };
}

/** Reads a Node object; names of hosts among its addresses are left out when the engine reads them. */
export function parseNode(object: unknown): NodeInput {
  const addresses = itemsOf(fieldsOf(fieldsOf(object)["status"])["addresses"]);
  return { ...parseNamed(object), addresses: addresses.flatMap(({ address }) => textOf(address) ?? []) };
}

export function parseNamespace(object: unknown): NamespaceInput {
  return parseNamed(object);
}

/** A network, and what is wrong with the objects it was read from. */
export interface ParsedCluster {
  readonly input: NetworkInput;
  readonly problems: readonly PolicyProblem[];
}

const readKinds = new Set(["Pod", "Namespace", "Node"]);

/** Of objects with one kind and name, all but the first: the API has room for one. */
function splitDuplicates(objects: Iterable<unknown>): { first: JsonObject[]; problems: PolicyProblem[] } {
  const first: JsonObject[] = [];
  const problems: PolicyProblem[] = [];
  const seen = new Set<string>();
  for (const object of objects) {
    const { apiVersion, kind, metadata } = fieldsOf(object);
    const { namespace, name } = fieldsOf(metadata);
    if (apiVersion !== "v1" || typeof kind !== "string" || !readKinds.has(kind)) continue;
    const place = kind === "Pod" ? `${kind}/${textOf(namespace) ?? "default"}/` : `${kind}/`;
    const key = place + (textOf(name) ?? "");
    const message = "another object has the same kind and name";
    if (seen.has(key))
      problems.push({ code: "duplicate-name", level: "error", object: key, path: "metadata.name", message });
    else first.push(fieldsOf(object));
    seen.add(key);
  }
  return { first, problems };
}

/** Reads all Pod, Namespace, Node and policy objects among `objects`. Linear in their size. */
export function parseCluster(objects: readonly unknown[]): ParsedCluster {
  const { first, problems } = splitDuplicates(objects);
  const parsed = parsePolicies(objects);
  const of = (kind: string) => first.filter((object) => object["kind"] === kind);
  return {
    input: {
      pods: of("Pod").map(parsePod),
      namespaces: of("Namespace").map(parseNamespace),
      nodes: of("Node").map(parseNode),
      policies: parsed.policies,
    },
    problems: [...problems, ...parsed.problems],
  };
}
