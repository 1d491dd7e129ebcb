// Rules of cluster-wide policies that speak of everybody, and what is denied by them unless a NetworkPolicy allows it.
import type { Direction, Policy, Rule } from "../../engines/network-policy/index.ts";
import { isEmptySelector, matchesSelector, type Labels } from "../../kubernetes/index.ts";

/** Whether a rule speaks of every pod or every address, on every port. */
export function isForEverybody({ peers, ports, failedClosed }: Rule): boolean {
  if (ports !== "any" || failedClosed !== undefined) return false;
  if (peers === "any") return true;
  return peers.some((peer) => {
    if (peer.kind === "pods")
      return peer.namespaces !== "own" && isEmptySelector(peer.namespaces) && isEmptySelector(peer.pods);
    return (
      peer.kind === "addresses" && peer.blocks.some(({ cidr, except }) => cidr.length === 0 && except.length === 0)
    );
  });
}

/** Whether a cluster-wide policy denies everybody for all pods of a namespace, and has not accepted everybody before. */
export function deniesEverybody({ kind, subject, ...rules }: Policy, direction: Direction, namespace: Labels): boolean {
  if (kind === "NetworkPolicy" || subject.namespaces === "own" || !isEmptySelector(subject.pods)) return false;
  if (!matchesSelector(subject.namespaces, namespace)) return false;
  return (rules[direction] ?? []).find(isForEverybody)?.action === "deny";
}
