// What if policies were others: the same network under an edited list.
import { variant, type Compiled } from "./compile.ts";
import { policyKey, type Policy } from "./policy.ts";

/** Policies to put in place of those of the same kind and name, or beside the others; and keys of policies to take away. */
export interface PolicyChange {
  readonly changed?: readonly Policy[];
  readonly removed?: readonly string[];
}

/**
 * The network as it would be. Only what the changed policies select or newly name is computed again, when it is asked
 * for; everything else is shared with `compiled`, which stays valid. O(pods + pod groups each policy selects).
 */
export function withPolicies(compiled: Compiled, { changed = [], removed = [] }: PolicyChange): Compiled {
  const gone = new Set([...removed, ...changed.map((policy) => policyKey(policy))]);
  const kept = compiled.policies.map(({ policy }) => policy).filter((policy) => !gone.has(policyKey(policy)));
  return variant(compiled.fabric, [...kept, ...changed]);
}
