// What a power of a service account means to an intruder.
import type { Severity } from "../core/index.ts";
import { powers, type HeldPower, type Power } from "../model/index.ts";

const abilities: Readonly<Record<Power, string>> = {
  everything: "do everything",
  escalate: "gain rights or identities of others",
  "read-secrets": "read every Secret",
  "run-pods": "run pods, or commands in them,",
};

/** What its holder can do, after "can". */
export function abilityOf({ power }: HeldPower): string {
  return abilities[power];
}

/** How bad it is that a pod carries the power. */
export function severityOfPower({ power, namespace }: HeldPower): Severity {
  if (namespace !== undefined) return power === "run-pods" ? "low" : "medium";
  return power === "everything" ? "critical" : power === "run-pods" ? "medium" : "high";
}

/** Smaller for what reaches further: the whole cluster before a namespace, then by power. */
function reach({ power, namespace }: HeldPower): number {
  return powers.indexOf(power) + (namespace === undefined ? 0 : powers.length);
}

/** The one that reaches furthest; the first of equals. */
export function greatestPower(held: readonly HeldPower[]): HeldPower | undefined {
  return [...held].sort((a, b) => reach(a) - reach(b))[0];
}
