// The shape of the table of powers that rights give.
import type { Minor } from "../../core/index.ts";

/** A right: any of the verbs on any of the resources. */
export interface PowerNeed {
  readonly verbs: readonly string[];
  /** Empty for the core group. */
  readonly group: string;
  /** With the subresource after a slash. */
  readonly resources: readonly string[];
  /** Names that make a rule limited to them count all the same. */
  readonly names?: readonly string[];
  /** Whether a rule limited to any names counts, but for verbs that have none. */
  readonly evenNamed?: true;
}

/** What rights amount to; all of `needs` together give it. */
export interface RbacPower {
  readonly power: string;
  /** After "can": `read Secrets`. */
  readonly title: string;
  /** For a hold on the whole cluster. */
  readonly severity: "critical" | "high" | "medium";
  /** Where a hold counts: anywhere, on the whole cluster only, or in kube-system too. */
  readonly scope: "any" | "cluster" | "kube-system";
  readonly needs: readonly PowerNeed[];
  readonly since?: Minor;
  readonly until?: Minor;
  readonly source: string;
}

/** The whole table. */
export interface RbacPowers {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversUntil: Minor;
  readonly rows: readonly RbacPower[];
}
