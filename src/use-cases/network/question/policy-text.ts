// Policies in words: selectors, peers and ports as people say them, and where the text of a policy stands.
import { describeObject, formatLocation, type Location, type ObjectRef } from "../../../core/index.ts";
import { policyParts } from "../../../checking/network/index.ts";
import {
  policyKey,
  policyKindOf,
  type Direction,
  type Policy,
  type Rule,
} from "../../../engines/network-policy/index.ts";
import {
  formatIpAddress,
  isEmptySelector,
  refOf,
  type CidrBlock,
  type KubernetesObject,
  type LabelSelector,
} from "../../../kubernetes/index.ts";
import type { ClusterModel } from "../../../model/index.ts";

type Peer = Exclude<Rule["peers"], "any">[number];
type PortMatch = Exclude<Rule["ports"], "any">[number];

/** `app=web, tier in (a, b)`, as for kubectl; empty text for a selector that asks for nothing. */
export function describeSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const expressions = matchExpressions.map(({ key = "", operator = "", values = [] }) => {
    if (operator === "Exists") return key;
    if (operator === "DoesNotExist") return `!${key}`;
    return `${key} ${operator.toLowerCase()} (${values.join(", ")})`;
  });
  return [...labels, ...expressions].join(", ");
}

export function formatBlock({ family, first, length }: CidrBlock): string {
  return `${formatIpAddress({ family, value: first })}/${length}`;
}

const nameLabel = "kubernetes.io/metadata.name";

function describeNamespaces(selector: LabelSelector | "own", own: string | undefined): string {
  if (selector === "own") return `namespace ${own ?? ""}`;
  if (isEmptySelector(selector)) return "every namespace";
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const [[key, value] = []] = Object.entries(matchLabels);
  if (key === nameLabel && Object.keys(matchLabels).length === 1 && matchExpressions.length === 0)
    return `namespace ${value}`;
  return `namespaces with ${describeSelector(selector)}`;
}

function shortened(texts: readonly string[], most = 4): string {
  if (texts.length <= most) return texts.join(", ");
  return `${texts.slice(0, most).join(", ")} and ${texts.length - most} more`;
}

/** `pods with app=web of namespace shop`; `own` is the policy's namespace. */
export function describePeer(peer: Peer, own: string | undefined): string {
  switch (peer.kind) {
    case "pods": {
      const pods = isEmptySelector(peer.pods) ? "every pod" : `pods with ${describeSelector(peer.pods)}`;
      return `${pods} of ${describeNamespaces(peer.namespaces, own)}`;
    }
    case "addresses":
      return shortened(
        peer.blocks.map(({ cidr, except }) => {
          const left = except.length === 0 ? "" : ` except ${shortened(except.map(formatBlock))}`;
          return `${formatBlock(cidr)}${left}`;
        }),
      );
    case "nodes":
      return isEmptySelector(peer.selector) ? "every node" : `nodes with ${describeSelector(peer.selector)}`;
    default:
      return peer.names.length === 0 ? "nobody (a field that is not known)" : `the names ${shortened(peer.names)}`;
  }
}

export function describePeers(peers: Rule["peers"], own: string | undefined): string {
  return peers === "any" ? "anyone" : shortened(peers.map((peer) => describePeer(peer, own)));
}

function describePort(port: PortMatch): string {
  if ("name" in port) return port.protocol === undefined ? `port ${port.name}` : `${port.name}/${port.protocol}`;
  if (port.first === 1 && port.last === 65_535) return `all ${port.protocol}`;
  return port.first === port.last ? `${port.first}/${port.protocol}` : `${port.first}-${port.last}/${port.protocol}`;
}

export function describePorts(ports: Rule["ports"]): string {
  return ports === "any" ? "all ports" : shortened(ports.map(describePort), 8);
}

/** `NetworkPolicy shop/web`: how a policy is called in sentences. */
export function policyLabel({ kind, namespace, name }: Pick<Policy, "kind" | "namespace" | "name">): string {
  return describeObject({ apiVersion: "", kind, ...(namespace === undefined ? {} : { namespace }), name });
}

/** `ingress[0]`, as rules are numbered in the object. */
export function rulePath(direction: Direction, index: number): string {
  return `spec.${direction}[${index}]`;
}

function textOf(object: KubernetesObject): string {
  return JSON.stringify((object as { readonly spec?: unknown }).spec, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
}

/** Objects of policies by the engine's key; the first of each. */
export class PolicyObjects {
  private readonly objects = new Map<string, KubernetesObject>();
  private readonly contradicted = new Set<string>();
  private readonly model: ClusterModel;

  constructor(model: ClusterModel) {
    this.model = model;
    for (const part of policyParts) {
      for (const object of model.parts[part].objects) this.add(object);
    }
  }

  private add(object: KubernetesObject): void {
    const kind = policyKindOf(object.apiVersion, object.kind);
    if (kind === undefined) return;
    const { namespace = "default", name } = object.metadata;
    const key = policyKey(kind === "NetworkPolicy" ? { kind, namespace, name } : { kind, name });
    const first = this.objects.get(key);
    if (first === undefined) this.objects.set(key, object);
    else if (textOf(first) !== textOf(object)) this.contradicted.add(key);
  }

  /** Whether the input has several objects of this name that do not say the same. */
  isContradicted(key: string): boolean {
    return this.contradicted.has(key);
  }

  of(key: string): KubernetesObject | undefined {
    return this.objects.get(key);
  }

  ref(key: string): ObjectRef | undefined {
    const object = this.objects.get(key);
    return object === undefined ? undefined : refOf(object);
  }

  location(key: string, path?: string): Location | undefined {
    const object = this.objects.get(key);
    return object === undefined ? undefined : this.model.locate(object, path);
  }

  /** ` (policies.yaml:12)`, or nothing for what came from no file. */
  place(key: string, path?: string): string {
    const location = this.location(key, path);
    return location === undefined ? "" : ` (${formatLocation({ file: location.file, line: location.line })})`;
  }
}
