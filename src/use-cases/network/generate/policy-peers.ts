// Peers of rules that are being written: which is wider than which, and how they look in a NetworkPolicy.
import type { JsonObject } from "../../../core/index.ts";
import { formatIpAddress, parseCidr, type Family } from "../../../kubernetes/index.ts";
import type { LabelPairs } from "./generate-units.ts";

/** A peer. `namespace` of pods: absent is every namespace. */
export type DraftPeer =
  | { readonly kind: "any" }
  | { readonly kind: "pods"; readonly namespace?: string; readonly labels: LabelPairs }
  | { readonly kind: "block"; readonly cidr: string; readonly except: readonly string[] };

/** Text equal for equal peers. */
export function peerKey(peer: DraftPeer): string {
  if (peer.kind === "any") return "any";
  if (peer.kind === "block") return `block ${peer.cidr} ${peer.except.join()}`;
  const labels = Object.entries(peer.labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return `pods ${peer.namespace ?? "*"} ${JSON.stringify(labels)}`;
}

function networkText(family: Family, value: bigint, length: number): string {
  return `${formatIpAddress({ family, value })}/${length}`;
}

/** Keys of all peers that include this one, itself left out; a bounded number. */
export function* widerKeys(peer: DraftPeer): Generator<string> {
  if (peer.kind === "any") return;
  yield "any";
  if (peer.kind === "block") {
    const block = parseCidr(peer.cidr);
    if (block === undefined) return;
    const width = block.family === 4 ? 32 : 128;
    for (let length = block.length; length >= 0; length--) {
      const value = (block.first >> BigInt(width - length)) << BigInt(width - length);
      const key = peerKey({ kind: "block", cidr: networkText(block.family, value, length), except: [] });
      if (key !== peerKey(peer)) yield key;
    }
    return;
  }
  const everyone: DraftPeer = { kind: "pods", labels: {} };
  if (peer.namespace !== undefined || Object.keys(peer.labels).length > 0) yield peerKey(everyone);
  if (peer.namespace !== undefined && Object.keys(peer.labels).length > 0)
    yield peerKey({ kind: "pods", namespace: peer.namespace, labels: {} });
}

function selectorOf(labels: LabelPairs): JsonObject {
  return Object.keys(labels).length === 0 ? {} : { matchLabels: { ...labels } };
}

/** The peer in a policy of a namespace; undefined stands for a rule that names no peers. */
export function peerObject(peer: DraftPeer, own: string): JsonObject | undefined {
  if (peer.kind === "any") return undefined;
  if (peer.kind === "block") {
    const except = peer.except.length === 0 ? {} : { except: [...peer.except] };
    return { ipBlock: { cidr: peer.cidr, ...except } };
  }
  const labelled = Object.keys(peer.labels).length > 0;
  const pods = { podSelector: selectorOf(peer.labels) };
  if (peer.namespace === own) return pods;
  const namespaces = peer.namespace === undefined ? {} : { "kubernetes.io/metadata.name": peer.namespace };
  return { namespaceSelector: selectorOf(namespaces), ...(labelled ? pods : {}) };
}
