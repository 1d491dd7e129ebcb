// Names of checks, former ones too, and which checks came to an answer in a scan.
import type { Check, CheckResult } from "../../checking/index.ts";
import type { ClusterModel } from "../../model/index.ts";
import { seesAll } from "./check-tally.ts";
import { inputReadable } from "./input-readable.ts";

/** Which checks there are. */
export interface KnownChecks {
  readonly names: readonly string[];
  /** The id behind a name; undefined where there is no such check. */
  idOf(name: string): string | undefined;
  /** Whether the check ran and saw everything it needs: only then the lack of a finding means that there is none. */
  wasDecided(id: string): boolean;
}

/** Ids and aliases of the catalogue, and the checks decided by these results. */
export function knownChecks(
  catalogue: readonly Check[],
  results: readonly CheckResult[],
  model: ClusterModel,
): KnownChecks {
  const ids = new Map<string, string>([[inputReadable.id, inputReadable.id]]);
  for (const { id, aliases = [] } of catalogue) for (const alias of aliases) ids.set(alias, id);
  for (const { id } of catalogue) ids.set(id, id);
  const complete = results.filter(({ outcome, check }) => outcome !== "unknown" && seesAll(model, check));
  const decided = new Set(complete.map(({ check }) => check.id));
  decided.add(inputReadable.id);
  return { names: [...ids.keys()], idOf: (name) => ids.get(name), wasDecided: (id) => decided.has(id) };
}
