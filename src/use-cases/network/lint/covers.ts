// Whether one rule says at least all that another says, whatever pods there are: the proof behind "redundant" and "never reached".
import type { Policy, Rule } from "../../../engines/network-policy/index.ts";
import { isEmptySelector, selectorKey, type CidrBlock, type LabelSelector } from "../../../kubernetes/index.ts";
import type { Peer, PortMatch } from "./lint-context.ts";

type Blocks = Extract<Peer, { kind: "addresses" }>["blocks"][number];
type Namespaces = LabelSelector | "own";

function isInside(inner: CidrBlock, outer: CidrBlock): boolean {
  return inner.family === outer.family && inner.first >= outer.first && inner.last <= outer.last;
}

function meet(a: CidrBlock, b: CidrBlock): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

function coversBlock(wide: Blocks, narrow: Blocks): boolean {
  const leftOut = wide.except.filter((except) => meet(except, narrow.cidr));
  return (
    isInside(narrow.cidr, wide.cidr) && leftOut.every((except) => narrow.except.some((own) => isInside(except, own)))
  );
}

function coversSelector(wide: LabelSelector, narrow: LabelSelector): boolean {
  return isEmptySelector(wide) || selectorKey(wide) === selectorKey(narrow);
}

/** `own` stands for the namespace of a policy; both are of one namespace here, or cluster-wide. */
function coversNamespaces(wide: Namespaces, narrow: Namespaces): boolean {
  if (wide === "own") return narrow === "own";
  return isEmptySelector(wide) || (narrow !== "own" && selectorKey(wide) === selectorKey(narrow));
}

function coversPeer(wide: Peer, narrow: Peer): boolean {
  if (wide.kind === "pods" && narrow.kind === "pods")
    return coversNamespaces(wide.namespaces, narrow.namespaces) && coversSelector(wide.pods, narrow.pods);
  if (wide.kind === "addresses" && narrow.kind === "addresses")
    return narrow.blocks.every((block) => wide.blocks.some((one) => coversBlock(one, block)));
  if (wide.kind === "nodes" && narrow.kind === "nodes") return coversSelector(wide.selector, narrow.selector);
  return wide.kind === "names" && narrow.kind === "names" && narrow.names.every((name) => wide.names.includes(name));
}

function coversPort(wide: PortMatch, narrow: PortMatch): boolean {
  if ("name" in wide || "name" in narrow) {
    if (!("name" in wide) || !("name" in narrow)) return false;
    return wide.name === narrow.name && (wide.protocol ?? narrow.protocol) === narrow.protocol;
  }
  return wide.protocol === narrow.protocol && wide.first <= narrow.first && wide.last >= narrow.last;
}

function coversAll<T>(
  wide: readonly T[] | "any",
  narrow: readonly T[] | "any",
  covers: (a: T, b: T) => boolean,
): boolean {
  if (wide === "any") return true;
  return narrow !== "any" && narrow.every((one) => wide.some((other) => covers(other, one)));
}

/** Whether every connection `narrow` matches is matched by `wide`, for policies of one namespace or cluster-wide ones. */
export function coversRule(wide: Rule, narrow: Rule): boolean {
  if (wide.failedClosed !== undefined || narrow.failedClosed !== undefined) return false;
  return coversAll(wide.ports, narrow.ports, coversPort) && coversAll(wide.peers, narrow.peers, coversPeer);
}

/** Whether every pod `narrow` selects, now or later, is selected by `wide`. */
export function coversSubject(wide: Policy, narrow: Policy): boolean {
  if (wide.namespace !== narrow.namespace) return false;
  return (
    coversNamespaces(wide.subject.namespaces, narrow.subject.namespaces) &&
    coversSelector(wide.subject.pods, narrow.subject.pods)
  );
}
