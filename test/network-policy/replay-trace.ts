// Replays a trace by the rules of the API, from nothing but what it says was visited: does it support its own verdict?
import type { DirectionTrace, PolicyVisit, Trace, Verdict } from "../../src/engines/network-policy/index.ts";

/** The first rule, policy by policy, that matches both ends; undefined if none does. */
function firstMatch(visits: readonly PolicyVisit[]): string | undefined {
  for (const { selects, rules } of visits) {
    if (!selects) continue;
    const match = rules.find(({ peerMatches, portMatches }) => peerMatches && portMatches);
    if (match !== undefined) return match.action;
  }
  return undefined;
}

function replayDirection({ decidedBy, policies }: DirectionTrace): Verdict {
  if (decidedBy === "no-policy-applies") return policies.length === 0 ? "allowed" : "denied";
  const admin = firstMatch(policies.filter(({ tier }) => tier === "admin"));
  if (admin === "accept") return "allowed";
  if (admin === "deny") return "denied";
  const isolating = policies.filter(({ tier, selects, governs }) => tier === "network" && selects && governs);
  if (isolating.length > 0) return firstMatch(isolating) === undefined ? "denied" : "allowed";
  return firstMatch(policies.filter(({ tier }) => tier === "baseline")) === "deny" ? "denied" : "allowed";
}

/** The verdict that follows from what was visited. */
export function replayTrace({ bypass, directions }: Trace): Verdict {
  if (bypass !== undefined) return bypass === "finished" ? "denied" : "allowed";
  return directions.length === 2 && directions.every((one) => replayDirection(one) === "allowed")
    ? "allowed"
    : "denied";
}
