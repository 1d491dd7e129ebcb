// Selections: the distinct sets of policies that select a pod, by tier.
import { eachBit } from "./bitset.ts";
import { byPriority, type CompiledPolicy } from "./compiled-policy.ts";
import type { Direction, Tier } from "./policy.ts";

/** Policies that select a pod: cluster-wide ones in the order they are asked. Equal sets have one number. */
export interface Selection {
  readonly id: number;
  readonly admin: readonly CompiledPolicy[];
  readonly network: readonly CompiledPolicy[];
  readonly baseline: readonly CompiledPolicy[];
}

/** Whether any policy of a list has a rule with a named port in a direction, so that rules mean other ports for other pods. */
export function hasNamedPorts(policies: readonly CompiledPolicy[], direction: Direction): boolean {
  return policies.some((policy) => policy[direction]?.some(({ named }) => named.length > 0) === true);
}

/** All selections that have occurred in any variant of a network. */
export class Selections {
  private readonly ids = new Map<string, number>();
  private readonly items: Selection[] = [];

  get(id: number): Selection | undefined {
    return this.items[id];
  }

  /** The selection of a list of policies in any order. */
  of(policies: readonly CompiledPolicy[]): number {
    const sorted = [...policies].sort((a, b) => a.id - b.id);
    const key = sorted.map(({ id }) => id).join();
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.items.length;
      this.ids.set(key, id);
      const tier = (name: Tier) => sorted.filter(({ policy }) => policy.tier === name);
      this.items.push({
        id,
        admin: tier("admin").sort(byPriority),
        network: tier("network"),
        baseline: tier("baseline").sort(byPriority),
      });
    }
    return id;
  }

  /** The selection of each of `groups` pod groups. O(sum of groups each policy selects). */
  ofGroups(policies: readonly CompiledPolicy[], groups: number): Int32Array {
    const lists = Array.from({ length: groups }, (): CompiledPolicy[] => []);
    for (const policy of policies) eachBit(policy.subjects, (group) => lists[group]?.push(policy));
    return Int32Array.from(lists, (list) => this.of(list));
  }
}
