// Pods by what policies say of their egress: what is true of one of a class is true of all.
import { classesOf, type Compiled, type Policy } from "../../engines/network-policy/index.ts";

/** JSON; addresses are bigint. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === "bigint" ? one.toString(36) : one));
}

/** What a policy says of egress, as text: equal texts let the same through. */
export function egressText({ tier, priority, namespace, egress }: Policy): string {
  if (egress === undefined) return "";
  if (egress.length === 0) return `${tier}/${priority}`;
  const isOwn = egress.some(
    ({ peers }) => peers !== "any" && peers.some((peer) => peer.kind === "pods" && peer.namespaces === "own"),
  );
  const rules = egress.map(({ action, peers, ports }) => [action, peers, ports]);
  return `${tier}/${priority}/${isOwn ? namespace : ""} ${textOf(rules)}`;
}

/** Numbers pods by what policies say of their egress; -1 for pods on the host network, -2 for finished ones. */
export function egressClasses(compiled: Compiled, pods: number): Int32Array {
  const found = new Int32Array(pods).fill(-2);
  const texts = new Map<Policy, string>();
  const numbers = new Map<string, number>();
  const remembered = (policy: Policy): string => {
    const text = texts.get(policy) ?? egressText(policy);
    texts.set(policy, text);
    return text;
  };
  const bySelection = new Map<number, number>();
  for (const { selection, pods: members } of classesOf(compiled)) {
    let number = selection === undefined ? -1 : bySelection.get(selection.id);
    if (selection !== undefined && number === undefined) {
      const all = [...selection.admin, ...selection.network, ...selection.baseline];
      const parts = new Set(all.map(({ policy }) => remembered(policy)).filter((text) => text !== ""));
      const key = [...parts].sort().join("\n");
      number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      bySelection.set(selection.id, number);
    }
    for (const pod of members) found[pod] = number ?? -1;
  }
  return found;
}
