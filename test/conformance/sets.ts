// The sets of conformance vectors: those with a runner, and those whose engine does not exist yet.
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { audit } from "./sets/audit.ts";
import { authentication } from "./sets/authentication.ts";
import { celSpec } from "./sets/cel-spec.ts";
import { discovery } from "./sets/discovery.ts";
import { network } from "./sets/network.ts";
import { authz } from "./sets/authz.ts";
import { csr } from "./sets/csr.ts";
import { escalation } from "./sets/escalation.ts";
import { psa } from "./sets/psa.ts";
import { rulesReview } from "./sets/rules-review.ts";
import type { VectorSet } from "./vector-set.ts";

/** A set that cannot be run in this version, and the folder that holds it. */
export interface PlannedSet {
  readonly name: string;
  readonly folder: string;
}

export const vectorSets: readonly VectorSet[] = [
  psa,
  audit,
  network,
  authz,
  rulesReview,
  escalation,
  discovery,
  csr,
  authentication,
  celSpec,
];

export const plannedSets: readonly PlannedSet[] = [{ name: "kubebench", folder: "kubebench" }];

/** Whether one of the folders holds the set. */
export function holds(folders: readonly string[], { folder }: PlannedSet): boolean {
  return folders.some((root) => existsSync(join(root, folder)) || basename(root) === folder);
}
