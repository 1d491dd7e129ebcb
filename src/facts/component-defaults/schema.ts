// The shape of the table of component defaults.
import type { Minor } from "../../core/index.ts";

/**
 * How a flag reads its value. `list`: comma-separated, and a repeated flag adds to it; `repeated`: each use adds one
 * value; of all others the last use wins.
 */
export type FlagType = "bool" | "duration" | "int" | "list" | "repeated" | "text";

/** The default of one flag of one component, over a range of minors; a range without an end is as wide as the table. */
export interface FlagDefault {
  readonly component: string;
  readonly flag: string;
  readonly type: FlagType;
  /** As it would be written on a command line; empty where the setting is off until it is given. */
  readonly default: string;
  readonly since?: Minor;
  readonly until?: Minor;
  /** Another flag: the file it names may hold the setting where this flag is not given. */
  readonly movedBy?: string;
  /** Another flag: the file it names holds the setting, and this flag is ignored. */
  readonly ignoredWith?: string;
  /** Go module and file where the default is set. */
  readonly source: string;
}

/** Minors a table speaks of, both ends included. */
export interface MinorRange {
  readonly since: Minor;
  readonly until: Minor;
}

/** The whole table. */
export interface ComponentDefaults {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  /** First and last minor of Kubernetes the rows speak of. */
  readonly coversSince: Minor;
  readonly coversUntil: Minor;
  /** The minors of etcd that the rows of etcd speak of. */
  readonly etcd: MinorRange;
  readonly rows: readonly FlagDefault[];
}
